import { Refusal } from '#core/http/refusal'
import { waitOf } from '#messaging/ledger/waiting'
import { MARK, REASON, reasonOf, STATE } from '#messaging/ledger/states'
import { PERSON_FROM } from '#messaging/provider_events/mail_fact'
import type Campaign from '#campaigns/models/campaign'
import { letterOf } from '#campaigns/models/campaign_variant'
import { type EventOf, eventsOf, type SendOf, sendsOf } from '#campaigns/queries/recipients'
import { type Standing, standingOf } from '#campaigns/queries/whys'

export type Why = {
  name: string
  email: string | null
  /** Whether it left for this person. */
  got: boolean
  /** It left, but came back or was blocked. */
  isLost: boolean
  /** The answer, in a sentence. */
  answer: string
  /** What happened, in its order. */
  facts: { text: string; at: string; isMachine: boolean }[]
}

const LOST = MARK.bounced | MARK.softBounced | MARK.blocked

/** Why somebody got a campaign, or did not. Throws Refusal (404) for nobody of this organization. */
export async function whyOf(campaign: Campaign, contactId: string): Promise<Why> {
  const [standing, sends] = await Promise.all([
    standingOf(contactId, campaign.spec, { topicId: campaign.topicId, salt: campaign.id }),
    sendsOf(campaign.id, contactId),
  ])
  if (!standing) throw new Refusal('Nobody', { code: 'E_NOT_FOUND', status: 404 })
  const { name, email } = standing
  const send = sends.find(({ state }) => state === STATE.sent) ?? sends.at(-1)
  if (!send) {
    return {
      name,
      email,
      got: false,
      isLost: false,
      answer: notAmong(campaign, standing),
      facts: [],
    }
  }
  const events = await eventsOf(send)
  const wait = send.state === STATE.waiting ? await waitOf(send.runId) : null
  return {
    name,
    email,
    got: send.state === STATE.sent,
    isLost: (send.marks & LOST) !== 0,
    answer: answerOf(campaign, send, name, wait?.text),
    facts: events.map(factOf),
  }
}

function answerOf(campaign: Campaign, send: SendOf, name: string, wait = ''): string {
  const why = REASON[reasonOf(send.reason)].people || wait
  const version = campaign.testOf ? ` (version ${letterOf(send.variant)})` : ''
  switch (send.state) {
    case STATE.sent:
      return `${name} was sent it${version}${endOf(send.marks)}.`
    case STATE.skipped:
      return `It was left out for ${name}, who ${why || 'was skipped'}.`
    case STATE.failed:
      return `It did not leave for ${name}: ${why || 'it was refused'}.`
    case STATE.uncertain:
      return `Nobody knows whether it left for ${name}: ${why || 'the answer was lost'}.`
    case STATE.cancelled:
      return `${name} was in the audience, and the campaign was cancelled before.`
    case STATE.inFlight:
      return `It is being handed over for ${name} right now.`
    default:
      return `${name} gets it${version} when their turn comes${why ? `: ${why}` : ''}.`
  }
}

function endOf(marks: number): string {
  if (marks & MARK.complained) return ', and reported it as spam'
  if (marks & MARK.bounced) return ', and it came back: there is no such mailbox'
  if (marks & MARK.blocked) return ', and the other side blocked it'
  if (marks & MARK.softBounced) return ', and it came back'
  if (marks & MARK.unsubscribed) return ', and unsubscribed'
  if (marks & MARK.clickedByPerson) return ', and clicked'
  if (marks & MARK.openedByPerson) return ', and opened it'
  if (marks & MARK.delivered) return ', and it arrived'
  return ''
}

/** Somebody without a row: the audience is asked again, as it is now. */
function notAmong(campaign: Campaign, standing: Standing): string {
  const { name, isDeleted, isIncluded, isExcluded, reason, draw } = standing
  if (isDeleted) return `${name} was deleted.`
  if (!isIncluded) return `${name} is in none of the groups that it was sent to.`
  if (isExcluded) return `${name} is in a group that was left out.`
  if (reason !== REASON.none.code) return `${name} ${REASON[reasonOf(reason)].people}.`
  if (campaign.testOf && draw * 100 >= 100 - campaign.holdoutPercent) {
    return `${name} ${REASON.notPicked.people}: ${campaign.holdoutPercent} of 100 get nothing, to compare.`
  }
  if (campaign.testOf && !campaign.decidedAt) return `${name} gets the version that wins the test.`
  return `${name} would get it now, and was not in the audience when it was sent.`
}

const WORDS: Record<string, string> = {
  accepted: 'Taken by the provider',
  delivered: 'Delivered',
  deferred: 'Put off by the other side',
  bounced: 'Came back',
  blocked: 'Blocked by the other side',
  complained: 'Reported as spam',
  opened: 'Opened',
  clicked: 'Clicked a link',
  unsubscribed: 'Unsubscribed',
  replied: 'Replied',
  auto_replied: 'Answered automatically',
  failed: 'Given up',
}

function factOf({ kind, human, detail, at }: EventOf): Why['facts'][number] {
  const said = [detail.reply, detail.reason].find((one) => typeof one === 'string' && one)
  const isMachine = human !== null && human < PERSON_FROM
  return {
    text: `${WORDS[kind] ?? kind}${isMachine ? ' by a machine' : ''}${said ? `: ${String(said).slice(0, 200)}` : ''}`,
    at: at.toISOString(),
    isMachine,
  }
}
