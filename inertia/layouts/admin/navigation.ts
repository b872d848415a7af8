export type Entry = {
  label: string
  icon: string
  to: string
  permission?: string
  exact?: boolean
  keywords?: string
  /** Further addresses whose pages are part of it. */
  also?: string[]
}
export type Section = { label: string | null; entries: Entry[] }

/** The admin's sections, in the order in which people work. */
export const sections: Section[] = [
  { label: null, entries: [{ label: 'Home', icon: 'i-lucide-house', to: '/admin', exact: true }] },
  {
    label: 'People',
    entries: [
      {
        label: 'Contacts',
        icon: 'i-lucide-users',
        to: '/admin/contacts',
        permission: 'contacts:read',
      },
      {
        label: 'Companies',
        icon: 'i-lucide-building-2',
        to: '/admin/companies',
        permission: 'companies:read',
        keywords: 'businesses organizations employers',
      },
      {
        label: 'Segments',
        icon: 'i-lucide-users-round',
        to: '/admin/segments',
        permission: 'segments:read',
        keywords: 'lists groups audience filter',
      },
      {
        label: 'Tasks',
        icon: 'i-lucide-list-checks',
        to: '/admin/tasks',
        permission: 'tasks:read',
        keywords: 'my day to do reminder',
      },
    ],
  },
  {
    label: 'Marketing',
    entries: [
      {
        label: 'Campaigns',
        icon: 'i-lucide-megaphone',
        to: '/admin/campaigns',
        permission: 'campaigns:read',
        keywords: 'newsletter broadcast mail email send calendar',
      },
      {
        label: 'Templates',
        icon: 'i-lucide-layout-template',
        to: '/admin/templates',
        permission: 'templates:read',
        keywords: 'mail design newsletter blocks mjml editor',
      },
      {
        label: 'Forms',
        icon: 'i-lucide-clipboard-pen-line',
        to: '/admin/forms',
        permission: 'forms:read',
        keywords: 'sign-up subscribe newsletter embed double opt-in',
      },
      {
        label: 'Messages',
        icon: 'i-lucide-send',
        to: '/admin/messages',
        permission: 'messages:read',
        keywords: 'api transactional receipts reminders notices outgoing mail',
      },
      {
        label: 'Deliverability',
        icon: 'i-lucide-gauge',
        to: '/admin/deliverability',
        permission: 'senders:read',
        keywords: 'bounces complaints dmarc suppressions audience growth subscribers report',
      },
    ],
  },
  {
    label: 'Teach',
    entries: [
      {
        label: 'Courses',
        icon: 'i-lucide-graduation-cap',
        to: '/admin/courses',
        permission: 'courses:read',
      },
    ],
  },
  {
    label: 'Sell',
    entries: [
      {
        label: 'Deals',
        icon: 'i-lucide-handshake',
        to: '/admin/deals',
        permission: 'deals:read',
        keywords: 'pipeline kanban board forecast opportunities',
      },
      {
        label: 'Products',
        icon: 'i-lucide-package',
        to: '/admin/products',
        permission: 'products:read',
      },
      {
        label: 'Orders',
        icon: 'i-lucide-receipt',
        to: '/admin/orders',
        permission: 'orders:read',
        keywords: 'sales refund',
      },
    ],
  },
  {
    label: 'Site',
    entries: [
      {
        label: 'Pages',
        icon: 'i-lucide-panel-top',
        to: '/admin/pages',
        permission: 'pages:read',
        keywords: 'privacy imprint home',
      },
    ],
  },
  {
    label: 'Organization',
    entries: [
      {
        label: 'Event log',
        icon: 'i-lucide-scroll-text',
        to: '/admin/events',
        permission: 'events:read',
        keywords: 'audit',
      },
      {
        label: 'Settings',
        icon: 'i-lucide-settings',
        to: '/admin/settings/organization',
        permission: 'organization:read',
      },
    ],
  },
]

/** Pages that stand in no menu of their own, but are found by name. */
export const furtherPages: Entry[] = [
  {
    label: 'Imports',
    icon: 'i-lucide-upload',
    to: '/admin/contacts/imports',
    permission: 'contacts:import',
    keywords: 'csv xlsx file contacts',
  },
  {
    label: 'Duplicates',
    icon: 'i-lucide-merge',
    to: '/admin/contacts/duplicates',
    permission: 'contacts:read',
    keywords: 'merge same twice contacts',
  },
  {
    label: 'Merged contacts',
    icon: 'i-lucide-history',
    to: '/admin/contacts/merges',
    permission: 'contacts:read',
    keywords: 'undo duplicates',
  },
  {
    label: 'Suppressed addresses',
    icon: 'i-lucide-ban',
    to: '/admin/contacts/suppressions',
    permission: 'suppressions:read',
    keywords: 'unsubscribe bounce complaint opt-out blocked',
  },
  {
    label: 'Forecast of deals',
    icon: 'i-lucide-trending-up',
    to: '/admin/deals/forecast',
    permission: 'deals:read',
    keywords: 'pipeline weighted',
  },
]

export const settingsPages: Entry[] = [
  {
    label: 'Organization',
    icon: 'i-lucide-building-2',
    to: '/admin/settings/organization',
    permission: 'organization:read',
    keywords: 'brand logo currency',
  },
  {
    label: 'Members',
    icon: 'i-lucide-user-plus',
    to: '/admin/settings/members',
    permission: 'members:read',
    keywords: 'team invite',
  },
  {
    label: 'Roles',
    icon: 'i-lucide-shield',
    to: '/admin/settings/roles',
    permission: 'members:read',
  },
  {
    label: 'Topics',
    icon: 'i-lucide-megaphone',
    to: '/admin/settings/topics',
    permission: 'topics:read',
    keywords: 'consent newsletter unsubscribe opt-in',
  },
  {
    label: 'Campaigns',
    icon: 'i-lucide-megaphone',
    to: '/admin/settings/campaigns',
    permission: 'campaigns:read',
    keywords: 'approval newsletter',
  },
  {
    label: 'Domains',
    icon: 'i-lucide-globe',
    to: '/admin/settings/domains',
    permission: 'domains:read',
  },
  {
    label: 'Senders',
    icon: 'i-lucide-at-sign',
    to: '/admin/settings/senders',
    also: ['/admin/settings/sending-domains'],
    permission: 'senders:read',
    keywords: 'from address domain dkim spf dmarc mail',
  },
  {
    label: 'Mail accounts',
    icon: 'i-lucide-mailbox',
    to: '/admin/settings/mail-accounts',
    permission: 'senders:read',
    keywords: 'smtp ses postmark mailgun sendgrid resend cloudflare provider warm-up limits',
  },
  {
    label: 'Bounces',
    icon: 'i-lucide-undo-2',
    to: '/admin/settings/bounces',
    permission: 'senders:read',
    keywords: 'bounce mailbox return path verp imap dsn complaint auto-reply envelope pipe',
  },
  {
    label: 'Sending rules',
    icon: 'i-lucide-moon',
    to: '/admin/settings/sending',
    permission: 'senders:read',
    keywords: 'frequency cap quiet hours limit how often night campaigns',
  },
  {
    label: 'API keys',
    icon: 'i-lucide-key-round',
    to: '/admin/settings/api-keys',
    permission: 'api_keys:read',
    keywords: 'developers token integration',
  },
  {
    label: 'Fields',
    icon: 'i-lucide-text-cursor-input',
    to: '/admin/settings/fields',
    permission: 'fields:read',
    keywords: 'custom properties attributes',
  },
  {
    label: 'Tags',
    icon: 'i-lucide-tags',
    to: '/admin/settings/tags',
    permission: 'tags:read',
    keywords: 'labels colours merge',
  },
  {
    label: 'Pipelines',
    icon: 'i-lucide-square-kanban',
    to: '/admin/settings/pipelines',
    permission: 'pipelines:read',
    keywords: 'deals stages reasons won lost',
  },
  {
    label: 'Payments',
    icon: 'i-lucide-credit-card',
    to: '/admin/settings/payments',
    permission: 'provider_accounts:read',
    keywords: 'stripe',
  },
]
