import { nextTick, onBeforeUnmount, onMounted, ref, useTemplateRef, watch } from 'vue'
import { router } from '@inertiajs/vue3'
import Sortable from 'sortablejs'
import type { OutlineModule } from '~/components/courses/types'

/**
 * The order of a course's modules and lessons while it is dragged or moved by keyboard: shown at
 * once, kept by the server, put back when it says no. `base` is the address of the course.
 */
export function useOutlineOrder(
  base: string,
  outline: () => OutlineModule[],
  mayUpdate: () => boolean
) {
  const modules = ref<OutlineModule[]>([])
  // The element that the page calls `list`.
  const list = useTemplateRef<HTMLElement>('list')
  const announcement = ref('')
  const failure = ref<string | null>(null)
  const renderKey = ref(0)
  let sortables: Sortable[] = []

  watch(
    outline,
    (fresh) => {
      modules.value = JSON.parse(JSON.stringify(fresh))
      renderKey.value++
      void nextTick(makeSortable)
    },
    { immediate: true }
  )

  function makeSortable() {
    sortables.forEach((sortable) => sortable.destroy())
    sortables = []
    if (!list.value || !mayUpdate()) return
    const common = { animation: 150, ghostClass: 'opacity-40', onEnd: readOrder }
    sortables.push(Sortable.create(list.value, { ...common, handle: '[data-module-handle]' }))
    for (const element of list.value.querySelectorAll<HTMLElement>('[data-lessons]')) {
      sortables.push(
        Sortable.create(element, { ...common, group: 'lessons', handle: '[data-lesson-handle]' })
      )
    }
  }

  /** After a drag, the page knows the order: it is read off and kept. */
  function readOrder() {
    const lessons = new Map(modules.value.flatMap((m) => m.lessons.map((l) => [l.id, l] as const)))
    const byId = new Map(modules.value.map((m) => [m.id, m] as const))
    const order = [...list.value!.querySelectorAll<HTMLElement>('[data-module]')].map(
      (element) => ({
        ...byId.get(element.dataset.module!)!,
        lessons: [...element.querySelectorAll<HTMLElement>('[data-lesson]')].map((item) =>
          lessons.get(item.dataset.lesson!)!
        ),
      })
    )
    // Vue must draw the list anew: Sortable has moved its elements behind its back.
    renderKey.value++
    keep(order)
  }

  function keep(order: OutlineModule[]) {
    const before = modules.value
    modules.value = order
    failure.value = null
    void nextTick(makeSortable)
    router.put(
      `${base}/outline`,
      { modules: order.map((m) => ({ id: m.id, lessons: m.lessons.map((l) => l.id) })) },
      {
        preserveScroll: true,
        preserveState: true,
        onError: (errors) => {
          modules.value = before
          renderKey.value++
          failure.value = errors.modules ?? 'The order could not be saved. Try again.'
        },
      }
    )
  }

  function moveModule(at: number, by: number) {
    const order = [...modules.value]
    const [module] = order.splice(at, 1)
    order.splice(at + by, 0, module)
    announcement.value = `${module.title} is module ${at + by + 1} of ${order.length} now`
    keep(order)
  }

  /** The keyboard's twin of dragging; past the edge of a module goes on in the next. */
  function moveLesson(moduleAt: number, at: number, by: number) {
    const order = modules.value.map((m) => ({ ...m, lessons: [...m.lessons] }))
    const [lesson] = order[moduleAt].lessons.splice(at, 1)
    const to = at + by
    if (to < 0) order[moduleAt - 1].lessons.push(lesson)
    else if (to > order[moduleAt].lessons.length) order[moduleAt + 1].lessons.unshift(lesson)
    else order[moduleAt].lessons.splice(to, 0, lesson)
    const home = order.find((m) => m.lessons.includes(lesson))!
    announcement.value = `${lesson.title} is lesson ${home.lessons.indexOf(lesson) + 1} of ${home.title} now`
    keep(order)
  }

  const isFirst = (moduleAt: number, at: number) => moduleAt === 0 && at === 0
  const isLast = (moduleAt: number, at: number) =>
    moduleAt === modules.value.length - 1 && at === modules.value[moduleAt].lessons.length - 1

  onMounted(makeSortable)
  onBeforeUnmount(() => sortables.forEach((sortable) => sortable.destroy()))

  return {
    modules,
    list,
    announcement,
    failure,
    renderKey,
    moveModule,
    moveLesson,
    isFirst,
    isLast,
  }
}
