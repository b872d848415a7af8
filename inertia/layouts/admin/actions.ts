import type { Entry } from '~/layouts/admin/navigation'

/** What can be begun from the palette, wherever one is. */
export const actions: Entry[] = [
  {
    label: 'New contact',
    icon: 'i-lucide-user-plus',
    to: '/admin/contacts/create',
    permission: 'contacts:create',
    keywords: 'add person create',
  },
  {
    label: 'New company',
    icon: 'i-lucide-building-2',
    to: '/admin/companies/create',
    permission: 'companies:create',
    keywords: 'add business create',
  },
  {
    label: 'New course',
    icon: 'i-lucide-graduation-cap',
    to: '/admin/courses?new=1',
    permission: 'courses:create',
    keywords: 'add create teach',
  },
  {
    label: 'New product',
    icon: 'i-lucide-package-plus',
    to: '/admin/products?new=1',
    permission: 'products:create',
    keywords: 'add create sell price',
  },
  {
    label: 'Invite somebody to the team',
    icon: 'i-lucide-mail-plus',
    to: '/admin/settings/members?new=1',
    permission: 'members:invite',
    keywords: 'member add',
  },
]
