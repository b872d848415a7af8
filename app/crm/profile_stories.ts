import { validate as isUuid } from 'uuid'
import { timelineStories, type Story, type TimelineFact } from '#core/registry/timeline_stories'
import type { Change } from '#crm/events/change'

type Telling = (payload: Record<string, unknown>) => Omit<Story, 'href'>

const SOURCES: Record<string, string> = {
  staff: 'entered by hand',
  checkout: 'bought something',
  import: 'imported',
  demo: 'part of the demo',
}
const CHANNELS: Record<string, string> = {
  email: 'e-mail',
  sms: 'SMS',
  voice: 'calls',
  whatsapp: 'WhatsApp',
}
const CONSENTS: Record<string, string> = {
  granted: 'agreed to',
  pending: 'was asked to confirm',
  denied: 'declined',
}

/** More than this is told by its number. */
const MOST_NAMED = 3
const LONGEST_VALUE = 80

const STORIES: Record<string, [icon: string, tell: Telling]> = {
  'contact.created': [
    'i-lucide-user-plus',
    ({ source }) => ({ who: 'contact', text: 'became a contact', detail: cameFrom(source) }),
  ],
  'contact.updated': ['i-lucide-user-pen', changed],
  'contact.tagged': ['i-lucide-tag', ({ names }) => acted(`added ${tags(names)}`)],
  'contact.untagged': ['i-lucide-tag', ({ names }) => acted(`took off ${tags(names)}`)],
  'contact.deleted': ['i-lucide-trash-2', () => acted('deleted the contact')],
  'contact.restored': ['i-lucide-undo-2', () => acted('brought the contact back')],
  'contact.merged': [
    'i-lucide-merge',
    ({ name }) => acted(`merged ${String(name)} into this contact`),
  ],
  'contact.unmerged': [
    'i-lucide-split',
    ({ name }) => acted(`took the merge with ${String(name)} back`),
  ],
  'company.created': [
    'i-lucide-building-2',
    ({ name, source }) => ({
      ...acted(`added the company ${String(name)}`),
      detail: cameFrom(source),
    }),
  ],
  'company.updated': ['i-lucide-pencil-line', changed],
  'company.tagged': ['i-lucide-tag', ({ names }) => acted(`added ${tags(names)}`)],
  'company.untagged': ['i-lucide-tag', ({ names }) => acted(`took off ${tags(names)}`)],
  'company.deleted': ['i-lucide-trash-2', () => acted('deleted the company')],
  'company.restored': ['i-lucide-undo-2', () => acted('brought the company back')],
  'consent.recorded': [
    'i-lucide-shield-check',
    ({ state, channel, source }) => ({
      who: 'contact',
      text: `${CONSENTS[String(state)] ?? String(state)} ${CHANNELS[String(channel)] ?? String(channel)}`,
      detail: `by ${String(source).replaceAll('_', ' ')}`,
    }),
  ],
}

for (const [type, [icon, tell]] of Object.entries(STORIES)) {
  timelineStories.add(type, {
    group: 'profile',
    icon,
    tell: (facts: TimelineFact[]) => facts.map(({ payload }) => tell(payload)),
  })
}

function acted(text: string): Story {
  return { who: 'actor', text }
}

function cameFrom(source: unknown): string {
  return SOURCES[String(source)] ?? `from ${String(source).replaceAll('_', ' ')}`
}

/** Of these somebody has several: one more is no change of another. */
const WAYS: Record<string, string> = { emails: 'the address', phones: 'the number' }

/** One field with what it was and is; of several their names. */
function changed({ changes, fields }: Record<string, unknown>): Story {
  const known = (Array.isArray(changes) ? changes : []) as Change[]
  if (known.length === 1) {
    const [{ field, label, before, after }] = known
    const way = WAYS[field]
    if (way && before === null && after !== null) return acted(`added ${way} ${after}`)
    if (way && before !== null && after === null) return acted(`removed ${way} ${before}`)
    const told = [value(before), value(after)]
    return {
      ...acted(`changed ${lower(label)}`),
      detail: told.includes(null) || told[0] === told[1] ? null : `${told[0]} → ${told[1]}`,
    }
  }
  const names = known.length
    ? known.map(({ label }) => lower(label))
    : (Array.isArray(fields) ? fields : []).map((field) => words(String(field)))
  if (names.length === 0) return acted('changed details')
  if (names.length > MOST_NAMED) return acted(`changed ${names.length} details`)
  return acted(`changed ${names.join(', ')}`)
}

/** As people read it; null for what only the house understands. */
function value(given: Change['before']): string | null {
  if (given === null || given === '') return 'nothing'
  if (typeof given === 'boolean') return given ? 'yes' : 'no'
  const text = String(given)
  return isUuid(text) ? null : text.slice(0, LONGEST_VALUE)
}

/** `URL` stays, `First name` becomes `first name`. */
function lower(label: string): string {
  return /^.[A-Z]/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
}

/** `firstName` as `first name`. */
function words(field: string): string {
  return field
    .replace(/Id$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
}

function tags(names: unknown): string {
  const list = Array.isArray(names) ? names.map(String) : []
  return `${list.length === 1 ? 'the tag' : 'the tags'} ${list.join(', ')}`
}
