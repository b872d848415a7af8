import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import { hashOfAddress } from '#crm/address_hash'
import { MARK, REASON, STATE } from '#messaging/ledger/states'
import { applyFacts } from '#messaging/provider_events/facts'
import type { FactKind, MailFact } from '#messaging/provider_events/mail_fact'
import { plantOrganization } from '#tests/support/organizations'
import { plantMail, plantRun, type PlantedRun, sendOf, tallyOf } from '#tests/support/sends'

const fact = (
  run: PlantedRun,
  n: number,
  kind: FactKind,
  more: Partial<MailFact> = {}
): MailFact => ({
  ref: { kind: 'send', runId: run.runId, n },
  kind,
  happenedAt: new Date(),
  detail: {},
  dedupeKey: null,
  ...more,
})
const apply = (facts: MailFact[]) => db.transaction((trx) => applyFacts(facts, trx))
const suppressed = async (organizationId: string, address: string) =>
  (
    await sql<{ reason: string; source: string }>(
      'select reason, source from suppressions where organization_id = ? and address_hash = ?',
      [organizationId, hashOfAddress(address)]
    )
  )[0] ?? null
const eventsOf = (organizationId: string) =>
  sql<{ type: string; contactId: string; payload: Record<string, unknown> }>(
    `select type, contact_id as "contactId", payload from events
     where organization_id = ? and type like 'mail.%' order by id`,
    [organizationId]
  )

test.group('Facts about mails', () => {
  test('marks are the same in whatever order facts come', async ({ assert }) => {
    const run = await plantRun({ recipients: 2 })
    const told = [
      { kind: 'delivered' as const },
      { kind: 'opened' as const, human: 90 },
      { kind: 'clicked' as const, human: 90, link: 1 },
      { kind: 'complained' as const },
    ]
    for (const { kind, ...more } of told) await apply([fact(run, 0, kind, more)])
    await apply(told.toReversed().map(({ kind, ...more }) => fact(run, 1, kind, more)))
    const [first, second] = [await sendOf(run.runId, 0), await sendOf(run.runId, 1)]
    assert.equal(first.marks, second.marks)
    assert.equal(
      first.marks,
      MARK.delivered |
        MARK.opened |
        MARK.openedByPerson |
        MARK.clicked |
        MARK.clickedByPerson |
        MARK.complained
    )
    assert.containsSubset(await tallyOf(run.runId), {
      sent: 2,
      delivered: 2,
      opened: 2,
      opened_human: 2,
      clicked: 2,
      clicked_human: 2,
      complained: 2,
      bounced: 0,
    })
  })

  test('hundreds at once, and the sums move by what was new', async ({ assert }) => {
    const run = await plantRun({ recipients: 300 })
    const delivered = run.contacts.map((_, n) => fact(run, n, 'delivered'))
    assert.deepEqual(await apply(delivered), { applied: 300, repeated: 0, unknown: [] })
    await apply(delivered.slice(0, 50))
    const tally = await tallyOf(run.runId)
    assert.equal(tally.delivered, 300)
    const [days] = await sql<{ delivered: number; domains: number }>(
      `select sum(delivered)::int as delivered, count(*)::int as domains from send_days
       where organization_id = ? and account_id = ? and recipient_domain = 'readers.test'`,
      [run.organizationId, run.accountId]
    )
    assert.deepEqual(days, { delivered: 300, domains: 1 })
  })

  test('what is told twice with a key counts once, by two at the same time too', async ({
    assert,
  }) => {
    const run = await plantRun()
    const one = () => [fact(run, 0, 'replied', { dedupeKey: 'reply-1' })]
    const answers = await Promise.all([apply(one()), apply(one()), apply([...one(), ...one()])])
    assert.equal(
      answers.reduce((sum, { applied }) => sum + applied, 0),
      1
    )
    const rows = await sql(`select 1 from send_events where run_id = ? and kind = 'replied'`, [
      run.runId,
    ])
    assert.lengthOf(rows, 1)
    assert.lengthOf(
      (await eventsOf(run.organizationId)).filter(({ type }) => type === 'mail.replied'),
      1
    )
  })

  test('a provider knows that a mail left of which nobody could tell', async ({ assert }) => {
    const run = await plantRun({ recipients: 4, state: STATE.uncertain })
    await sql('update send_tallies set uncertain = 4 where run_id = ?', [run.runId])
    await sql('update sends set state = ? where run_id = ? and n = 1', [STATE.inFlight, run.runId])
    await sql('update sends set state = ? where run_id = ? and n = 2', [STATE.waiting, run.runId])
    await sql('update send_tallies set uncertain = 2 where run_id = ?', [run.runId])
    await apply([
      fact(run, 0, 'delivered'),
      fact(run, 1, 'accepted', { providerId: 'p-1' }),
      fact(run, 2, 'bounced', { bounce: 'hard' }),
      fact(run, 3, 'failed'),
    ])
    for (const n of [0, 1, 2]) assert.equal((await sendOf(run.runId, n)).state, STATE.sent)
    const given = await sendOf(run.runId, 3)
    assert.deepEqual(
      [given.state, given.reason],
      [STATE.failed as number, REASON.refused.code as number]
    )
    assert.containsSubset(await tallyOf(run.runId), { sent: 3, failed: 1, uncertain: 0 })
  })

  test('a hard bounce suppresses the address, a policy and a soft one do not', async ({
    assert,
  }) => {
    const run = await plantRun({ recipients: 4 })
    await apply([
      fact(run, 0, 'bounced', { bounce: 'hard', detail: { provider: 'ses', reply: '550 5.1.1' } }),
      fact(run, 1, 'blocked'),
      fact(run, 2, 'bounced', { bounce: 'soft' }),
      fact(run, 3, 'complained', { detail: { provider: 'postmark' } }),
    ])
    const of = (n: number) => suppressed(run.organizationId, run.contacts[n].email)
    assert.deepEqual(await of(0), { reason: 'hard_bounce', source: 'ses' })
    assert.isNull(await of(1))
    assert.isNull(await of(2))
    assert.deepEqual(await of(3), { reason: 'complaint', source: 'postmark' })
    assert.equal((await tallyOf(run.runId)).bounced, 3)
    const [day] = await sql(
      'select bounced, blocked, deferred, complained from send_days where account_id = ?',
      [run.accountId]
    )
    assert.deepEqual(day, { bounced: 1, blocked: 1, deferred: 1, complained: 1 })
    const events = await eventsOf(run.organizationId)
    assert.deepEqual(
      events.map(({ type, contactId, payload }) => [type, contactId, payload.bounce]),
      [
        ['mail.bounced', run.contacts[0].id, 'hard'],
        ['mail.bounced', run.contacts[1].id, 'blocked'],
        ['mail.bounced', run.contacts[2].id, 'soft'],
        ['mail.complained', run.contacts[3].id, null],
      ]
    )
  })

  test('who unsubscribes at the provider gets no marketing, and receipts still', async ({
    assert,
  }) => {
    const run = await plantRun({ recipients: 1 })
    await apply([fact(run, 0, 'unsubscribed', { detail: { provider: 'postmark' } })])
    const rows = await sql(
      'select reason, scope, source from suppressions where organization_id = ?',
      [run.organizationId]
    )
    assert.deepEqual(rows, [{ reason: 'unsubscribe', scope: 'marketing', source: 'postmark' }])
    assert.equal((await tallyOf(run.runId)).unsubscribed, 1)
  })

  test('three soft bounces among the last five are a dead address, two are not', async ({
    assert,
  }) => {
    const first = await plantRun({ recipients: 1 })
    const { organizationId } = first
    const [contact] = first.contacts
    const mailId = await plantMail(organizationId, {
      contactId: contact.id,
      address: contact.email,
    })
    const soft = { bounce: 'soft' as const }
    await apply([fact(first, 0, 'bounced', soft)])
    await apply([
      fact(first, 0, 'bounced', { ...soft, ref: { kind: 'mail', mailId } }),
      // The same of the same mail again is no further bounce.
      fact(first, 0, 'bounced', soft),
    ])
    assert.isNull(await suppressed(organizationId, contact.email))
    const third = await plantMail(organizationId, { contactId: contact.id, address: contact.email })
    await apply([fact(first, 0, 'bounced', { ...soft, ref: { kind: 'mail', mailId: third } })])
    assert.deepEqual(await suppressed(organizationId, contact.email), {
      reason: 'hard_bounce',
      source: 'soft_bounces',
    })
  })

  test('machines open and click, and only people are told of', async ({ assert }) => {
    const run = await plantRun({ recipients: 2 })
    await apply([
      fact(run, 0, 'opened', { human: 20 }),
      fact(run, 0, 'clicked', { human: 5, link: 0 }),
      fact(run, 1, 'clicked', { human: 90, link: 2 }),
    ])
    assert.equal((await sendOf(run.runId, 0)).marks, MARK.opened | MARK.clicked)
    assert.equal((await sendOf(run.runId, 1)).marks, MARK.clicked | MARK.clickedByPerson)
    const events = await eventsOf(run.organizationId)
    assert.deepEqual(
      events.map(({ type, contactId, payload }) => [type, contactId, payload.link]),
      [['mail.clicked', run.contacts[1].id, 2]]
    )
    assert.equal(events[0].payload.sourceId, run.campaignId)
  })

  test('somebody who reads a mail again is told of once a day', async ({ assert }) => {
    const run = await plantRun({ recipients: 1 })
    const hours = (n: number) => new Date(Date.now() - n * 3_600_000)
    const opened = (happenedAt: Date, human = 90) => fact(run, 0, 'opened', { human, happenedAt })
    for (const at of [60, 59, 40]) await apply([opened(hours(at))])
    await apply([opened(hours(14), 10)])
    await apply([opened(hours(13)), opened(hours(12))])
    assert.lengthOf(await eventsOf(run.organizationId), 2)
    await apply([
      fact(run, 0, 'clicked', { human: 5, link: 0 }),
      fact(run, 0, 'clicked', { human: 90, link: 2 }),
    ])
    const events = await eventsOf(run.organizationId)
    assert.deepEqual([events.length, events[2].payload.link], [3, 2])
  })

  test('a provider of one organization says nothing of another one’s mails', async ({ assert }) => {
    const [own, other] = [await plantRun(), await plantRun()]
    const stranger = fact(other, 0, 'bounced', {
      bounce: 'hard',
      organizationId: own.organizationId,
    })
    const nobody = fact(own, 9999, 'delivered')
    const huge = fact(own, 78_364_164_095, 'delivered')
    const { applied, unknown } = await apply([stranger, nobody, huge, fact(own, 0, 'delivered')])
    assert.equal(applied, 1)
    assert.sameMembers(unknown, [stranger, nobody, huge])
    assert.equal((await sendOf(other.runId, 0)).marks, 0)
    assert.isNull(await suppressed(own.organizationId, other.contacts[0].email))
    assert.isNull(await suppressed(other.organizationId, other.contacts[0].email))
  })

  test('a mail to one person is marked and its dead address suppressed', async ({ assert }) => {
    const organizationId = await plantOrganization()
    const mailId = await plantMail(organizationId, { address: 'Gone@Nowhere.test' })
    await apply([
      {
        ref: { kind: 'mail', mailId },
        kind: 'bounced',
        bounce: 'hard',
        happenedAt: new Date(),
        detail: {},
        dedupeKey: null,
        providerId: 'given-1',
      },
    ])
    const [mail] = await sql('select marks, provider_id from outgoing_mails where id = ?', [mailId])
    assert.deepEqual(mail, { marks: MARK.bounced, provider_id: 'given-1' })
    assert.deepEqual(await suppressed(organizationId, 'gone@nowhere.test'), {
      reason: 'hard_bounce',
      source: 'bounce',
    })
  })
})
