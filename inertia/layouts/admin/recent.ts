import { onBeforeUnmount, onMounted, ref } from 'vue'
import { router } from '@inertiajs/vue3'
import { useShared } from '~/composables/use_shared'

export type Recent = { to: string; label: string }
type Kind = { path: RegExp; icon: string; permission: string }

const ID = '[0-9a-f]{8}-[0-9a-f-]{27}'
const at = (path: string) => new RegExp(`^/admin/${path.replace('ID', ID)}$`)

/** Records that are worth finding again, and what one must be allowed to. */
const KINDS: Kind[] = [
  { path: at('contacts/ID'), icon: 'i-lucide-user', permission: 'contacts:read' },
  { path: at('companies/ID'), icon: 'i-lucide-building-2', permission: 'companies:read' },
  { path: at('deals/ID'), icon: 'i-lucide-handshake', permission: 'deals:read' },
  { path: at('segments/ID'), icon: 'i-lucide-users-round', permission: 'segments:read' },
  { path: at('courses/ID/edit'), icon: 'i-lucide-graduation-cap', permission: 'courses:read' },
  { path: at('products/ID/edit'), icon: 'i-lucide-package', permission: 'products:read' },
  { path: at('orders/ID'), icon: 'i-lucide-receipt', permission: 'orders:read' },
]
const kindOf = (path: string) => KINDS.find((kind) => kind.path.test(path))
const MOST = 6
const PREFIX = 'warren.recent.'

/** The records that this person looked at last in this organization; kept in the tab until it is closed. */
export function useRecent() {
  const { shared, can } = useShared()
  const list = ref<Recent[]>([])
  const key = () => `${PREFIX}${shared.value.organization?.id}.${shared.value.user?.id}`
  const kept = (): Recent[] => JSON.parse(sessionStorage.getItem(key()) ?? '[]')

  /** Called when a page is left: only then its title is certainly its own. */
  function remember() {
    const to = window.location.pathname
    if (!kindOf(to)) return
    const label = document.title.replace(/ · Warren$/, '')
    const others = kept().filter((one) => one.to !== to)
    sessionStorage.setItem(key(), JSON.stringify([{ to, label }, ...others].slice(0, MOST + 1)))
  }

  /** Reads them again, without the page that is open. */
  function refresh() {
    remember()
    list.value = kept()
      .filter(({ to }) => to !== window.location.pathname)
      .filter(({ to }) => can(kindOf(to)?.permission ?? ''))
      .slice(0, MOST)
  }

  let stop = () => {}
  onMounted(() => (stop = router.on('before', () => remember())))
  onBeforeUnmount(() => stop())
  return { recent: list, refresh, iconOf: ({ to }: Recent) => kindOf(to)?.icon ?? 'i-lucide-file' }
}
