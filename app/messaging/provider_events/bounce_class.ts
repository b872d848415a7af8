import { statusCodeOf } from '#messaging/provider_events/webhook'

/**
 * What a refusal means for the address. `hard`: there is no such mailbox. `soft`: there is one, and it did not take
 * this mail. `blocked`: the sender, the content or a policy was refused, which says nothing about the mailbox.
 */
export type BounceClass = 'hard' | 'soft' | 'blocked'

/** Replies that blame the sender whatever their code: 5.1.1 is said of blocked senders too. */
const BLOCKED =
  /spam|block(ed|list)|blacklist|reputation|policy|dmarc|\bspf\b|dkim|unauthenticated|spamhaus|barracuda|listed (in|by|on|at)|banned|content rejected|rate limit|too many (messages|connections)|unsolicited|phish|virus/i
const NO_MAILBOX =
  /user (is )?unknown|unknown (user|recipient|mailbox)|no such (user|mailbox|recipient|address|person)|(mailbox|account|address|user|recipient) (was |is |has been )?(not found|unavailable and|does ?n[o']t exist|disabled|inactive|invalid|deactivated)|does not exist|doesn'?t have an? .*account|invalid (recipient|mailbox)|no mailbox here|not a known user/i
const FULL =
  /mailbox (is )?full|over ?quota|quota (is )?exceeded|insufficient (system )?storage|out of storage/i

/** By the enhanced status code (RFC 3463), where there is one, and what the other side said. */
export function classify(status: string | null | undefined, reply: string): BounceClass {
  const code = status || statusCodeOf(reply) || ''
  const [kind, subject, detail] = code.split('.').map(Number)
  if (FULL.test(reply)) return 'soft'
  if (subject === 7) return 'blocked'
  if (kind === 4 || (!kind && /^4\d\d\b/.test(reply.trim()))) return 'soft'
  // 5.1.0 and 5.0.0 are what servers say who do not want to say.
  const isAddress = subject === 1 && [1, 2, 3, 6, 10].includes(detail)
  if (NO_MAILBOX.test(reply)) return 'hard'
  if (BLOCKED.test(reply)) return 'blocked'
  if (isAddress) return 'hard'
  // 5.2.1: a mailbox that is switched off takes no more mail.
  if (subject === 2) return detail === 1 ? 'hard' : 'soft'
  // No route to its host, and messages that are too long: these mend.
  if (subject === 4 || subject === 3) return 'soft'
  // A system's name that does not resolve, given up for good.
  if (/(host|domain) (name )?(not found|unknown|does not exist)|nxdomain|null mx/i.test(reply))
    return 'hard'
  return subject === 6 ? 'blocked' : 'soft'
}
