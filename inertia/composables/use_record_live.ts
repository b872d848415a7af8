import { router } from '@inertiajs/vue3'
import { useLive } from '~/composables/use_live'
import { useShared } from '~/composables/use_shared'

/**
 * Keeps the page of a record fresh: loads its props again when the house tells
 * that it changed. `kind` as in config/roles.yaml: `useRecordLive('orders', id)`.
 */
export function useRecordLive(kind: string, id: string, only?: string[]) {
  const { shared } = useShared()
  const again = () => router.reload(only ? { only } : {})
  const { organization } = shared.value
  useLive(organization ? [`organizations/${organization.id}/${kind}/${id}`] : [], {
    changed: again,
    resync: again,
  })
}
