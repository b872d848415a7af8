export type CampaignState =
  | 'draft'
  | 'awaiting_approval'
  | 'approved'
  | 'scheduled'
  | 'sending'
  | 'paused'
  | 'finished'
  | 'cancelled'

export type Campaign = {
  id: string
  name: string
  state: CampaignState
  subject: string
  scheduleKind: 'now' | 'at' | 'local_time'
  startsAt: string | null
  perHour: number | null
  testOf: 'subject' | 'content' | 'sender' | null
  isPublic: boolean
  launchedAt: string | null
  finishedAt: string | null
  createdAt: string
  updatedAt: string
  isArchived: boolean
}

export type Tally = {
  audience: number
  sent: number
  skipped: number
  failed: number
  uncertain: number
  cancelled: number
  delivered: number
  bounced: number
  complained: number
  opened: number
  openedHuman: number
  clicked: number
  clickedHuman: number
  unsubscribed: number
  replied: number
  converted: number
  revenueMinor: number
}

export type Rights = {
  create: boolean
  update: boolean
  delete: boolean
  approve: boolean
  send: boolean
  readContacts: boolean
  export: boolean
}

export type Audience = {
  include: {
    segments: string[]
    everybody?: boolean
    topicId?: string | null
    received?: { sources: string[]; unopened?: boolean } | null
  }
  exclude: { segments: string[]; campaigns?: string[] }
}

export type Format = 'visual' | 'rich' | 'markdown' | 'mjml' | 'html'

export type Variant = {
  variant: number
  subject: string | null
  preheader: string | null
  senderId: string | null
  format: Format | null
  source: string | null
  project: Record<string, unknown> | null
}

export type Draft = Campaign & {
  topicId: string | null
  senderId: string | null
  replyTo: string | null
  preheader: string
  format: Format
  source: string
  project: Record<string, unknown> | null
  utm: Record<string, string>
  tracksOpens: boolean
  tracksClicks: boolean
  uncertainPolicy: 'hold' | 'resend'
  testPercent: number
  holdoutPercent: number
  testWinner: 'clicks' | 'revenue' | 'manual'
  testHours: number
  slug: string | null
  audience: Audience
  variants: Variant[]
}

export type Section = 'to' | 'from' | 'subject' | 'content' | 'schedule'
export type Finding = {
  section: Section
  level: 'error' | 'warning'
  message: string
  url?: string
}

export type AudienceCount = {
  total: number
  reachable: number
  leftOut: Record<'noAddress' | 'unsubscribed' | 'noConsent' | 'suppressed' | 'excluded', number>
  isExact: boolean
}

export const LEFT_OUT: Record<keyof AudienceCount['leftOut'], string> = {
  noConsent: 'did not agree to this',
  unsubscribed: 'unsubscribed',
  suppressed: 'suppressed addresses',
  noAddress: 'without an address',
  excluded: 'in a group that is left out',
}

export const LETTERS = ['A', 'B', 'C', 'D']

export const count = (value: number) => value.toLocaleString('en')

/** A share as people read it: 4.2 %, 38 %. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '0 %'
  const share = (part / whole) * 100
  // What is nearly nobody or nearly everybody is not rounded to it.
  const isNear = (share > 0 && share < 10) || (share > 99 && share < 100)
  return `${isNear ? share.toFixed(1) : Math.round(share)} %`
}
