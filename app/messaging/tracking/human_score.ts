import { agentOf } from '#messaging/tracking/agents'
import { type Hit, TRAP_LINK } from '#messaging/tracking/hit'

/** What is known of a mail beside the hit itself. */
export type HitContext = {
  /** When it left; null where nobody wrote it down yet. */
  sentAt: number | null
  /** Links in the content; null where that is unknown. */
  links: number | null
  /** Other clicks of the same mail, around the same time. */
  others: Pick<Hit, 'link' | 'at' | 'method'>[]
}

export type Score = {
  /** How sure it is that a person did it: 0 to 100. */
  human: number
  /** Why, in stable words for reports and tests. */
  reasons: string[]
}

/** Nobody reads a mail and follows a link of it sooner after it left. */
const CLICK_SOONEST_MS = 4000
const OPEN_SOONEST_MS = 2000
/** Scanners follow what they find within this time. */
export const FAN_OUT_MS = 3000
/** Whoever followed the hidden link is a machine for so long. */
export const TRAPPED_MS = 10 * 60_000
const FAN_OUT_LINKS = 3

/**
 * Tells people from machines: security gateways follow every link of a mail before it is delivered, browsers and
 * mail programs load ahead, relays load pictures for everybody.
 */
export function humanScore(hit: Hit, context: HitContext): Score {
  const reasons: string[] = []
  let human = 90
  const atMost = (most: number, reason: string) => {
    human = Math.min(human, most)
    reasons.push(reason)
  }

  if (hit.link === TRAP_LINK) atMost(0, 'trap')
  else if (isTrapped(context)) atMost(5, 'trapped')
  if (hit.method === 'HEAD') atMost(2, 'head')
  if (isPrefetch(hit)) atMost(5, 'prefetch')
  judgeAgent(hit, atMost)
  judgeTime(hit, context, atMost)
  if (hit.kind === 'clicked') judgeClick(hit, context, atMost)
  // A browser says so only of a click on a link, by a person.
  if (hit.fetch?.user && human > 50) {
    human = 98
    reasons.push('gesture')
  }
  return { human, reasons }
}

type AtMost = (most: number, reason: string) => void

function judgeAgent(hit: Hit, atMost: AtMost): void {
  const agent = agentOf(hit.userAgent)
  if (agent.kind === 'machine') atMost(3, 'machine')
  if (agent.kind === 'none') atMost(10, 'no agent')
  // A relay loads pictures; it follows no links.
  if (agent.kind === 'privacy') atMost(hit.kind === 'opened' ? 20 : 15, 'privacy relay')
  // Gmail and Yahoo load when somebody opens the mail, and keep the picture.
  if (agent.kind === 'proxy') atMost(hit.kind === 'opened' ? 70 : 10, `proxy ${agent.name}`)
}

function judgeTime(hit: Hit, { sentAt }: HitContext, atMost: AtMost): void {
  if (sentAt === null) return
  const since = hit.at - sentAt
  const soonest = hit.kind === 'clicked' ? CLICK_SOONEST_MS : OPEN_SOONEST_MS
  if (since < soonest) atMost(15, 'too soon')
}

function judgeClick(hit: Hit, { others, links }: HitContext, atMost: AtMost): void {
  const near = others.filter(({ at }) => Math.abs(at - hit.at) <= FAN_OUT_MS)
  const followed = new Set([hit.link, ...near.map(({ link }) => link)]).size
  const isAll = links !== null && links > 1 && followed >= links
  if (followed >= FAN_OUT_LINKS || (isAll && followed > 1)) atMost(5, 'fan-out')
  // Looked at by HEAD, then loaded: what gateways do with each link.
  if (near.some((other) => other.method === 'HEAD' && other.link === hit.link)) {
    atMost(8, 'after head')
  }
  if (!hit.hasLanguage) atMost(45, 'no language')
  if (hit.fetch && hit.fetch.mode !== null && hit.fetch.mode !== 'navigate') {
    atMost(20, 'no navigation')
  }
}

function isPrefetch({ purpose }: Hit): boolean {
  return purpose !== null && /prefetch|prerender|preview/i.test(purpose)
}

/** Whoever followed the link that nobody sees, soon before or after. */
function isTrapped({ others }: HitContext): boolean {
  return others.some(({ link }) => link === TRAP_LINK)
}
