import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import { clock } from '#core/clock/clock'
import Course from '#courses/models/course'

/** Drafts without lessons. Needs a tenant in context. */
export const CourseFactory = Factory.define(Course, () => ({
  title: 'Rabbits for beginners',
  slug: `course-${uuid().slice(-12)}`,
  subtitle: null,
  descriptionHtml: '<p>About rabbits.</p>',
  outcomes: ['Know rabbits'],
  status: 'draft',
  coverFileId: null,
  productId: null,
  seoTitle: null,
  seoDescription: null,
  publishedAt: null,
}))
  .state('published', (course) => {
    course.merge({ status: 'published', publishedAt: clock.now() })
  })
  .state('archived', (course) => {
    course.merge({ status: 'archived', publishedAt: clock.now() })
  })
  .build()
