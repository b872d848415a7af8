export type TargetType = 'contact' | 'company' | 'deal'
export type Target = { type: TargetType; id: string }
export type NamedTarget = Target & { label: string; href: string }
export type Person = { id: string; name: string }

export type NoteRow = {
  id: string
  bodyHtml: string
  author: string | null
  isPinned: boolean
  createdAt: string
  editedAt: string | null
  links: NamedTarget[]
  can: { update: boolean; delete: boolean }
}

export type TimelineLine = {
  id: number
  kind: string
  icon: string
  who: string | null
  text: string
  detail: string | null
  href: string | null
  at: string
  contact: NamedTarget | null
  note: NoteRow | null
}

export type RepeatRule = {
  every: 'day' | 'week' | 'month' | 'year'
  interval: number
  weekdays: number[] | null
  monthDay?: number | null
}

export type Priority = 'low' | 'normal' | 'high' | 'urgent'

export type TaskRow = {
  id: string
  title: string
  description: string | null
  priority: Priority
  assignee: Person | null
  createdBy: string | null
  dueOn: string | null
  dueTime: string | null
  timeZone: string
  dueAt: string | null
  isOverdue: boolean
  remindBefore: number | null
  repeat: RepeatRule | null
  completedAt: string | null
  links: NamedTarget[]
  can: { update: boolean; delete: boolean }
}

export const TARGET_ICONS: Record<TargetType, string> = {
  contact: 'i-lucide-user',
  company: 'i-lucide-building-2',
  deal: 'i-lucide-handshake',
}
