import { ref } from 'vue'
import { router } from '@inertiajs/vue3'
import { type Entity, type ListProps, PATHS, type State } from '~/components/crm/lists/types'

const CHANGING = ['list', 'columns', 'state', 'names', 'actions']

/**
 * Takes a list to another search, filter, order, page or view. The address says
 * all of it, as far as it differs from the view, so that it can be sent to
 * somebody; rows come first, their number follows.
 */
export function useList(entity: Entity, props: () => ListProps) {
  const isLoading = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  function address(state: State, cursor?: string | null): string {
    const { views, defaultColumns } = props()
    const view = views.find(({ id }) => id === state.view)
    const base = {
      q: view?.q ?? null,
      filter: JSON.stringify(view?.filter ?? null),
      sort: view?.sort ?? '-created_at',
      columns: named(view?.columns ?? defaultColumns),
    }
    const query = new URLSearchParams()
    if (state.view) query.set('view', state.view)
    else if (props().openingView) query.set('view', 'all')
    if ((state.q ?? '') !== (base.q ?? '')) query.set('q', state.q ?? '')
    const filter = JSON.stringify(state.filter)
    if (filter !== base.filter) query.set('filter', state.filter ? filter : '{"all":[]}')
    if (state.sort !== base.sort) query.set('sort', state.sort)
    if (named(state.columns) !== base.columns) query.set('columns', state.columns.join(','))
    if (cursor) query.set('cursor', cursor)
    return query.size > 0 ? `${PATHS[entity]}?${query}` : PATHS[entity]
  }

  /** Goes there without leaving the page; what is typed stays. */
  function go(
    changes: Partial<State>,
    { cursor, replace = false }: { cursor?: string | null; replace?: boolean } = {}
  ) {
    router.visit(address({ ...props().state, ...changes }, cursor), {
      only: CHANGING,
      preserveState: true,
      preserveScroll: !cursor,
      replace,
      onStart: () => (timer = setTimeout(() => (isLoading.value = true), 150)),
      onFinish: () => {
        clearTimeout(timer)
        isLoading.value = false
      },
      onSuccess: () => {
        if (!cursor) count()
      },
    })
  }

  function count() {
    router.reload({ only: ['total'] })
  }

  /** Loads rows and number again, after something changed them. */
  function refresh() {
    router.reload({ only: CHANGING, onSuccess: count })
  }

  return { isLoading, address, go, refresh }
}

const named = (columns: string[]) => [...new Set(['name', ...columns])].join(',')
