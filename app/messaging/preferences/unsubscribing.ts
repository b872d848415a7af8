import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Consent } from '#crm/consent'
import { consentStatesOf } from '#crm/queries/consents'
import { Suppression } from '#crm/suppression'
import { type Reader, wishesOf } from '#messaging/preferences/reader'
import { asReader, type KnownReader, lineOf, type Trace } from '#messaging/preferences/said'
import { heldBefore, oppositionsTo, unsubscriptionsOf } from '#messaging/queries/readers'
import { markUnsubscribed } from '#messaging/queries/unsubscribe_marks'

/** By the button of a page, or by the reader's mail program (RFC 8058). */
export type Way = 'unsubscribe' | 'one_click' | 'preferences'

/**
 * Takes a reader off what the mail was about, or off everything. Said twice it is said once; the mail that it came by
 * is marked in the same transaction.
 */
export async function unsubscribe(
  reader: Reader,
  { from, way, trace }: { from: 'topic' | 'everything'; way: Way; trace: Trace }
): Promise<void> {
  const { owner, contactId } = reader
  const mark = async (trx: TransactionClientContract) => {
    if (owner.kind !== 'contact') await markUnsubscribed(owner, { way }, trx)
  }
  if (!contactId) {
    await db.transaction(async (trx) => {
      await suppress(reader, way, trx)
      await mark(trx)
    })
    return
  }
  const known = { ...reader, contactId }
  await asReader(known, async (trx) => {
    if (from === 'topic' && reader.topic) await refuseTopic(known, reader.topic, way, trace, trx)
    else await refuseAll(known, way, trace, trx)
    await mark(trx)
  })
}

async function refuseTopic(
  reader: KnownReader,
  topic: { id: string; name: string },
  way: Way,
  trace: Trace,
  trx: TransactionClientContract
): Promise<void> {
  if (await isRefused(reader, topic.id, trx)) return
  const said = { topicId: topic.id, state: 'denied' as const, source: way }
  await Consent.record(
    [lineOf(reader, { ...said, wording: `Unsubscribe from ${topic.name}` }, trace)],
    trx
  )
}

/** Refuses all marketing; a pause that runs is over, so that its end changes nothing. */
export async function refuseAll(
  reader: KnownReader,
  way: Way,
  trace: Trace,
  trx: TransactionClientContract
): Promise<void> {
  const { all } = await wishesOf(reader.contactId, trx)
  if (all === 'denied') return
  await endPause(reader, trx)
  const said = { topicId: null, state: 'denied' as const, source: way }
  await Consent.record(
    [
      lineOf(reader, { ...said, wording: 'Unsubscribe from everything' }, trace, {
        before: all ?? 'none',
      }),
    ],
    trx
  )
}

/** What was taken by mistake: agreed to again, and no more than that. */
export async function takeBack(reader: KnownReader, trace: Trace): Promise<void> {
  await asReader(reader, async (trx) => {
    const wording = 'Unsubscribed by mistake'
    const said = { state: 'granted' as const, source: 'preferences', wording }
    const before = await heldBefore(reader.contactId, trx)
    if (before === 'granted')
      await Consent.record([lineOf(reader, { ...said, topicId: null }, trace)], trx)
    await openUp(reader, trace, trx)
    const { topic } = reader
    if (topic && (await isRefused(reader, topic.id, trx)))
      await Consent.record([lineOf(reader, { ...said, topicId: topic.id }, trace)], trx)
  })
}

/**
 * Lets single topics count again after everything was refused: nothing is said about all marketing any more, and the
 * unsubscribed addresses may be written to. Bounces, complaints and what staff suppressed stay.
 */
export async function openUp(
  reader: KnownReader,
  trace: Trace,
  trx: TransactionClientContract
): Promise<void> {
  if (await isRefused(reader, null, trx)) {
    const said = { topicId: null, state: 'pending' as const, source: 'preferences' }
    const wording = 'No longer unsubscribed from everything'
    await Consent.record([lineOf(reader, { ...said, wording }, trace)], trx)
  }
  const lifted = await unsubscriptionsOf(reader.contactId, trx)
  await lift(lifted, 'Subscribed again', trx)
}

/** Ends a pause of the reader's addresses, if there is one. */
export async function endPause(reader: KnownReader, trx: TransactionClientContract): Promise<void> {
  const pauses = await unsubscriptionsOf(reader.contactId, trx)
  await lift(
    pauses.filter(({ expiresAt }) => expiresAt !== null),
    'The pause was ended',
    trx
  )
}

/** Lets one unsubscribed address be written to, whose owner has just proven that it is theirs. */
export async function releaseAddress(
  address: string,
  trx: TransactionClientContract
): Promise<void> {
  const found = await oppositionsTo(address, trx)
  await lift(
    found.filter(({ reason, scope }) => reason === 'unsubscribe' && scope === 'marketing'),
    'Signed up again',
    trx
  )
}

async function lift(rows: { id: string }[], why: string, trx: TransactionClientContract) {
  if (rows.length > 0) await Suppression.lift({ ids: rows.map(({ id }) => id), why }, trx)
}

export async function isRefused(
  { contactId }: Pick<KnownReader, 'contactId'>,
  topicId: string | null,
  trx?: TransactionClientContract
): Promise<boolean> {
  const states = await consentStatesOf(contactId, trx)
  return states.some(
    (one) => one.channel === 'email' && one.topicId === topicId && one.state === 'denied'
  )
}

/** An address of nobody: it is kept by its hash alone. */
async function suppress({ address }: Reader, way: Way, trx: TransactionClientContract) {
  await Suppression.add(
    [{ channel: 'email', address, reason: 'unsubscribe', scope: 'marketing', source: way }],
    trx
  )
}
