import type { HttpContext } from '@adonisjs/core/http'
import { renderPublic } from '#core/http/public_page'
import Course from '#courses/models/course'
import Lesson from '#courses/models/lesson'
import { courseTag } from '#courses/public_cache'
import { plainText } from '#courses/rich_text'
import { previewPage } from '#courses/transformers/public_pages'

/** A lesson that is open to all, to taste a course. */
export default class PreviewLessonsController {
  async show(ctx: HttpContext) {
    const course = await Course.query()
      .where('slug', ctx.params.slug)
      .where('status', 'published')
      .firstOrFail()
    const lesson = await Lesson.query()
      .where('course_id', course.id)
      .where('slug', ctx.params.lesson)
      .where('is_preview', true)
      .firstOrFail()
    return renderPublic(
      ctx,
      'courses/public/preview',
      previewPage(course, lesson, await course.offer()),
      {
        tags: [courseTag(course.id), ...(course.productId ? [`product:${course.productId}`] : [])],
        seo: {
          title: `${lesson.title} · ${course.title}`,
          description: plainText(lesson.bodyHtml).slice(0, 160),
          canonical: `/courses/${course.slug}/preview/${lesson.slug}`,
        },
      }
    )
  }
}
