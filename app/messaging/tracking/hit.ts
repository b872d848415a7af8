import type { MailRef } from '#messaging/refs'

/** An open or a click as it came in, before anybody looked whether a person did it. */
export type Hit = {
  kind: 'opened' | 'clicked'
  ref: MailRef
  /** Number of the link; clicks alone. */
  link: number | null
  /** Milliseconds since 1970. */
  at: number
  method: string
  userAgent: string
  /** What browsers say when they load ahead: Purpose, Sec-Purpose, X-Moz. */
  purpose: string | null
  /** Whether a browser says that a person went there: Sec-Fetch-User, Sec-Fetch-Mode. */
  fetch: { mode: string | null; user: boolean } | null
  hasLanguage: boolean
}

/** Number of the link that no person sees: whoever follows it follows everything. */
export const TRAP_LINK = 32_000
