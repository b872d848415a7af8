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
    label: 'New deal',
    icon: 'i-lucide-handshake',
    to: '/admin/deals?new=1',
    permission: 'deals:create',
    keywords: 'add opportunity create sell',
  },
  {
    label: 'New task',
    icon: 'i-lucide-list-plus',
    to: '/admin/tasks?new=1',
    permission: 'tasks:create',
    keywords: 'add to do reminder create',
  },
  {
    label: 'New segment',
    icon: 'i-lucide-users-round',
    to: '/admin/segments/create',
    permission: 'segments:create',
    keywords: 'add list audience create',
  },
  {
    label: 'New campaign',
    icon: 'i-lucide-megaphone',
    to: '/admin/campaigns?new=1',
    permission: 'campaigns:create',
    keywords: 'add newsletter mail letter send create',
  },
  {
    label: 'New template',
    icon: 'i-lucide-layout-template',
    to: '/admin/templates/create',
    permission: 'templates:create',
    keywords: 'add mail design create',
  },
  {
    label: 'New form',
    icon: 'i-lucide-clipboard-list',
    to: '/admin/forms?new=1',
    permission: 'forms:create',
    keywords: 'add sign up subscribe create',
  },
  {
    label: 'Import contacts, companies or deals',
    icon: 'i-lucide-upload',
    to: '/admin/contacts/imports',
    permission: 'contacts:import',
    keywords: 'csv xlsx file upload spreadsheet',
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
