import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

const Courses = () => import('#courses/controllers/courses_controller')
const Publications = () => import('#courses/controllers/courses/publications_controller')
const Archivals = () => import('#courses/controllers/courses/archivals_controller')
const Pricings = () => import('#courses/controllers/courses/pricings_controller')
const Outlines = () => import('#courses/controllers/courses/outlines_controller')
const Modules = () => import('#courses/controllers/modules_controller')
const Lessons = () => import('#courses/controllers/lessons_controller')
const Attachments = () => import('#courses/controllers/lessons/attachments_controller')
const Students = () => import('#courses/controllers/students_controller')
const Enrolments = () => import('#courses/controllers/enrolments_controller')
const Catalogue = () => import('#courses/controllers/catalogue_controller')
const PreviewLessons = () => import('#courses/controllers/preview_lessons_controller')
const LearnCourses = () => import('#courses/controllers/learn/courses_controller')
const LearnLessons = () => import('#courses/controllers/learn/lessons_controller')
const LearnCompletions = () => import('#courses/controllers/learn/completions_controller')
const LearnAttachments = () => import('#courses/controllers/learn/attachments_controller')

const uuid = router.matchers.uuid()
const slug = router.matchers.slug()

router
  .group(() => {
    router.resource('courses', Courses).only(['index', 'store', 'edit', 'update', 'destroy'])
    router
      .group(() => {
        router.post('publication', [Publications, 'store']).as('publication.store')
        router.delete('publication', [Publications, 'destroy']).as('publication.destroy')
        router.post('archival', [Archivals, 'store']).as('archival.store')
        router.delete('archival', [Archivals, 'destroy']).as('archival.destroy')
        router.put('pricing', [Pricings, 'update']).as('pricing.update')
        router.put('outline', [Outlines, 'update']).as('outline.update')
        router.resource('modules', Modules).only(['store', 'update', 'destroy'])
        router.resource('lessons', Lessons).only(['store', 'edit', 'update', 'destroy'])
        router
          .resource('lessons.attachments', Attachments)
          .only(['store', 'show', 'update', 'destroy'])
        router.get('students', [Students, 'index']).as('students.index')
        router.resource('enrolments', Enrolments).only(['store', 'destroy'])
      })
      .prefix('courses/:course_id')
      .as('course')
  })
  .prefix('admin')
  .as('courses')
  .where('id', uuid)
  .where('course_id', uuid)
  .where('lesson_id', uuid)
  .use([middleware.web(), middleware.staff()])

router
  .group(() => {
    router.get('courses', [Catalogue, 'index']).as('index')
    router.get('courses/:slug', [Catalogue, 'show']).as('show')
    router.get('courses/:slug/preview/:lesson', [PreviewLessons, 'show']).as('preview')
  })
  .as('courses.public')
  .where('slug', slug)
  .where('lesson', slug)
  .use([middleware.site()])

router
  .group(() => {
    router.get('/', [LearnCourses, 'index']).as('home')
    router.get('courses/:slug', [LearnCourses, 'show']).as('course')
    router
      .group(() => {
        router.get('/', [LearnLessons, 'show']).as('show')
        router.post('completion', [LearnCompletions, 'store']).as('completion.store')
        router.delete('completion', [LearnCompletions, 'destroy']).as('completion.destroy')
        router.get('attachments/:id', [LearnAttachments, 'show']).as('attachment')
      })
      .prefix('courses/:course/lessons/:lesson')
      .as('lesson')
  })
  .prefix('learn')
  .as('learn')
  .where('id', uuid)
  .where('slug', slug)
  .where('course', slug)
  .where('lesson', slug)
  .use([middleware.site(), middleware.web(), middleware.client()])
