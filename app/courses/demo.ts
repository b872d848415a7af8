import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import StoredFile from '#media/models/stored_file'
import type { Upload } from '#media/models/stored_file/storable'
import { drawCover, writePdf } from '#courses/demo_pictures'
import Course from '#courses/models/course'
import { slugOf } from '#courses/slug'
import { goodHay } from '#database/demo/courses/good_hay'
import { harbourSailing } from '#database/demo/courses/harbour_sailing'
import { rabbitsAtHome } from '#database/demo/courses/rabbits_at_home'
import type { DemoCourse, DemoLesson } from '#database/demo/courses/types'

const COURSES: Record<string, DemoCourse[]> = {
  bunny: [rabbitsAtHome, goodHay],
  harbour: [harbourSailing],
}

/** Writes the demo's courses, published and on sale. A course that is there is left alone. */
export async function seedCourses(): Promise<string> {
  for (const [slug, courses] of Object.entries(COURSES)) {
    const organization = await Organization.findByOrFail('slug', slug)
    await Tenant.run(organization.id, async () => {
      for (const course of courses) await seed(course)
    })
  }
  return `${Object.values(COURSES).flat().length} courses with their lessons`
}

async function seed(content: DemoCourse): Promise<void> {
  const slug = slugOf(content.title, 'course')
  const present = await Course.query().where('slug', slug).first()
  if (present?.isPublished) return
  // A seed that was cut short left a draft: it is written anew.
  await present?.discard()

  const course = await Course.begin(content.title)
  const cover = await withUpload(await drawCover(content.cover), `${slug}.png`, (upload) =>
    StoredFile.store(upload, { visibility: 'public', allow: 'image' })
  )
  await course.revise({
    slug,
    subtitle: content.subtitle,
    descriptionHtml: content.description,
    outcomes: content.outcomes,
    coverFileId: cover.id,
  })
  for (const { title, lessons } of content.modules) {
    const module = await course.addModule(title)
    for (const lesson of lessons) await seedLesson(course, module.id, lesson)
  }
  await course.setPricing(content)
  await course.publish()
}

async function seedLesson(course: Course, moduleId: string, content: DemoLesson): Promise<void> {
  const lesson = await course.addLesson(moduleId, content.title)
  await lesson.revise({
    bodyHtml: content.html,
    vimeoLink: content.vimeoLink ?? null,
    isPreview: content.isPreview ?? false,
    durationSeconds: content.minutes * 60,
  })
  const { handout } = content
  if (handout) {
    await withUpload(writePdf(handout.lines), handout.name, (upload) => lesson.attach(upload))
  }
}

async function withUpload<T>(
  bytes: Buffer,
  clientName: string,
  use: (upload: Upload) => Promise<T>
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'warren-demo-'))
  const tmpPath = join(folder, 'file')
  try {
    await writeFile(tmpPath, bytes)
    return await use({ tmpPath, clientName })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
