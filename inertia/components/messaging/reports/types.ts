export type Sums = {
  sent: number
  delivered: number
  deferred: number
  bounced: number
  blocked: number
  complained: number
}
export type Rate = 'deferred' | 'bounced' | 'blocked' | 'complained'
export type Limits = Record<Rate, { warn: number; stop: number }>

export type HookState = 'by_mail' | 'fine' | 'never' | 'silent' | 'late' | 'failed'
export type AccountRow = {
  id: string
  label: string
  icon: string
  state: string
  breaker: string
  breakerReason: string | null
  hook: {
    state: HookState
    lastAt: string | null
    waiting: number
    failed: number
    lateSeconds: number
  }
  sums: Sums
}
export type RecipientRow = { name: string; domains: number } & Sums
export type DomainRow = {
  id: string
  domain: string
  state: string
  isShaky: boolean
  checkedAt: string | null
  records: { name: string; state: 'ok' | 'missing' | 'wrong' | 'unknown'; hint: string | null }[]
  warmUp: { day: number; days: number; cap: number; sent: number } | null
}
export type Advice = {
  level: 'good' | 'warn' | 'stop'
  title: string
  text: string
  href: string | null
}
export type CockpitFigures = {
  sums: Sums
  before: Sums
  days: ({ day: string } & Sums)[]
  accounts: AccountRow[]
  recipients: RecipientRow[]
  domains: DomainRow[]
  advice: Advice[]
}
export type SuppressionFigures = {
  reasons: { reason: string; scope: 'all' | 'marketing'; addresses: number }[]
  days: { day: string; added: number }[]
}

export type Verdict = {
  kind:
    'proven' | 'dkim_alone' | 'spf_alone' | 'forwarded' | 'broken' | 'foreign' | 'unknown' | 'mixed'
  title: string
  text: string
}
export type DmarcSource = {
  sourceIp: string
  mails: number
  passed: number
  dkim: number
  spf: number
  quarantined: number
  rejected: number
  headerFrom: string
  dkimDomain: string | null
  spfDomain: string | null
  reporters: number
  verdict: Verdict
}
export type DmarcFigures = {
  domains: {
    domain: string
    reports: number
    reporters: number
    mails: number
    passed: number
    quarantined: number
    rejected: number
    policy: string
    latestAt: string
  }[]
  domain: string | null
  days: { day: string; passed: number; failed: number }[]
  sources: DmarcSource[]
  mostSources: number
  own: { id: string; domain: string; record: string | null; asksForReports: boolean }[]
}

export type AudienceFigures = {
  by: 'day' | 'week'
  course: { day: string; joined: number; gone: number }[]
  joined: number
  gone: number
  topics: { topicId: string | null; name: string | null; joined: number; gone: number }[]
  sources: { source: string; joined: number; gone: number }[]
  forms: { id: string; name: string; submitted: number; confirmed: number }[]
}
export type Engagement = {
  people: number
  sampled: number
  within30: number
  within90: number
  within180: number
  silent: number
  unwritten: number
  margin: number
}

export const count = (n: number) => n.toLocaleString('en')

/** "0.15 %": two digits that say something, so that small rates are told apart. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return '–'
  if (share >= 0.1) return `${Math.round(share * 100)} %`
  return `${Number((share * 100).toPrecision(2))} %`
}
export const shareOf = (n: number, of: number) => (of > 0 ? n / of : Number.NaN)

/** "5 Mar", of a calendar day. */
export const dayWords = (day: string) =>
  new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(
    new Date(day)
  )

/** Of fewer mails a rate says nothing. */
const LEAST_SENT = 100
export function levelOf(rate: Rate, sums: Sums, limits: Limits): 'good' | 'warn' | 'stop' | null {
  if (sums.sent < LEAST_SENT) return null
  const share = sums[rate] / sums.sent
  if (share >= limits[rate].stop) return 'stop'
  return share >= limits[rate].warn ? 'warn' : 'good'
}
