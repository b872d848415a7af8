import { router } from '@inertiajs/vue3'
import type { Entity, State } from '~/components/crm/lists/types'

export type Format = 'csv' | 'xlsx'

/** Asks for rows of a list as a file, in the columns that are shown; null for all that the list finds. */
export function exportList(entity: Entity, format: Format, state: State, ids: string[] | null) {
  const { q, filter, sort, columns } = state
  router.post('/admin/contacts/exports', {
    ...{ entity, format, q, sort, columns, ids },
    filter: filter as never,
  })
}
