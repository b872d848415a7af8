import type MailAccount from '#messaging/models/mail_account'

export type Wanted = {
  account: MailAccount
  senderDomain: string
  /** How many mails to each recipient domain. */
  wanted: Map<string, number>
}

export type Slots = {
  granted: Map<string, number>
  /** When the others may be asked for again; null where all were granted. */
  nextAt: Date | null
}

/** Takes slots for mails that are about to be handed over. */
export async function reserveSlots({ wanted }: Wanted): Promise<Slots> {
  return { granted: wanted, nextAt: null }
}

export type DomainCounts = { sent: number; deferred: number; bounced: number; blocked: number }

/** Learns from what a provider said, by recipient domain. */
export async function noteOutcomes(
  _account: MailAccount,
  _senderDomain: string,
  _counts: Map<string, DomainCounts>
): Promise<void> {}
