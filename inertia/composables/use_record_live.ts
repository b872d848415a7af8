import { router } from '@inertiajs/vue3'
import { useLive } from '~/composables/use_live'
import { useShared } from '~/composables/use_shared'

/**
 * Keeps the page of a record fresh: loads its props again when the house tells
 * that it changed. `kind` as in config/roles.yaml: `useRecordLive('orders', id)`.
 * Not while `isLeaving`: the page is about to be another one.
 */
export function useRecordLive(
  kind: string,
  id: string,
  only?: string[],
  isLeaving: () => boolean = () => false
) {
  const { shared } = useShared()
  const again = () => {
    if (!isLeaving()) router.reload(only ? { only } : {})
  }
  const { organization } = shared.value
  useLive(organization ? [`organizations/${organization.id}/${kind}/${id}`] : [], {
    changed: again,
    resync: again,
  })
}
