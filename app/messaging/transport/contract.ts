import { Registry } from '#core/registry/registry'

/** A mail as it is handed to a provider. */
export type OutgoingMessage = {
  /** Ours, given back with the provider's events: `s.<run>.<n>` or `m.<outgoing mail>`. */
  ref: string
  /** With angle brackets; fixed before the provider is called. */
  messageId: string
  envelopeFrom: string
  /** Where bounces go, for accounts that leave the envelope's sender to us and tell of bounces by mail alone. */
  returnPath?: string | null
  from: { address: string; name: string }
  to: { address: string; name?: string | null }
  replyTo?: string | null
  subject: string
  html: string
  text: string
  /** Beside the usual ones: List-Unsubscribe and the like. */
  headers: Record<string, string>
  attachments?: { name: string; type: string; content: Buffer }[]
  purpose: 'marketing' | 'transactional'
  /** The whole message as RFC 5322 has it, signed where we sign, for providers that take it so. */
  raw(): Buffer
}

/** What a provider said of one message. */
export type SendResult =
  /** It is theirs now. */
  | { kind: 'accepted'; providerId: string | null; reply: string }
  /** For good. `isAddress`: there is no such mailbox, so that the address is suppressed. */
  | { kind: 'refused'; code: string; reply: string; isAddress: boolean }
  /** Later. `scope` says what has to slow down: this recipient, the recipient's domain, or the account. */
  | {
      kind: 'deferred'
      code: string
      reply: string
      scope: 'recipient' | 'domain' | 'account'
      retryAfterSeconds?: number
    }
  /** Nothing was handed over: another account may try at once. */
  | { kind: 'unreachable'; reply: string }
  /** Handed over, and no answer came: it may have left. */
  | { kind: 'uncertain'; reply: string }

/** One provider account, connected. Safe for parallel use; made once per process and account. */
export interface MailAdapter {
  /** Most messages that one call takes; callers make several calls at once. */
  readonly batchSize: number
  /** How many calls may run at once. */
  readonly concurrency: number
  /** Whether it takes `raw()`; the others take the parts. */
  readonly takesRaw: boolean
  /** One result per message, in order. Never throws. */
  send(messages: OutgoingMessage[]): Promise<SendResult[]>
  /** Whether a message that is in doubt was taken; absent where the provider cannot say. */
  lookUp?(message: {
    ref: string
    messageId: string
    to: string
    since: Date
  }): Promise<'taken' | 'unknown' | 'not taken'>
  close(): Promise<void>
}

/** What an adapter is made of: settings of `mail_accounts` and its secrets, opened. */
export type AccountSettings = {
  id: string
  settings: Record<string, string | number | boolean | null>
  secrets: Record<string, string>
  maxConnections: number
}

/** By provider, as in `mail_accounts.provider`. */
export const mailAdapters = new Registry<(account: AccountSettings) => Promise<MailAdapter>>(
  'mail adapter'
)
