import type { OfferData } from '#commerce/offer'
import type Course from '#courses/models/course'
import type Lesson from '#courses/models/lesson'
import type { CatalogueCourse } from '#courses/queries/catalogue'
import type { OutlineModule } from '#courses/queries/outline'
import { plainText } from '#courses/rich_text'
import type StoredFile from '#media/models/stored_file'

/** A picture with its sizes. */
export function picture(file: StoredFile | null) {
  return file
    ? { url: file.publicUrl('w1280'), srcset: file.srcset, width: file.width, height: file.height }
    : null
}

/** A course in the catalogue. */
export function catalogueCard(
  { coverId, productId: _productId, ...course }: CatalogueCourse,
  { cover, offer }: { cover: StoredFile | null; offer: OfferData | null }
) {
  return { ...course, cover: picture(cover), offer }
}

/** Props of the course page that people buy from. Lesson texts are not among them. */
export function coursePage(parts: {
  course: Course
  cover: StoredFile | null
  outline: OutlineModule[]
  offer: OfferData | null
}) {
  const { course, cover, outline, offer } = parts
  const lessons = outline.flatMap((module) => module.lessons)
  const seconds = lessons.reduce((sum, lesson) => sum + (lesson.durationSeconds ?? 0), 0)
  return {
    course: {
      id: course.id,
      title: course.title,
      slug: course.slug,
      subtitle: course.subtitle,
      descriptionHtml: course.descriptionHtml,
      outcomes: course.outcomes,
      cover: picture(cover),
      lessons: lessons.length,
      videos: lessons.filter((lesson) => lesson.hasVideo).length,
      minutes: Math.round(seconds / 60),
    },
    outline: outline.filter((module) => module.lessons.length > 0),
    offer,
  }
}

/** Props of a free preview lesson. */
export function previewPage(course: Course, lesson: Lesson, offer: OfferData | null) {
  return {
    course: { title: course.title, slug: course.slug },
    lesson: { title: lesson.title, bodyHtml: lesson.bodyHtml, playerUrl: lesson.playerUrl },
    offer,
  }
}

/** What search engines and chats show for a course. */
export function describe(course: Course): string {
  const text = course.seoDescription ?? course.subtitle ?? plainText(course.descriptionHtml)
  return text.length > 160 ? `${text.slice(0, 157).trimEnd()}…` : text
}
