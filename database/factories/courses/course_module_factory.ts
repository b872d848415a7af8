import Factory from '@adonisjs/lucid/factories'
import CourseModule from '#courses/models/course_module'

/** Needs a tenant in context and a `courseId`. */
export const CourseModuleFactory = Factory.define(CourseModule, () => ({
  title: 'First steps',
  position: 1,
})).build()
