import { Refusal } from '#core/http/refusal'
import type { ColumnTarget } from '#crm/imports/mapping/column_target'
import { castCustomTexts } from '#crm/custom_values'
import { clock } from '#core/clock/clock'
import Topic from '#crm/models/topic'

/** What the people of a file agreed to, and what shows it. */
export type Agreement = {
  /** Null for all marketing. */
  topicId: string | null
  /** The words that they agreed to. */
  wording: string
  /** Where it can be seen: the form, the page, the event. */
  document: string
}

/** Throws Refusal (422) for a topic that is not there, and for a file without addresses that it was agreed for. */
export async function assertAgreementWorks(
  agreement: Agreement | null | undefined,
  mapping: ColumnTarget[]
): Promise<void> {
  const refused = (message: string, field: string) =>
    new Refusal(message, { code: 'E_BAD_AGREEMENT', field })
  if (!agreement) return
  if (!mapping.includes('email'))
    throw refused('Say which column holds the e-mail address that was agreed for.', 'mapping')
  if (!agreement.topicId) return
  const topic = await Topic.query().where('id', agreement.topicId).whereNull('archivedAt').first()
  if (!topic) throw refused('This topic is not there any more. Choose another one.', 'agreement')
}

/** Topics that people may have agreed to, by name. */
export async function topicOptions(): Promise<{ value: string; label: string }[]> {
  const topics = await Topic.query().whereNull('archivedAt').orderBy('name')
  return topics.map(({ id, name }) => ({ value: id, label: name }))
}

const DAY = { key: 'day', label: 'Day', type: 'date' as const, options: null, isRequired: false }

/** The moment that a cell tells, ISO 8601; null for one that is none, or still to come. */
export function momentOf(text: string): string | null {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)/.exec(text.trim()) ?? []
  const date = castCustomTexts([DAY], { day: day ?? text }, { currency: 'EUR' }).set.day
  if (typeof date !== 'string') return null
  const moment = new Date(`${date}T${time ?? '00:00'}Z`)
  return Number.isNaN(moment.getTime()) || moment.getTime() > clock.millis()
    ? null
    : moment.toISOString()
}
