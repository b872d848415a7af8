import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import Lesson from '#courses/models/lesson'

/** Needs a tenant in context, a `courseId` and a `moduleId`. */
export const LessonFactory = Factory.define(Lesson, () => ({
  title: 'Hay first',
  slug: `lesson-${uuid().slice(-12)}`,
  position: 1,
  bodyHtml: '<p>Hay, day and night.</p>',
  vimeoId: null,
  vimeoHash: null,
  durationSeconds: 300,
  isPreview: false,
}))
  .state('preview', (lesson) => {
    lesson.isPreview = true
  })
  .state('withVideo', (lesson) => {
    lesson.vimeoId = '76979871'
  })
  .build()
