/** Where a row of the ledger stands. All but the first two are ends; `uncertain` is one until it is resolved. */
export const STATE = {
  waiting: 0,
  /** Handed to a provider whose answer is not written down yet. */
  inFlight: 1,
  /** Taken by the provider. */
  sent: 2,
  skipped: 3,
  failed: 4,
  /** Was in flight when a worker died or a connection was cut: nobody can tell whether it left. */
  uncertain: 5,
  cancelled: 6,
} as const
export type SendState = keyof typeof STATE

/** Why a row was skipped, put off or refused; `people` is what the answer to "why did Anna not get this?" says. */
export const REASON = {
  none: { code: 0, people: '' },
  noAddress: { code: 1, people: 'has no e-mail address any more' },
  deleted: { code: 2, people: 'was deleted' },
  suppressed: { code: 3, people: 'the address is suppressed' },
  noConsent: { code: 4, people: 'did not agree to this' },
  unsubscribed: { code: 5, people: 'unsubscribed' },
  capped: { code: 6, people: 'had enough mails in this time' },
  quiet: { code: 7, people: 'waits for the end of the quiet hours' },
  paced: { code: 8, people: 'waits for the limits of the provider' },
  deferred: { code: 9, people: 'the other side asked to try again later' },
  refused: { code: 10, people: 'the other side refused it' },
  broken: { code: 11, people: 'the mail could not be made for this person' },
  expired: { code: 12, people: 'was tried for too long' },
  cut: { code: 13, people: 'the connection was lost before the answer' },
  died: { code: 14, people: 'the worker stopped before the answer was written down' },
  notPicked: { code: 15, people: 'was held out of the test' },
} as const
export type SendReason = keyof typeof REASON

/** What became of a mail that left, as bits of `sends.marks`. Facts come in any order; bits are only ever added. */
export const MARK = {
  delivered: 1,
  bounced: 2,
  softBounced: 4,
  blocked: 8,
  complained: 16,
  opened: 32,
  openedByPerson: 64,
  clicked: 128,
  clickedByPerson: 256,
  unsubscribed: 512,
  replied: 1024,
  autoReplied: 2048,
  converted: 4096,
} as const
export type SendMark = keyof typeof MARK

const REASON_BY_CODE = new Map(
  (Object.keys(REASON) as SendReason[]).map((name) => [REASON[name].code as number, name])
)
export const reasonOf = (code: number): SendReason => REASON_BY_CODE.get(code) ?? 'none'

const STATE_BY_CODE = new Map(
  (Object.keys(STATE) as SendState[]).map((name) => [STATE[name] as number, name])
)
export const stateOf = (code: number): SendState => STATE_BY_CODE.get(code) ?? 'waiting'
