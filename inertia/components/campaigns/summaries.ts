import type { SenderChoice } from '~/components/campaigns/sender_fields.vue'
import { type Allowed, offBy, type Topic } from '~/components/campaigns/tracking'
import type { Draft, Section } from '~/components/campaigns/types'
import { formatDateTime } from '~/ui/format'

type Known = {
  senders: SenderChoice[]
  topics: Topic[]
  allowed: Allowed
  names: Record<string, string>
  timeZone: string
}

const FORMATS = {
  rich: 'Rich text',
  markdown: 'Markdown',
  mjml: 'MJML',
  html: 'HTML',
  visual: 'Visual editor',
}

/** What each step of the checklist says while it is closed. */
export function summariesOf(draft: Draft, known: Known): Record<Section | 'extra', string> {
  return {
    to: toWords(draft, known),
    from: fromWords(draft, known),
    subject: draft.subject || 'What readers see first',
    content: draft.source.trim() ? `${FORMATS[draft.format]}` : 'Nothing written yet',
    schedule: whenWords(draft, known),
    extra: [
      draft.isPublic ? 'In the archive' : 'Not in the archive',
      draft.tracksOpens && !offBy('opens', draft, known) ? 'opens' : null,
      draft.tracksClicks && !offBy('clicks', draft, known) ? 'clicks' : null,
    ]
      .filter(Boolean)
      .join(', '),
  }
}

function toWords({ audience, topicId }: Draft, { topics, names }: Known): string {
  const topic = topics.find(({ id }) => id === topicId)?.name
  const { everybody, segments, received } = audience.include
  const who = everybody
    ? 'Everybody'
    : received?.sources.length
      ? `Who was sent another campaign${received.unopened ? ' and has not opened it' : ''}`
      : segments.map((id) => names[id] ?? 'a segment').join(', ')
  if (!who) return 'Choose who gets it'
  const out = audience.exclude.segments.length + (audience.exclude.campaigns?.length ?? 0)
  return `${who}${topic ? ` · ${topic}` : ''}${out ? `, without ${out} other${out === 1 ? '' : 's'}` : ''}`
}

function fromWords({ senderId }: Draft, { senders }: Known): string {
  const sender = senders.find(({ id }) => id === senderId)
  return sender ? `${sender.name} <${sender.address}>` : 'Choose from whom it is'
}

function whenWords({ scheduleKind, startsAt, perHour }: Draft, { timeZone }: Known): string {
  const pace = perHour ? `, ${perHour.toLocaleString('en')} an hour` : ''
  if (scheduleKind === 'now') return `At once${pace}`
  if (!startsAt) return 'Choose a moment'
  return scheduleKind === 'local_time'
    ? `${formatDateTime(startsAt, 'UTC')} where each reader lives${pace}`
    : `${formatDateTime(startsAt, timeZone)} (${timeZone})${pace}`
}
