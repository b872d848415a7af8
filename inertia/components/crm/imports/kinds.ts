/** What a file may hold. */
export type Kind = 'contacts' | 'companies' | 'deals'

/** How pages speak of the records of a kind. */
type Words = {
  label: string
  icon: string
  /** Where they are listed. */
  path: string
  one: string
  many: string
  /** Headings of what tells rows apart beside the name, and of the rest that is shown. */
  name: string
  second: string
  detail: string
  /** Below the name of a record's page. */
  intro: string
  undo: string
}

export const KINDS: Record<Kind, Words> = {
  contacts: {
    label: 'Contacts',
    icon: 'i-lucide-users',
    path: '/admin/contacts',
    one: 'person',
    many: 'people',
    name: 'Name',
    second: 'E-mail',
    detail: 'Phone, company',
    intro:
      'People from a file, with a look at every change before it is made, and a way back after.',
    undo: 'People whom it made are deleted, and what it changed comes back. Whoever bought something, was written to or was changed since stays.',
  },
  companies: {
    label: 'Companies',
    icon: 'i-lucide-building-2',
    path: '/admin/companies',
    one: 'company',
    many: 'companies',
    name: 'Name',
    second: 'Domain',
    detail: 'City, industry, phone',
    intro:
      'Companies from a file, known again by domain, name or id. Nothing changes before you have seen what would.',
    undo: 'Companies that it made are deleted, and what it changed comes back. What has people, deals, tasks or notes, or was changed since, stays.',
  },
  deals: {
    label: 'Deals',
    icon: 'i-lucide-handshake',
    path: '/admin/deals',
    one: 'deal',
    many: 'deals',
    name: 'Title',
    second: 'Contact',
    detail: 'Company, amount',
    intro:
      'Deals from a file, put into their pipelines and stages. Import their contacts first: deals find them by e-mail address.',
    undo: 'Deals that it made are deleted, and what it changed comes back, stages too. What was changed since, or got lines, people, tasks or notes, stays.',
  },
}

/** "1 row", "1,200 rows". */
export function rowsText(n: number): string {
  return `${n.toLocaleString('en')} ${n === 1 ? 'row' : 'rows'}`
}

/** What stays of an import that was undone, because it was changed since. */
export function keptText(kind: Kind, n: number): string {
  const label = KINDS[kind].label.toLowerCase()
  if (n === 0) return `Your ${label} are as they were before.`
  const stays =
    n === 1 ? 'was changed since and stays as it is' : 'were changed since and stay as they are'
  return `${counted(kind, n)} ${stays}; the rest is as before.`
}

export function counted(kind: Kind, n: number): string {
  return `${n.toLocaleString('en')} ${n === 1 ? KINDS[kind].one : KINDS[kind].many}`
}
