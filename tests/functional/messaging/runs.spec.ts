import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import PostalMime from 'postal-mime'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { Consent } from '#crm/consent'
import { freezeRun, momentIn } from '#messaging/ledger/freezing'
import { resolveDoubts, sweepDoubts } from '#messaging/ledger/doubts'
import { sweepSends } from '#messaging/ledger/finishing'
import { cancelRun, pauseRun, resumeRun, startRun, type RunOrder } from '#messaging/ledger/runs'
import { MARK, REASON, STATE } from '#messaging/ledger/states'
import { NO_POLICY, saveSendPolicy } from '#messaging/policy/send_policy'
import { claimBatch } from '#messaging/queries/send_batches'
import { markInFlight } from '#messaging/queries/send_chunks'
import { findRun } from '#messaging/queries/send_runs'
import { ensureHouse } from '#messaging/accounts/house'
import MailAccount from '#messaging/models/mail_account'
import { adapterFor, closeAdapters } from '#messaging/transport/accounts'
import { mailAdapters, type OutgoingMessage, type SendResult } from '#messaging/transport/contract'
import { SmtpAdapter } from '#messaging/transport/smtp'
import { plantOrganization } from '#tests/support/organizations'
import { workOff } from '#tests/support/queue'
import Contact from '#crm/models/contact'
import { SmtpSink } from '#tests/support/smtp_sink'

test.group('Sendings to many', (group) => {
  let organizationId: string
  let sink: SmtpSink

  group.each.setup(async () => {
    organizationId = await plantOrganization('Sendings')
    sink = new SmtpSink()
    const port = await sink.listen()
    await inTenant(async () => {
      await ensureHouse()
      const house = await MailAccount.findByOrFail('provider', 'house')
      await house.merge({ state: 'disabled' }).save()
      await new MailAccount()
        .merge({
          provider: 'smtp',
          label: 'Sink',
          settings: { host: '127.0.0.1', port, security: 'none', user: null },
          state: 'active',
        })
        .keep({ password: '' })
        .save()
    })
    // The sink is on this machine, where people's own servers must not be.
    const guarded = mailAdapters.getOrFail('smtp')
    mailAdapters.remove('smtp')
    mailAdapters.add(
      'smtp',
      async ({ settings }) =>
        new SmtpAdapter({ host: '127.0.0.1', port: Number(settings.port), security: 'none' }, 5)
    )
    return async () => {
      mailAdapters.remove('smtp')
      mailAdapters.add('smtp', guarded)
      await closeAdapters()
      await sink.close()
      clock.setOffset(0)
    }
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const plant = (email: string, name: string) =>
    db.transaction((trx) => Contact.identify({ email, name, source: 'test' }, trx))
  /** People who agreed to marketing. */
  const people = (count: number) =>
    inTenant(async () => {
      const ids: string[] = []
      for (let n = 0; n < count; n++) {
        const contact = await plant(
          `reader-${n}-${randomUUID().slice(0, 8)}@client.test`,
          `Reader ${n}`
        )
        ids.push(contact.id)
      }
      await db.transaction((trx) =>
        Consent.record(
          ids.map((contactId) => ({
            contactId,
            channel: 'email' as const,
            state: 'granted' as const,
            source: 'form',
            proof: { ip: '127.0.0.1' },
          })),
          trx
        )
      )
      return ids
    })
  const order = (more: Partial<RunOrder> = {}): RunOrder => ({
    sourceKind: 'campaign',
    sourceId: randomUUID(),
    name: 'November letter',
    audience: { include: { segments: [], everybody: true }, exclude: { segments: [] } },
    contents: [
      {
        variant: 0,
        subject: 'Hello {{ contact.first_name }}',
        preheader: 'News',
        html: '<html><body><p>Dear {{ contact.first_name }},</p><a href="https://a.test/x">A</a> <a href="{{ unsubscribe_url }}">out</a></body></html>',
        text: 'Dear {{ contact.first_name }}, {{ unsubscribe_url }}',
      },
    ],
    senderId: null,
    topicId: null,
    ...more,
  })
  const start = (more: Partial<RunOrder> = {}) =>
    inTenant(() => db.transaction((trx) => startRun(order(more), trx)))
  const rows = (runId: number) =>
    sql<{ n: number; state: number; reason: number; marks: number; contact_id: string }>(
      `select n, state, reason, marks, contact_id from sends where run_id = ? order by n`,
      [runId]
    )
  const tally = async (runId: number) =>
    (
      await sql(
        `select audience, sent, skipped, failed, uncertain, cancelled from send_tallies where run_id = ?`,
        [runId]
      )
    )[0]
  const stateOf = async (runId: number) => (await inTenant(() => findRun(runId)))!.state

  test('everybody who agreed gets one mail of their own, and nobody else', async ({ assert }) => {
    const ids = await people(120)
    const refused = ids[7]
    await inTenant(async () => {
      await plant(`silent-${randomUUID()}@client.test`, 'Silent')
      await db.transaction((trx) =>
        Consent.record(
          [
            {
              contactId: refused,
              channel: 'email',
              state: 'denied',
              source: 'unsubscribe',
              proof: { ip: '::1' },
            },
          ],
          trx
        )
      )
    })
    const runId = await start()
    await workOff()
    assert.equal(await stateOf(runId), 'finished')
    assert.lengthOf(sink.mails, 119)
    assert.lengthOf(new Set(sink.recipients), 119)
    const all = await rows(runId)
    assert.lengthOf(all, 119)
    assert.isTrue(all.every(({ state }) => state === STATE.sent))
    assert.notInclude(
      all.map((row) => row.contact_id),
      refused
    )
    assert.deepEqual(await tally(runId), {
      audience: 119,
      sent: 119,
      skipped: 0,
      failed: 0,
      uncertain: 0,
      cancelled: 0,
    })
    const mail = await PostalMime.parse(sink.mails[0].raw)
    const name = /Dear (Reader),/.exec(mail.html!)![1]
    assert.equal(mail.subject, `Hello ${name}`)
    assert.include(mail.text!, `Dear ${name}`)
    assert.match(mail.html!, /href="http[^"]+\/t\/c\/0\.s\.[0-9a-z.]+\.[\w-]{16}\/[\w-]+"/)
    const header = (key: string) => mail.headers.find((one) => one.key === key)?.value
    assert.match(header('list-unsubscribe')!, /^<http[^>]+\/u\/s\.[\w.-]+>$/)
    assert.equal(header('list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
    assert.match(mail.messageId!, /^<s\.[0-9a-z]+\.[0-9a-z]+@/)
  })

  test('consent is asked again when a mail is handed over', async ({ assert }) => {
    const ids = await people(3)
    const runId = await start({ startsAt: clock.now().plus({ hours: 1 }).toJSDate() })
    await inTenant(() => freezeRun(runId))
    await inTenant(() =>
      db.transaction((trx) =>
        Consent.record(
          [
            {
              contactId: ids[1],
              channel: 'email',
              state: 'denied',
              source: 'unsubscribe',
              proof: { ip: '::1' },
            },
          ],
          trx
        )
      )
    )
    await workOff()
    assert.lengthOf(sink.mails, 0, 'it is not time yet')
    clock.setOffset(3700)
    await sweepSends()
    await workOff()
    assert.lengthOf(sink.mails, 2)
    assert.deepEqual(await tally(runId), {
      audience: 3,
      sent: 2,
      skipped: 1,
      failed: 0,
      uncertain: 0,
      cancelled: 0,
    })
    assert.equal(await stateOf(runId), 'finished')
  })

  test('a refused address is suppressed; what is put off comes again, once', async ({ assert }) => {
    await people(6)
    const dead = new Set<string>()
    sink.atRcpt = ({ to }) =>
      to.startsWith('reader-2-') ? (dead.add(to), '550 5.1.1 no such user') : null
    let later = 0
    sink.atEnd = ({ to }) =>
      to.startsWith('reader-4-') && later++ === 0 ? '451 4.7.1 try later' : null
    const runId = await start()
    await workOff()
    assert.lengthOf(sink.mails, 4)
    assert.equal(await stateOf(runId), 'sending')
    const [waiting] = await sql<{ due_at: Date }>(
      'select due_at from send_batches where run_id = ?',
      [runId]
    )
    assert.isAbove(waiting.due_at.getTime(), Date.now())
    clock.setOffset(600)
    await sweepSends()
    await workOff()
    assert.lengthOf(sink.mails, 5)
    assert.lengthOf(new Set(sink.recipients), 5)
    assert.equal(await stateOf(runId), 'finished')
    const failed = (await rows(runId)).filter(({ state }) => state === STATE.failed)
    assert.lengthOf(failed, 1)
    assert.isTrue((failed[0].marks & MARK.bounced) > 0)
    const [{ count }] = await sql<{ count: number }>(
      `select count(*)::int as count from suppressions where organization_id = ? and reason = 'hard_bounce'
         and address_hash = warren_address_hash(?)`,
      [organizationId, [...dead][0]]
    )
    assert.equal(count, 1)
  })

  test('when the day of an account is over, the next one stands in', async ({ assert }) => {
    await people(5)
    const [first, second] = await inTenant(async () => {
      const one = await MailAccount.findByOrFail('provider', 'smtp')
      await one.merge({ perDay: 2, position: 1 }).save()
      const { provider, settings } = one
      const two = await new MailAccount()
        .merge({ provider, settings, label: 'Second', state: 'active', position: 2 })
        .keep({ password: '' })
        .save()
      return [one, two]
    })
    const runId = await start()
    await workOff()
    assert.lengthOf(new Set(sink.recipients), 5)
    const by = await sql<{ account_id: string; count: number }>(
      `select account_id, count(*)::int as count from sends where run_id = ? and state = ${STATE.sent} group by 1`,
      [runId]
    )
    assert.sameDeepMembers(by, [
      { account_id: first.id, count: 2 },
      { account_id: second.id, count: 3 },
    ])
    assert.equal(await stateOf(runId), 'finished')
  })

  test('variants of a test leave side by side, not one after the other', async ({ assert }) => {
    await people(60)
    const [content] = order().contents
    const runId = await start({
      contents: [content, { ...content, variant: 1 }],
      shares: [0, 1].map((variant) => ({ variant, share: 0.5 })),
      startsAt: clock.now().plus({ minutes: 5 }).toJSDate(),
      perHour: 600,
    })
    await inTenant(() => freezeRun(runId))
    const halves = await sql<{ variants: number }>(
      `select count(distinct variant)::int as variants from sends where run_id = ? group by n < 30`,
      [runId]
    )
    assert.deepEqual(halves, [{ variants: 2 }, { variants: 2 }])
    await inTenant(() => cancelRun(runId))
  })

  test('a connection that is cut before the answer leaves a doubt, not a second mail', async ({
    assert,
  }) => {
    await people(4)
    sink.atEnd = ({ to }) => (to.startsWith('reader-1-') ? 'cut after' : null)
    const runId = await start()
    await workOff()
    assert.lengthOf(sink.mails, 4, 'it was taken, and nobody could know')
    assert.deepEqual(await tally(runId), {
      audience: 4,
      sent: 3,
      skipped: 0,
      failed: 0,
      uncertain: 1,
      cancelled: 0,
    })
    assert.equal(await stateOf(runId), 'finished')
    await sweepSends()
    await workOff()
    assert.lengthOf(sink.mails, 4)
  })

  test('rows in flight of a dead worker are in doubt; the others of its batch go on', async ({
    assert,
  }) => {
    await people(5)
    const runId = await start({ startsAt: clock.now().plus({ minutes: 5 }).toJSDate() })
    await inTenant(() => freezeRun(runId))
    clock.setOffset(301)
    const takenBy = randomUUID()
    const batch = (await claimBatch({ takenBy, now: clock.now().toISO(), seconds: 60 }))!
    assert.equal(batch.runId, runId)
    await inTenant(async () => {
      const run = (await findRun(runId))!
      const account = await MailAccount.findByOrFail('provider', 'smtp')
      const marked = await markInFlight(run, {
        ns: [0, 1],
        accountId: account.id,
        batchId: batch.id,
        takenBy,
        now: clock.now().toISO(),
      })
      assert.deepEqual([...marked].sort(), [0, 1])
    })
    await workOff()
    assert.lengthOf(sink.mails, 0, 'the batch is somebody else’s')
    await sql(
      `update send_batches set leased_until = clock_timestamp() - interval '1 second' where id = ?`,
      [batch.id]
    )
    await sweepSends()
    await workOff()
    assert.lengthOf(sink.mails, 3)
    assert.deepEqual(await tally(runId), {
      audience: 5,
      sent: 3,
      skipped: 0,
      failed: 0,
      uncertain: 2,
      cancelled: 0,
    })
    assert.equal(await stateOf(runId), 'finished')
  })

  test('what is in doubt is people’s to decide: sent again with the same Message-ID, or counted as sent', async ({
    assert,
  }) => {
    await people(3)
    sink.atEnd = ({ to }) => (to.startsWith('reader-0-') ? 'cut' : null)
    const runId = await start()
    await workOff()
    assert.lengthOf(sink.mails, 2)
    sink.atEnd = () => null
    assert.equal(await inTenant(() => resolveDoubts(runId, 'resend')), 1)
    await workOff()
    assert.lengthOf(sink.mails, 3)
    assert.lengthOf(new Set(sink.recipients), 3)
    assert.deepEqual(await tally(runId), {
      audience: 3,
      sent: 3,
      skipped: 0,
      failed: 0,
      uncertain: 0,
      cancelled: 0,
    })
    assert.equal(await stateOf(runId), 'finished')
    const ids = sink.mails.map(({ raw }) => /^Message-ID: (.+)\r$/m.exec(raw)![1])
    assert.lengthOf(new Set(ids), 3)
    assert.equal(await inTenant(() => resolveDoubts(runId, 'sent')), 0)
  })

  test('a provider that can tell ends the doubt', async ({ assert }) => {
    await people(2)
    sink.atEnd = () => 'cut after'
    const runId = await start()
    await workOff()
    assert.equal((await tally(runId)).uncertain, 2)
    const asked: string[] = []
    const adapter = await inTenant(async () =>
      adapterFor(await MailAccount.findByOrFail('provider', 'smtp'))
    )
    adapter.lookUp = async ({ messageId, to }) => {
      asked.push(messageId)
      return to.startsWith('reader-0-') ? 'taken' : 'not taken'
    }
    await sweepDoubts()
    assert.lengthOf(asked, 0, 'a provider needs a moment')
    clock.setOffset(200)
    sink.atEnd = () => null
    await sweepDoubts()
    await sweepSends()
    await workOff()
    assert.lengthOf(asked, 2)
    assert.lengthOf(sink.mails, 3, 'the one that it never had went out again')
    assert.equal((await tally(runId)).sent, 2)
    assert.equal(await stateOf(runId), 'finished')
  })

  test('what a provider never had of a cancelled run is cancelled, not sent', async ({
    assert,
  }) => {
    await people(3)
    sink.atEnd = () => 'cut after'
    const runId = await start({ perHour: 1000 })
    await workOff()
    const doubtful = (await rows(runId)).filter(({ state }) => state === STATE.uncertain)
    assert.isNotEmpty(doubtful)
    await sql(`update send_runs set state = 'sending' where id = ?`, [runId])
    assert.isTrue(await inTenant(() => cancelRun(runId)))
    const taken = sink.mails.length
    const adapter = await inTenant(async () =>
      adapterFor(await MailAccount.findByOrFail('provider', 'smtp'))
    )
    const known = doubtful[0].contact_id
    const { email } = await inTenant(() => Contact.findOrFail(known))
    adapter.lookUp = async ({ to }) => (to === email ? 'taken' : 'not taken')
    clock.setOffset(200)
    await sweepDoubts()
    await sweepSends()
    await workOff()
    assert.containsSubset(await tally(runId), { sent: 1, uncertain: 0, cancelled: 2 })
    assert.lengthOf(sink.mails, taken)
    assert.equal(await inTenant(() => resolveDoubts(runId, 'resend')), 0)
  })

  test('paused it stops, resumed it goes on, cancelled it ends; nobody gets it twice', async ({
    assert,
  }) => {
    await people(8)
    const startsAt = clock.now().plus({ minutes: 5 }).toJSDate()
    const runId = await start({ startsAt })
    const other = await start({ startsAt })
    await inTenant(() => freezeRun(runId))
    await inTenant(() => freezeRun(other))
    assert.isTrue(await inTenant(() => pauseRun(runId)))
    assert.isFalse(await inTenant(() => pauseRun(runId)))
    assert.isTrue(await inTenant(() => cancelRun(other)))
    clock.setOffset(301)
    await sweepSends()
    await workOff()
    assert.lengthOf(sink.mails, 0)
    assert.deepEqual(await tally(other), {
      audience: 8,
      sent: 0,
      skipped: 0,
      failed: 0,
      uncertain: 0,
      cancelled: 8,
    })
    assert.isTrue(await inTenant(() => resumeRun(runId)))
    await workOff()
    assert.lengthOf(sink.mails, 8)
    assert.lengthOf(new Set(sink.recipients), 8)
    assert.equal(await stateOf(runId), 'finished')
    assert.equal(await stateOf(other), 'cancelled')
  })

  test('of a run that is cancelled while its mails are handed over nothing comes later', async ({
    assert,
  }) => {
    await people(4)
    const runId = await start({ startsAt: clock.now().plus({ minutes: 5 }).toJSDate() })
    await inTenant(() => freezeRun(runId))
    const later = { scope: 'recipient' as const, retryAfterSeconds: 7200 }
    mailAdapters.remove('smtp')
    mailAdapters.add('smtp', async () => ({
      batchSize: 50,
      concurrency: 1,
      takesRaw: true,
      async send(messages: OutgoingMessage[]): Promise<SendResult[]> {
        await inTenant(() => cancelRun(runId))
        return messages.map((_, n) =>
          n === 0
            ? { kind: 'accepted', providerId: null, reply: '250' }
            : { kind: 'deferred', code: '451', reply: 'later', ...later }
        )
      },
      async close() {},
    }))
    clock.setOffset(301)
    await sweepSends()
    await workOff()
    assert.deepEqual(await tally(runId), {
      ...{ audience: 4, sent: 1, skipped: 0, failed: 0, uncertain: 0, cancelled: 3 },
    })
    assert.lengthOf(await sql(`select 1 from send_batches where run_id = ?`, [runId]), 0)
    assert.equal(await stateOf(runId), 'cancelled')
  })

  test('a batch that a dead worker had of a cancelled run ends, and what waits in it', async ({
    assert,
  }) => {
    await people(4)
    const runId = await start({
      startsAt: clock.now().plus({ minutes: 5 }).toJSDate(),
      uncertainPolicy: 'resend',
    })
    await inTenant(() => freezeRun(runId))
    const run = (await inTenant(() => findRun(runId)))!
    clock.setOffset(301)
    const now = clock.now().toISO()
    const batch = (await claimBatch({ takenBy: randomUUID(), now, seconds: 60 }))!
    assert.equal(batch.runId, runId)
    await sql(`update sends set state = ${STATE.inFlight} where run_id = ? and n = 2`, [run.id])
    await inTenant(() => cancelRun(runId))
    await sql(`update send_batches set leased_until = clock_timestamp() where id = ?`, [batch.id])
    await sweepSends()
    await workOff()
    assert.equal((await tally(runId)).cancelled, 4)
    assert.isTrue((await rows(runId)).every(({ state }) => state === STATE.cancelled))
    assert.lengthOf(await sql(`select 1 from send_batches where run_id = ?`, [runId]), 0)
    assert.lengthOf(sink.mails, 0)
  })

  test('organizations take turns, whoever came first', async ({ assert }) => {
    const order_: string[] = []
    await people(3)
    const first = organizationId
    await start({ perHour: 60, startsAt: DateTime.now().minus({ hours: 2 }).toJSDate() })
    await inTenant(async () => {
      for (const { id } of await sql<{ id: number }>(
        'select id from send_runs where organization_id = ?',
        [first]
      ))
        await freezeRun(id)
    })
    const second = await plantOrganization('Small')
    organizationId = second
    await people(1)
    const small = await start()
    await inTenant(() => freezeRun(small))
    organizationId = first
    for (let turn = 0; turn < 4; turn++) {
      const batch = await claimBatch({
        takenBy: randomUUID(),
        now: clock.now().toISO(),
        seconds: 60,
      })
      order_.push(batch!.organizationId)
    }
    assert.deepEqual(order_.slice(0, 2).sort(), [first, second].sort())
    assert.deepEqual(order_.slice(2), [first, first])
    await sql('delete from send_batches')
  })

  test('who had enough gets it later, or not at all; two sendings at once do not pass the cap together', async ({
    assert,
  }) => {
    await people(20)
    const cap = (onCap: 'defer' | 'skip') =>
      inTenant(() => saveSendPolicy({ ...NO_POLICY, capMails: 2, capDays: 7, onCap }))
    await cap('defer')
    await start()
    await workOff()
    assert.lengthOf(sink.mails, 20)
    const two = [await start(), await start()]
    await workOff()
    assert.lengthOf(sink.mails, 40, 'two each within the week')
    const open = await sql<{ n: number; due_at: Date }>(
      'select cardinality(ns) as n, due_at from send_batches where run_id = any(?::bigint[])',
      [two]
    )
    assert.equal(
      open.reduce((sum, { n }) => sum + n, 0),
      20
    )
    clock.setOffset(31)
    await sweepSends()
    await workOff()
    assert.lengthOf(sink.mails, 40)
    clock.setOffset(7 * 86_400 + 60)
    await sweepSends()
    await workOff()
    assert.lengthOf(sink.mails, 60)
    await cap('skip')
    clock.setOffset(7 * 86_400 + 120)
    await start()
    await workOff()
    const last = await start()
    await workOff()
    assert.lengthOf(sink.mails, 80)
    assert.deepEqual(
      [...new Set((await rows(last)).map(({ state, reason }) => `${state} ${reason}`))],
      [`${STATE.skipped} ${REASON.capped.code}`]
    )
  })

  test('what would come at night comes in the morning', async ({ assert }) => {
    await people(2)
    const now = clock.now().setZone('UTC')
    const minute = now.hour * 60 + now.minute
    await inTenant(async () => {
      await sql(`update organizations set time_zone = 'UTC' where id = ?`, [organizationId])
      await saveSendPolicy({
        ...NO_POLICY,
        quietFrom: minute,
        quietTo: (minute + 120) % 1440,
      })
    })
    const runId = await start()
    await workOff()
    assert.lengthOf(sink.mails, 0)
    const all = await rows(runId)
    assert.isTrue(
      all.every(({ reason, state }) => reason === REASON.quiet.code && state === STATE.waiting)
    )
    clock.setOffset(3 * 3600)
    await sweepSends()
    await workOff()
    assert.lengthOf(sink.mails, 2)
    assert.equal(await stateOf(runId), 'finished')
  })

  test('in time zones it is the same time of day everywhere, over clock changes too', ({
    assert,
  }) => {
    const at = new Date('2026-03-29T09:00:00Z')
    const iso = (zone: string) => momentIn(at, zone, 'Europe/Berlin').toISOString()
    assert.equal(iso('Europe/Berlin'), '2026-03-29T09:00:00.000Z')
    assert.equal(iso('America/New_York'), '2026-03-29T15:00:00.000Z')
    assert.equal(iso('Asia/Tokyo'), '2026-03-29T02:00:00.000Z')
    assert.equal(iso('Nowhere/Land'), '2026-03-29T09:00:00.000Z')
  })
})
