import { computed } from 'vue'
import { usePage } from '@inertiajs/vue3'

export type Shared = {
  user: { id: string; fullName: string; email: string; initials: string; timeZone: string } | null
  organization: {
    id: string
    name: string
    slug: string
    brandColor: string
    currency: string
    locale: string
    logoUrl: string | null
  } | null
  organizations: { id: string; name: string; role: string }[]
  permissions: string[]
  role: string | null
  unreadNotifications: number
}

/** What every page of the admin, the account and the portal knows. */
export function useShared() {
  const page = usePage<{ shared: Shared | null }>()
  const shared = computed<Shared>(
    () =>
      page.props.shared ?? {
        user: null,
        organization: null,
        organizations: [],
        permissions: [],
        role: null,
        unreadNotifications: 0,
      }
  )
  return { shared, can: (permission: string) => shared.value.permissions.includes(permission) }
}
