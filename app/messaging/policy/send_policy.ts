import { DateTime } from 'luxon'
import { clock } from '#core/clock/clock'
import { REASON } from '#messaging/ledger/states'
import { cappedContacts, findPolicy, upsertPolicy } from '#messaging/queries/send_policies'

/** How often and when an organization writes to people; null for what it leaves open. */
export type SendPolicy = {
  /** At most so many mails within `capDays` days. */
  capMails: number | null
  capDays: number | null
  onCap: 'defer' | 'skip'
  /** Minutes of the reader's day between which nothing is sent; over midnight where `quietTo` is the smaller. */
  quietFrom: number | null
  quietTo: number | null
  onQuiet: 'defer' | 'skip'
  /** Whether anybody's opens and clicks may be known. */
  tracksOpens: boolean
  tracksClicks: boolean
}

export const NO_POLICY: SendPolicy = {
  capMails: null,
  capDays: null,
  onCap: 'defer',
  quietFrom: null,
  quietTo: null,
  onQuiet: 'defer',
  tracksOpens: true,
  tracksClicks: true,
}

export async function sendPolicy(): Promise<SendPolicy> {
  return (await findPolicy()) ?? NO_POLICY
}

export function saveSendPolicy(policy: SendPolicy): Promise<void> {
  return upsertPolicy(policy, clock.now().toISO())
}

/** What the policy says of one reader now; `reason` is a code of REASON. */
export type Ruling =
  | { kind: 'allow' }
  | { kind: 'defer'; until: Date; reason: number }
  | { kind: 'skip'; reason: number }

export type Ruled = { contactId: string; timeZone: string | null }

/**
 * What the policy says of readers, in their order. `home` is the zone of those whose own is not known. Quiet hours come
 * first: who sleeps is asked again in the morning, by then perhaps within the cap.
 */
export async function rule(
  readers: Ruled[],
  policy: SendPolicy,
  { now, home }: { now: DateTime; home: string }
): Promise<Ruling[]> {
  const capped = await cappedOf(readers, policy, now)
  return readers.map(({ contactId, timeZone }) => {
    const rests = quietUntil(policy, now, timeZone ?? home, home)
    if (rests) return ruling(policy.onQuiet, rests, REASON.quiet.code)
    const oldest = capped.get(contactId)
    if (!oldest) return { kind: 'allow' }
    const free = DateTime.fromJSDate(oldest).plus({ days: policy.capDays!, seconds: 1 }).toJSDate()
    return ruling(policy.onCap, free, REASON.capped.code)
  })
}

function ruling(on: 'defer' | 'skip', until: Date, reason: number): Ruling {
  return on === 'skip' ? { kind: 'skip', reason } : { kind: 'defer', until, reason }
}

/** Who has had as many mails as the policy allows, and when the oldest that counts left. */
export function cappedOf(
  readers: { contactId: string }[],
  { capMails, capDays }: SendPolicy,
  now: DateTime,
  client?: Parameters<typeof cappedContacts>[2]
): Promise<Map<string, Date>> {
  if (capMails === null || capDays === null) return Promise.resolve(new Map())
  const since = now.minus({ days: capDays }).toISO()!
  return cappedContacts(
    readers.map(({ contactId }) => contactId),
    { most: capMails, since },
    client
  )
}

/** When the quiet hours end that `now` lies in, by the clock of `zone`; null outside of them. */
export function quietUntil(
  { quietFrom, quietTo }: Pick<SendPolicy, 'quietFrom' | 'quietTo'>,
  now: DateTime,
  zone: string,
  home: string
): Date | null {
  if (quietFrom === null || quietTo === null || quietFrom === quietTo) return null
  const there = now.setZone(zone)
  const local = there.isValid ? there : now.setZone(home)
  const minute = local.hour * 60 + local.minute
  const isOver = quietFrom < quietTo
  const isQuiet = isOver
    ? minute >= quietFrom && minute < quietTo
    : minute >= quietFrom || minute < quietTo
  if (!isQuiet) return null
  const day = !isOver && minute >= quietFrom ? local.plus({ days: 1 }) : local
  let end = day.startOf('day').set({ hour: Math.floor(quietTo / 60), minute: quietTo % 60 })
  // Where clocks are put back that hour comes twice, and its first time may be over.
  while (end <= now) end = end.plus({ minutes: 30 })
  return end.toJSDate()
}
