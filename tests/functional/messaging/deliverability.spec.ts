import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { MailAccountFactory } from '#database/factories/messaging/mail_account_factory'
import { SendingDomainFactory } from '#database/factories/messaging/sending_domain_factory'
import type { cockpitFigures, suppressionFigures } from '#messaging/reports/cockpit_page'
import { plantOrganization } from '#tests/support/organizations'
import { as, type Person, plantStaff } from '#tests/support/people'

type Figures = Awaited<ReturnType<typeof cockpitFigures>>
type Suppressions = Awaited<ReturnType<typeof suppressionFigures>>
type Sent = {
  sent: number
  bounced?: number
  blocked?: number
  complained?: number
  deferred?: number
}

const dayAgo = (days: number) => clock.now().setZone('UTC').minus({ days }).toISODate()!

test.group('Deliverability', (group) => {
  let organizationId: string
  let owner: Person

  group.each.setup(async () => {
    organizationId = await plantOrganization('Harbour School')
    owner = await plantStaff(organizationId)
    await here(() => SendingDomainFactory.apply('verified').create())
  })

  const here = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const account = (more: object = {}) => here(() => MailAccountFactory.merge(more).create())
  const day = (
    accountId: string,
    ago: number,
    domain: string,
    { sent, bounced = 0, blocked = 0, complained = 0, deferred = 0 }: Sent,
    of = organizationId
  ) =>
    sql(
      `insert into send_days (organization_id, day, account_id, sender_domain, recipient_domain, sent, delivered, deferred,
         bounced, blocked, complained) values (?, ?, ?, 'school.test', ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[of, dayAgo(ago), accountId, domain, sent, sent - bounced - blocked],
        ...[deferred, bounced, blocked, complained],
      ]
    )
  const part = async <T>(who: Person, client: ApiClient, prop: string, days = 7): Promise<T> => {
    const page = await as(
      who,
      client.get(`/admin/deliverability?days=${days}`)
    ).withInertiaPartialReload('messaging/deliverability/index', [prop])
    page.assertStatus(200)
    return page.body().props[prop]
  }
  const figuresOf = (client: ApiClient, days = 7, who = owner) =>
    part<Figures>(who, client, 'figures', days)

  test('sums what left by range, account and mailbox provider', async ({ client, assert }) => {
    const [one, two] = [await account(), await account({ label: 'Second', position: 1 })]
    await day(one.id, 0, 'gmail.com', { sent: 100, bounced: 1 })
    await day(one.id, 0, 'googlemail.com', { sent: 20 })
    await day(two.id, 3, 'web.de', { sent: 50, deferred: 5 })
    await day(two.id, 6, 'small.test', { sent: 5 })
    await day(two.id, 7, 'gmx.de', { sent: 40, complained: 1 })
    await day(two.id, 30, 'gmx.de', { sent: 1000 })

    const today = await figuresOf(client, 1)
    assert.equal(today.sums.sent, 120)
    const week = await figuresOf(client, 7)
    assert.include(week.sums, { sent: 175, bounced: 1, deferred: 5, complained: 0, delivered: 174 })
    assert.include(week.before, { sent: 40, complained: 1 })
    assert.deepEqual(
      week.recipients.map(({ name, sent, domains }) => [name, sent, domains]),
      [
        ['Gmail', 120, 2],
        ['GMX and web.de', 50, 1],
        ['small.test', 5, 1],
      ]
    )
    assert.deepEqual(
      week.accounts.map(({ label, sums }) => [label, sums.sent]),
      [
        ['Postmark', 120],
        ['Second', 55],
      ]
    )
    const month = await figuresOf(client, 30)
    assert.equal(month.sums.sent, 215)
    assert.lengthOf(month.days, 30)
    assert.equal(month.days.at(-1)!.sent, 120)
    assert.equal(month.days.at(-8)!.sent, 40)
  })

  test('the many small domains are one row, and nothing is lost', async ({ client, assert }) => {
    const { id } = await account()
    for (let n = 0; n < 40; n++) await day(id, 1, `d${n}.test`, { sent: 100 - n, blocked: 1 })
    const { recipients, sums } = await figuresOf(client)
    assert.lengthOf(recipients, 26)
    assert.equal(recipients.at(-1)!.name, 'All others')
    assert.equal(
      recipients.reduce((total, { sent }) => total + sent, 0),
      sums.sent
    )
    assert.equal(
      recipients.reduce((total, { blocked }) => total + blocked, 0),
      40
    )
  })

  test('says what to do about rates that are too high', async ({ client, assert }) => {
    const { id } = await account({ lastWebhookAt: clock.now() })
    await day(id, 0, 'gmail.com', { sent: 1000, bounced: 60, complained: 2, deferred: 10 })
    const { advice } = await figuresOf(client)
    assert.deepEqual(
      advice.map(({ level, title }) => [level, title]),
      [
        ['stop', '6 % of your mails came back for good'],
        ['warn', '0.2 % of your readers said that it is spam'],
      ]
    )
    assert.include(advice[1].text, 'Gmail and Yahoo want less than 0.1 %')
  })

  test('a provider that blocks alone is named', async ({ client, assert }) => {
    const { id } = await account({ lastWebhookAt: clock.now() })
    await day(id, 0, 'gmail.com', { sent: 9000 })
    await day(id, 0, 't-online.de', { sent: 200, blocked: 40 })
    const { advice } = await figuresOf(client)
    assert.deepEqual(
      advice.map(({ title }) => title),
      ['Telekom turns away 20 % of your mails']
    )
  })

  test('a good one says so; of a handful of mails it says nothing', async ({ client, assert }) => {
    const { id } = await account({ lastWebhookAt: clock.now() })
    await day(id, 0, 'gmail.com', { sent: 50, bounced: 20 })
    assert.deepEqual((await figuresOf(client)).advice, [])
    await day(id, 1, 'gmail.com', { sent: 5000 })
    assert.containsSubset((await figuresOf(client)).advice, [{ level: 'good' }])
  })

  test('whoever has no domain is told why to get one', async ({ client, assert }) => {
    const { id } = await account({ lastWebhookAt: clock.now() })
    await sql('delete from sending_domains where organization_id = ?', [organizationId])
    await day(id, 0, 'gmail.com', { sent: 500 })
    assert.containsSubset((await figuresOf(client)).advice, [
      { level: 'warn', title: 'You have no sending domain of your own' },
    ])
  })

  test('tells of breakers, of silent providers and of what waits to be taken in', async ({
    client,
    assert,
  }) => {
    const open = await account({ label: 'Open', breaker: 'open', breakerReason: '8 % bounced' })
    const silent = await account({
      label: 'Silent',
      position: 1,
      lastWebhookAt: clock.now().minus({ days: 2 }),
    })
    const late = await account({ label: 'Late', position: 2, lastWebhookAt: clock.now() })
    const relay = await account({ label: 'Relay', position: 3, provider: 'smtp' })
    for (const one of [open, silent, late, relay]) await day(one.id, 0, 'gmail.com', { sent: 500 })
    const receipt = (state: string, minutesAgo: number) =>
      sql(
        `insert into receipts (organization_id, provider, account, event_id, type, state, due_at, received_at)
         values (?, 'postmark', ?, ?, 'Delivery', ?, now(), clock_timestamp() - make_interval(mins => ?))`,
        [organizationId, late.id, uuid(), state, minutesAgo]
      )
    await receipt('received', 90)
    await receipt('received', 1)
    await receipt('failed', 5)
    await receipt('applied', 500)

    const { accounts, advice } = await figuresOf(client)
    assert.deepEqual(
      accounts.map(({ hook }) => hook.state),
      ['never', 'silent', 'late', 'by_mail']
    )
    const { hook } = accounts[2]
    assert.include(hook, { waiting: 2, failed: 1 })
    assert.approximately(hook.lateSeconds, 5400, 60)
    assert.equal(advice[0].title, 'Open sends no campaigns at the moment')
    assert.include(advice[0].text, '8 % bounced')
    assert.equal(advice.filter(({ title }) => title.startsWith('No word from')).length, 3)
  })

  test('tells how domains stand in DNS and how far their warm-up is', async ({
    client,
    assert,
  }) => {
    await here(() =>
      SendingDomainFactory.merge({
        domain: `a${uuid().slice(-12)}.test`,
        state: 'failed',
        checks: {
          dkim: {
            type: 'TXT',
            host: 'x',
            wanted: 'y',
            found: [],
            state: 'missing',
            hint: 'Not there.',
          },
          spf: { type: 'TXT', host: 'x', wanted: 'y', found: ['y'], state: 'ok', hint: null },
        },
        warmUp: [50, 100, 200],
        warmUpFrom: clock.now().startOf('day').minus({ days: 1 }),
      }).create()
    )
    const { domains, advice } = await figuresOf(client)
    const failed = domains.find(({ state }) => state === 'failed')!
    assert.deepEqual(
      failed.records.map(({ name, state }) => [name, state]),
      [
        ['dkim', 'missing'],
        ['spf', 'ok'],
        ['dmarc', 'unknown'],
        ['mx', 'unknown'],
      ]
    )
    assert.include(failed.warmUp!, { day: 2, days: 3, cap: 100, sent: 0 })
    assert.include(advice[0], { level: 'stop', text: 'Not there.' })
  })

  test('counts suppressed addresses by reason and by day', async ({ client, assert }) => {
    const suppress = (reason: string, daysAgo: number, channel = 'email', of = organizationId) =>
      sql(
        `insert into suppressions (id, organization_id, channel, address_hash, reason, scope, source, actor_type, created_at)
         values (?, ?, ?, ?, ?, 'all', 'test', 'system', ?)`,
        [uuid(), of, channel, uuid(), reason, clock.now().minus({ days: daysAgo }).toISO()]
      )
    await suppress('hard_bounce', 0)
    await suppress('hard_bounce', 2)
    await suppress('complaint', 2)
    await suppress('manual', 60)
    await suppress('manual', 0, 'sms')
    await suppress('complaint', 0, 'email', await plantOrganization())
    const { reasons, days } = await part<Suppressions>(owner, client, 'suppressions')
    assert.deepEqual(
      Object.fromEntries(reasons.map(({ reason, addresses }) => [reason, addresses])),
      { hard_bounce: 2, complaint: 1, manual: 1 }
    )
    assert.lengthOf(days, 30)
    assert.deepEqual(
      [days.at(-1)!.added, days.at(-3)!.added, days.reduce((sum, { added }) => sum + added, 0)],
      [1, 2, 3]
    )
  })

  test('another organization’s mail is not seen', async ({ client, assert }) => {
    const { id } = await account({ label: 'CANARY' })
    await day(id, 0, 'canary.test', { sent: 700, bounced: 300 })
    const stranger = await plantStaff(await plantOrganization())
    const figures = await figuresOf(client, 7, stranger)
    assert.equal(figures.sums.sent, 0)
    assert.notInclude(JSON.stringify(figures).toLowerCase(), 'canary')
    for (const table of ['days', 'accounts', 'recipients', 'suppressions']) {
      const csv = await as(stranger, client.get(`/admin/deliverability/export?table=${table}`))
      csv.assertStatus(200)
      assert.notInclude(csv.text().toLowerCase(), 'canary')
      assert.notInclude(csv.text(), '700')
    }
  })

  test('is for those who may see senders; strangers are sent to the log-in', async ({ client }) => {
    const viewer = await plantStaff(organizationId, 'viewer')
    await figuresOf(client, 7, viewer)
    const nobody = await client.get('/admin/deliverability').redirects(0)
    nobody.assertStatus(302)
    const wrong = await as(
      owner,
      client.get('/admin/deliverability/export?table=users').accept('json')
    )
    wrong.assertStatus(422)
  })

  test('tables are downloaded as they are shown, without formulas', async ({ client, assert }) => {
    const { id } = await account({ label: '=cmd()' })
    await day(id, 0, 'gmail.com', { sent: 120, bounced: 3 })
    const csv = async (table: string) => {
      const answer = await as(
        owner,
        client.get(`/admin/deliverability/export?table=${table}&days=7`)
      )
      answer.assertStatus(200)
      answer.assertHeader('content-type', 'text/csv; charset=utf-8')
      answer.assertHeader('content-disposition', `attachment; filename="${table}.csv"`)
      return answer.text().replace('\uFEFF', '').split('\r\n')
    }
    const recipients = await csv('recipients')
    assert.equal(
      recipients[0],
      'mailbox provider,sent,delivered,deferred,bounced,blocked,complained'
    )
    assert.equal(recipients[1], 'Gmail,120,117,0,3,0,0')
    assert.match((await csv('accounts'))[1], /^'=cmd\(\),active,closed,,0,120,/)
    assert.include(await csv('days'), `${dayAgo(0)},120,117,0,3,0,0`)
  })
})
