import { MARK, type SendMark } from '#messaging/ledger/states'
import type { MailRef } from '#messaging/refs'

/** Kinds of `send_events`. */
export type FactKind =
  | 'accepted'
  | 'delivered'
  | 'deferred'
  | 'bounced'
  | 'blocked'
  | 'complained'
  | 'opened'
  | 'clicked'
  | 'unsubscribed'
  | 'replied'
  | 'auto_replied'
  | 'failed'

/** Something that happened to one mail. */
export type MailFact = {
  ref: MailRef
  kind: FactKind
  happenedAt: Date
  /** Bounces: there is no such mailbox, or there is one that did not take this mail. */
  bounce?: 'hard' | 'soft'
  /** Opens and clicks: how sure it is that a person did it, 0-100. */
  human?: number | null
  /** Clicks: number of the link in the content. */
  link?: number | null
  /** For people: SMTP reply, bounce type, user agent. */
  detail: Record<string, unknown>
  /** Where the provider says whom it wrote to; else the contact's address is taken. */
  address?: string | null
  /** Who may tell: a row of another organization is left alone. */
  organizationId?: string
  /** The account whose event it is, for rows that do not know theirs yet. */
  accountId?: string | null
  providerId?: string | null
  /** Told twice with the same key it counts once; null where the teller sees to that (a receipt, a spool). */
  dedupeKey: string | null
}

/** From so much on an open or a click counts as a person's. */
export const PERSON_FROM = 50

const MARKS_OF: Partial<Record<FactKind, SendMark>> = {
  delivered: 'delivered',
  blocked: 'blocked',
  complained: 'complained',
  opened: 'opened',
  clicked: 'clicked',
  unsubscribed: 'unsubscribed',
  replied: 'replied',
  auto_replied: 'autoReplied',
}

export const isByPerson = ({ human }: MailFact): boolean => (human ?? 0) >= PERSON_FROM

/** The bits of `sends.marks` that a fact adds. */
export function bitsOf(fact: MailFact): number {
  if (fact.kind === 'bounced') return fact.bounce === 'soft' ? MARK.softBounced : MARK.bounced
  const mark = MARKS_OF[fact.kind]
  if (!mark) return 0
  if (fact.kind === 'opened' && isByPerson(fact)) return MARK.opened | MARK.openedByPerson
  if (fact.kind === 'clicked' && isByPerson(fact)) return MARK.clicked | MARK.clickedByPerson
  return MARK[mark]
}
