import { MARK, REASON, STATE } from '#messaging/ledger/states'
import { bitsOf, type MailFact } from '#messaging/provider_events/mail_fact'

/** A row of the ledger as it was found, locked. */
export type SendRow = {
  runId: number
  n: number
  month: string
  organizationId: string
  variant: number
  contactId: string
  marks: number
  state: number
  attempts: number
  reason: number
  accountId: string | null
  email: string | null
  sentOn: string
}

/** What the row is to be. */
export type Standing = {
  marks: number
  state: number
  reason: number
  accountId: string | null
  providerId: string | null
}

/** Where a row that facts are told of stands after them, in whatever order they come. */
export function standingAfter(row: SendRow, facts: MailFact[]): Standing {
  const told = (read: (fact: MailFact) => string | null | undefined) =>
    facts.map(read).find((value) => value) ?? null
  return {
    ...stateAfter(row, facts),
    marks: facts.reduce((marks, fact) => marks | bitsOf(fact), row.marks),
    accountId: row.accountId ?? told((fact) => fact.accountId),
    providerId: told((fact) => fact.providerId),
  }
}

/** Nobody could tell whether such a row left: whatever a provider says of it tells. */
function isOpen({ state, attempts }: SendRow): boolean {
  return (
    state === STATE.inFlight ||
    state === STATE.uncertain ||
    // Put back to be tried again after an answer that was lost.
    (state === STATE.waiting && attempts > 0)
  )
}

function stateAfter(row: SendRow, facts: MailFact[]): Pick<Standing, 'state' | 'reason'> {
  if (!isOpen(row)) return { state: row.state, reason: row.reason }
  // The provider took it and gave it up before it left.
  const isGivenUp = facts.every(({ kind }) => kind === 'failed')
  return isGivenUp
    ? { state: STATE.failed, reason: REASON.refused.code }
    : { state: STATE.sent, reason: REASON.none.code }
}

export const TALLIED = [
  'sent',
  'failed',
  'uncertain',
  'delivered',
  'bounced',
  'complained',
  'opened',
  'opened_human',
  'clicked',
  'clicked_human',
  'unsubscribed',
  'replied',
] as const
export type Tally = Record<(typeof TALLIED)[number], number>

const BOUNCED = MARK.bounced | MARK.softBounced | MARK.blocked

/** What a change of a row adds to its run's sums. However it bounced, it is one bounce. */
export function tallyOf(row: SendRow, after: Standing): Tally {
  const isNew = (mark: number) => Number((row.marks & mark) === 0 && (after.marks & mark) !== 0)
  const moved = row.state !== after.state
  return {
    sent: Number(moved && after.state === STATE.sent),
    failed: Number(moved && after.state === STATE.failed),
    uncertain: moved && row.state === STATE.uncertain ? -1 : 0,
    delivered: isNew(MARK.delivered),
    bounced: isNew(BOUNCED),
    complained: isNew(MARK.complained),
    opened: isNew(MARK.opened),
    opened_human: isNew(MARK.openedByPerson),
    clicked: isNew(MARK.clicked),
    clicked_human: isNew(MARK.clickedByPerson),
    unsubscribed: isNew(MARK.unsubscribed),
    replied: isNew(MARK.replied),
  }
}

export const DAY_COUNTS = ['delivered', 'deferred', 'bounced', 'blocked', 'complained'] as const
export type DayCounts = Record<(typeof DAY_COUNTS)[number], number>

/** What it adds to the day's sums: `bounced` are dead addresses, what may go another time is `deferred`. */
export function dayCountsOf(before: number, after: number): DayCounts {
  const isNew = (mark: number) => Number((before & mark) === 0 && (after & mark) !== 0)
  return {
    delivered: isNew(MARK.delivered),
    deferred: isNew(MARK.softBounced),
    bounced: isNew(MARK.bounced),
    blocked: isNew(MARK.blocked),
    complained: isNew(MARK.complained),
  }
}
