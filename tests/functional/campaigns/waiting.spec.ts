import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { Consent } from '#crm/consent'
import { SenderFactory } from '#database/factories/messaging/sender_factory'
import { SendingDomainFactory } from '#database/factories/messaging/sending_domain_factory'
import { launchOrSchedule } from '#campaigns/launching'
import type Campaign from '#campaigns/models/campaign'
import { whyOf } from '#campaigns/recipient_reasons'
import { makeDkimKeys } from '#messaging/senders/domain_keys'
import { sweepSends } from '#messaging/ledger/finishing'
import { STATE } from '#messaging/ledger/states'
import MailAccount from '#messaging/models/mail_account'
import type SendingDomain from '#messaging/models/sending_domain'
import { NO_POLICY, saveSendPolicy } from '#messaging/policy/send_policy'
import { insertLater } from '#messaging/queries/send_batches'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { workOff } from '#tests/support/queue'
import type { SmtpSink } from '#tests/support/smtp_sink'
import { plantCampaign, plantPeople } from './support/plant.js'
import { openSink } from './support/sink.js'

const keys = await makeDkimKeys()

test.group('A sending that waits', (group) => {
  group.tap((one) => one.timeout(60_000))
  let organizationId: string
  let owner: Person
  let sink: SmtpSink
  let people: string[]
  let domain: SendingDomain
  let campaign: Campaign

  group.each.setup(async () => {
    organizationId = await plantOrganization('Waiting')
    owner = await plantStaff(organizationId)
    const opened = await openSink(organizationId)
    sink = opened.sink
    people = await plantPeople(organizationId, 30)
    const granted = people.map((contactId) => ({
      ...{ contactId, channel: 'email' as const, state: 'granted' as const, source: 'form' },
    }))
    await inTenant(async () => {
      await db.transaction((trx) => Consent.record(granted, trx))
      const name = `school-${randomUUID().slice(0, 8)}.test`
      domain = await SendingDomainFactory.merge({ domain: name, state: 'verified' }).create()
      await domain.keepKeys(keys).save()
      const address = `ada@${name}`
      const sender = await SenderFactory.merge({
        ...{ domainId: domain.id, address, addressNorm: address },
      }).create()
      campaign = await plantCampaign(organizationId, {
        senderId: sender.id,
        audience: { include: { segments: [], everybody: true }, exclude: { segments: [] } },
        source: '# Hello\n\n[Out]({{ unsubscribe_url }})',
      })
    })
    return async () => {
      clock.restore()
      await opened.close()
      // What still waits must not be found due by other specs.
      await sql(`update send_runs set state = 'cancelled' where organization_id = ?`, [
        organizationId,
      ])
      await sql('delete from send_batches where organization_id = ?', [organizationId])
    }
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const launch = async () => {
    await inTenant(() => launchOrSchedule(campaign.id))
    await workOff()
  }
  const props = async (client: ApiClient, path = '') => {
    const response = await as(
      owner,
      client.get(`/admin/campaigns/${campaign.id}${path}`)
    ).withInertia()
    response.assertStatus(200)
    return response.body().props as Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any -- each test knows its page
  }
  const batches = () =>
    sql<{ n: number; due: number; attempts: number }>(
      `select coalesce(to_n - from_n, cardinality(ns)) as n, extract(epoch from due_at)::float8 * 1000 as due, attempts
       from send_batches where organization_id = ?`,
      [organizationId]
    )
  const set = (state: 'verified' | 'pending') =>
    inTenant(async () => void (await domain.merge({ state }).save()))
  const later = async (seconds: number) => {
    clock.travel({ seconds })
    await sweepSends()
    await workOff()
  }

  test('for a domain that is not proven: in words, whole, and at once when it is', async ({
    client,
    assert,
  }) => {
    assert.isEmpty((await props(client, '/edit')).findings.filter(isOfWaiting))
    await inTenant(() => launchOrSchedule(campaign.id))
    await set('pending')
    await workOff()
    assert.lengthOf(sink.mails, 0)
    const page = await props(client)
    assert.deepEqual(page.wait, {
      text: `${domain.domain} is not verified yet`,
      until: null,
      url: `/admin/settings/sending-domains/${domain.id}`,
    })
    const why = await inTenant(() => whyOf(campaign, people[0]))
    assert.include(why.answer, 'is not verified yet')
    const [first, ...others] = await batches()
    assert.isEmpty(others)
    assert.equal(first.n, 30)
    assert.isTrue(first.due > clock.millis() + 50_000 && first.due <= clock.millis() + 60_000)
    // Asked again and again it stays one batch, and its tries are not used up.
    for (let turn = 0; turn < 3; turn++) await later(61)
    assert.containsSubset(await batches(), [{ n: 30, attempts: 0 }])
    assert.lengthOf(await batches(), 1)
    await set('verified')
    await later(61)
    assert.lengthOf(sink.mails, 30)
    assert.isTrue(
      sink.mails.every(({ raw }) => raw.includes(`d=${domain.domain}`)),
      'and signed, though it was not proven when its turn first came'
    )
    assert.isNull((await props(client)).wait)
  })

  test('what is due of a run is put off together, not batch by batch', async ({ assert }) => {
    await inTenant(() => launchOrSchedule(campaign.id))
    const { freezeRun } = await import('#messaging/ledger/freezing')
    const [{ id }] = await sql<{ id: number }>('select id from send_runs where source_id = ?', [
      campaign.id,
    ])
    await inTenant(() => freezeRun(id))
    await sql(
      `with one as (delete from send_batches where run_id = ? returning *)
       insert into send_batches (organization_id, run_id, from_n, to_n, due_at)
       select organization_id, run_id, n, n + 3, due_at from one, generate_series(0, 27, 3) n`,
      [id]
    )
    await set('pending')
    const { workBatches } = await import('#messaging/ledger/batch_worker')
    await workBatches()
    const all = await batches()
    assert.lengthOf(all, 10)
    assert.lengthOf(new Set(all.map(({ due }) => due)), 1)
    await set('verified')
    await later(61)
    assert.lengthOf(sink.mails, 30)
  })

  test('for accounts that people paused or the breaker stopped', async ({ client, assert }) => {
    const account = await inTenant(() => MailAccount.findByOrFail('provider', 'smtp'))
    const change = (changes: object) =>
      inTenant(async () => void (await account.merge(changes).save()))
    await change({ state: 'paused' })
    const url = `/admin/settings/mail-accounts/${account.id}`
    const { findings } = await props(client, '/edit')
    assert.deepEqual(findings.filter(isOfWaiting), [
      { section: 'from', level: 'warning', message: 'It would wait: Sink is paused.', url },
    ])
    await launch()
    assert.deepEqual((await props(client)).wait, { text: 'Sink is paused', until: null, url })
    await change({ state: 'active', breaker: 'open', breakerReason: '9 % bounced' })
    assert.equal((await props(client)).wait.text, 'Sink was stopped: 9 % bounced')
    await change({ state: 'disabled' })
    const { text, url: list } = (await props(client)).wait
    assert.equal(text, 'there is no mail account that takes campaigns')
    assert.equal(list, '/admin/settings/mail-accounts')
    const reader = await plantStaff(organizationId, 'viewer')
    const seen = await as(reader, client.get(`/admin/campaigns/${campaign.id}`)).withInertia()
    assert.equal(seen.body().props.wait.text, text)
  })

  test('for tomorrow, when today’s warm-up or the account’s day is used up', async ({
    client,
    assert,
  }) => {
    clock.freeze(clock.now().set({ hour: 12 }))
    await inTenant(async () => {
      await domain.merge({ warmUp: [12, 100], warmUpFrom: clock.now().startOf('day') }).save()
    })
    await launch()
    assert.lengthOf(sink.mails, 12)
    const tomorrow = clock.now().startOf('day').plus({ days: 1 })
    assert.deepEqual((await props(client)).wait, {
      text: `all 12 mails of today’s warm-up of ${domain.domain} are used`,
      until: tomorrow.toUTC().toISO(),
      url: `/admin/settings/sending-domains/${domain.id}`,
    })
    const waiting = await batches()
    assert.lengthOf(waiting, 1)
    assert.equal(waiting[0].n, 18)
    // Somebody may raise the limit: it is not left alone until midnight.
    assert.isAtMost(waiting[0].due, clock.millis() + 311_000)
    await later(311)
    assert.lengthOf(sink.mails, 12)
    assert.lengthOf(await batches(), 1)
    await inTenant(async () => void (await domain.merge({ warmUp: [20, 100] }).save()))
    await later(311)
    assert.lengthOf(sink.mails, 20)
    const account = await inTenant(() => MailAccount.findByOrFail('provider', 'smtp'))
    await inTenant(async () => {
      await domain.merge({ warmUp: null, warmUpFrom: null }).save()
      await account.merge({ perDay: 5 }).save()
    })
    clock.travel({ days: 1 })
    await later(1)
    assert.lengthOf(sink.mails, 25)
    const { wait } = await props(client)
    assert.equal(wait.text, 'all 5 mails that may leave by Sink today are used')
    assert.equal(wait.url, `/admin/settings/mail-accounts/${account.id}`)
  })

  test('for the morning, in quiet hours', async ({ client, assert }) => {
    clock.freeze(clock.now().set({ hour: 12 }))
    await inTenant(() => saveSendPolicy({ ...NO_POLICY, quietFrom: 0, quietTo: 1439 }))
    await launch()
    const { wait } = await props(client)
    assert.equal(wait.text, 'the quiet hours of its readers have to end')
    assert.equal(Date.parse(wait.until), (await batches())[0].due)
    assert.isNull(wait.url)
  })

  test('what is put off comes back in few pieces', async ({ assert }) => {
    // Refused for now again and again, and each row with a time of its own.
    sink.atEnd = () => '451 4.7.1 try later'
    await launch()
    for (let turn = 0; turn < 3; turn++) await later(1200)
    const all = await batches()
    assert.equal(
      all.reduce((sum, { n }) => sum + n, 0),
      30
    )
    assert.isAtMost(all.length, 4, 'not one for each row')
    const [{ id }] = await sql<{ id: number }>('select id from send_runs where source_id = ?', [
      campaign.id,
    ])
    await sql('delete from send_batches where run_id = ?', [id])
    const dueAt = clock.now().plus({ hours: 2 }).startOf('minute').toJSDate()
    const put = (ns: number[]) =>
      db.transaction((trx) => insertLater({ organizationId, runId: id }, ns, dueAt, trx))
    for (let n = 0; n < 10; n++) await put([n])
    assert.deepEqual(
      (await batches()).map(({ n }) => n),
      [10],
      'rows of one moment are one batch'
    )
    await put(Array.from({ length: 495 }, (_, n) => 100 + n))
    assert.deepEqual((await batches()).map(({ n }) => n).sort(), [10, 495], 'up to its size')
  })

  test('and one that does not wait says nothing', async ({ client, assert }) => {
    await launch()
    assert.isNull((await props(client)).wait)
    const [{ open }] = await sql<{ open: number }>(
      `select count(*)::int as open from sends where organization_id = ? and state = ?`,
      [organizationId, STATE.waiting]
    )
    assert.equal(open, 0)
  })
})

const isOfWaiting = ({ message }: { message: string }) => message.startsWith('It would wait')
