import { DateTime } from 'luxon'
import { clock } from '#core/clock/clock'
import { Consent, type ConsentEntry } from '#crm/consent'
import Contact from '#crm/models/contact'
import { Suppression } from '#crm/suppression'
import { masked, wishesOf } from '#messaging/preferences/reader'
import { asReader, type KnownReader, lineOf, type Trace } from '#messaging/preferences/said'
import { endPause, openUp, refuseAll } from '#messaging/preferences/unsubscribing'
import { oppositionsTo } from '#messaging/queries/readers'
import { markUnsubscribed } from '#messaging/queries/unsubscribe_marks'

const SOURCE = 'preferences'

/** What the page shows: switches by topic, or one for everything where there are no topics. */
export async function preferencesOf(reader: KnownReader) {
  const [{ all, topics }, oppositions] = await Promise.all([
    wishesOf(reader.contactId),
    oppositionsTo(reader.address),
  ])
  const pause = oppositions.find((one) => one.reason === 'unsubscribe' && one.expiresAt !== null)
  return {
    address: masked(reader.address),
    topics: topics.map(({ topic, isOn }) => ({
      id: topic.id,
      name: topic.name,
      description: topic.description,
      isOn,
    })),
    hearsAll: all === 'granted',
    isOut: all === 'denied',
    pausedUntil: pause?.expiresAt ? DateTime.fromJSDate(pause.expiresAt).toISODate() : null,
    isHeld: oppositions.some(({ reason }) => reason !== 'unsubscribe'),
    locale: reader.locale,
  }
}

/** Writes down what differs from what holds: topics by their ids; without topics whether anything at all. */
export async function savePreferences(
  reader: KnownReader,
  wanted: { topicIds: string[]; hearsAll: boolean },
  trace: Trace
): Promise<void> {
  await asReader(reader, async (trx) => {
    const { all, topics } = await wishesOf(reader.contactId, trx)
    if (topics.length === 0) {
      if (!wanted.hearsAll) return refuseAll(reader, SOURCE, trace, trx)
      if (all === 'granted') return
      const said = { topicId: null, state: 'granted' as const, source: SOURCE }
      await Consent.record([lineOf(reader, { ...said, wording: 'Write to me' }, trace)], trx)
      return openUp(reader, trace, trx)
    }
    const isOpening = all === 'denied' && wanted.topicIds.length > 0
    const lines: ConsentEntry[] = topics.flatMap(({ topic, isOn, own }) => {
      const isWanted = wanted.topicIds.includes(topic.id)
      const leaves = !isWanted && (isOn || (isOpening && own === 'granted'))
      if (!leaves && (!isWanted || isOn)) return []
      const state = isWanted ? ('granted' as const) : ('denied' as const)
      const wording = isWanted ? `Write to me: ${topic.name}` : `No longer: ${topic.name}`
      return [lineOf(reader, { topicId: topic.id, state, source: SOURCE, wording }, trace)]
    })
    await Consent.record(lines, trx)
    if (isOpening) await openUp(reader, trace, trx)
    const { owner } = reader
    if (lines.some(({ state }) => state === 'denied') && owner.kind !== 'contact')
      await markUnsubscribed(owner, { way: SOURCE }, trx)
  })
}

/** No marketing for some days; then everything goes on as before. */
export async function pause(reader: KnownReader, days: number): Promise<void> {
  await asReader(reader, async (trx) => {
    await endPause(reader, trx)
    await Suppression.add(
      [
        {
          channel: 'email',
          address: reader.address,
          reason: 'unsubscribe',
          scope: 'marketing',
          expiresAt: clock.now().plus({ days }),
          source: SOURCE,
          note: `Paused for ${days} days`,
        },
      ],
      trx
    )
  })
}

export async function resume(reader: KnownReader): Promise<void> {
  await asReader(reader, (trx) => endPause(reader, trx))
}

export async function speak(reader: KnownReader, locale: string): Promise<void> {
  if (locale === reader.locale) return
  const contact = await Contact.query().where('id', reader.contactId).first()
  await contact?.revise({ locale })
}
