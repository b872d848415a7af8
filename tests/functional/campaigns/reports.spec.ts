import { test } from '@japa/runner'
import type { ApiRequest } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { Consent } from '#crm/consent'
import ConversionRecorded from '#core/events/conversion_recorded'
import { judge } from '#campaigns/ab_test'
import { sweepCampaigns } from '#campaigns/advancing'
import Campaign from '#campaigns/models/campaign'
import { MARK, REASON, STATE } from '#messaging/ledger/states'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { workOff } from '#tests/support/queue'
import type { SmtpSink } from '#tests/support/smtp_sink'
import { plantCampaign, plantPeople, plantRun } from './support/plant.js'
import { openSink } from './support/sink.js'

const everybody = { include: { segments: [], everybody: true }, exclude: { segments: [] } }

test.group('A/B tests and reports', (group) => {
  group.tap((one) => one.timeout(60_000))
  let organizationId: string
  let owner: Person
  let sink: SmtpSink

  group.each.setup(async () => {
    organizationId = await plantOrganization('Reports')
    owner = await plantStaff(organizationId)
    const opened = await openSink(organizationId)
    sink = opened.sink
    return async () => {
      clock.restore()
      await opened.close()
    }
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const find = (id: string) => inTenant(() => Campaign.findOrFail(id))
  const agree = (ids: string[]) =>
    inTenant(() =>
      db.transaction((trx) =>
        Consent.record(
          ids.map((contactId) => ({
            contactId,
            channel: 'email',
            state: 'granted',
            source: 'form',
          })),
          trx
        )
      )
    )
  const props = async (request: ApiRequest, partial?: string[]) => {
    if (partial) {
      void request.header('x-inertia-partial-component', 'campaigns/show')
      void request.header('x-inertia-partial-data', partial.join(','))
    }
    const response = await request.withInertia()
    response.assertStatus(200)
    return response.body().props as Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any -- each test knows its page
  }
  /** An A/B test of the subject on half of 200, a tenth held out. */
  const plantTest = async (changes: Partial<Campaign> = {}) => {
    await agree(await plantPeople(organizationId, 200))
    const [sender] = await sql<{ id: string }>(
      `insert into senders (id, organization_id, name, address, address_norm, created_at, updated_at)
       values (gen_random_uuid(), ?, 'Ada', 'ada@mail.test', 'ada@mail.test', now(), now()) returning id`,
      [organizationId]
    )
    const campaign = await plantCampaign(organizationId, {
      audience: everybody,
      senderId: sender.id,
      subject: 'Plain',
      testOf: 'subject',
      testPercent: 50,
      holdoutPercent: 10,
      testHours: 4,
      testWinner: 'clicks',
      ...changes,
    })
    await inTenant(() =>
      db.transaction((trx) => campaign.setVariants([{ variant: 1, subject: 'Witty' }], trx))
    )
    return campaign
  }
  const subjects = () => {
    const counts: Record<string, number> = {}
    for (const { raw } of sink.mails) {
      const subject = /^Subject: (.*)\r$/m.exec(raw)![1]
      counts[subject] = (counts[subject] ?? 0) + 1
    }
    return counts
  }
  const click = (id: string, variant: number, count: number) =>
    sql(
      `update send_tallies t set clicked_human = ? from send_runs r
       where r.id = t.run_id and r.source_id = ? and t.variant = ?`,
      [count, id, variant]
    )

  test('the version that more people click goes to the rest; those held out get nothing', async ({
    client,
    assert,
  }) => {
    const { id } = await plantTest()
    const path = `/admin/campaigns/${id}`
    await as(owner, client.post(`${path}/launch`)).json({})
    await workOff()
    const tried = subjects()
    assert.approximately(tried.Plain, 50, 20)
    assert.approximately(tried.Witty, 50, 20)
    await sweepCampaigns()
    assert.equal((await find(id)).state, 'sending')
    await click(id, 0, 2)
    await click(id, 1, 20)
    clock.travel({ hours: 5 })
    await Promise.all([sweepCampaigns(), sweepCampaigns()])
    await workOff()
    await sweepCampaigns()
    const campaign = await find(id)
    assert.equal(campaign.winner, 1)
    assert.match(campaign.winnerReason!, /^B won: \d+ % of \d+ clicked, A: .*no chance/)
    assert.equal(campaign.state, 'finished')
    const all = subjects()
    assert.equal(all.Plain, tried.Plain)
    assert.isAbove(all.Witty, tried.Witty + 50)
    assert.lengthOf(new Set(sink.recipients), sink.mails.length)
    assert.approximately(200 - sink.mails.length, 20, 14)

    const written = new Set(sink.recipients)
    const people = await sql<{ id: string; email: string }>(
      'select id, email from contacts where organization_id = ?',
      [organizationId]
    )
    const out = people.find(({ email }) => !written.has(email))!
    const why = await as(owner, client.get(`${path}/recipients/${out.id}`))
    assert.match(why.body().answer, /held out/)
    const report = await props(as(owner, client.get(path)))
    assert.deepEqual(
      report.versions.map((one: { letter: string }) => one.letter),
      ['A', 'B']
    )
    const resend = await as(owner, client.post(`${path}/resends`)).json({})
    const again = await find(resend.header('location')!.split('/')[3])
    const [won] = await sql<{ subject: string }>(
      'select subject from campaign_variants where organization_id = ? and campaign_id = ? and variant = 1',
      [organizationId, id]
    )
    assert.equal(again.subject, won.subject)
  })

  test('a version is chosen by hand, once', async ({ client, assert }) => {
    const { id } = await plantTest({ testWinner: 'manual' })
    const path = `/admin/campaigns/${id}`
    await as(owner, client.post(`${path}/launch`)).json({})
    await workOff()
    clock.travel({ hours: 12 })
    await sweepCampaigns()
    assert.isNull((await find(id)).winner)
    const chosen = await as(owner, client.post(`${path}/winner`)).json({ variant: 0 })
    chosen.assertStatus(302)
    const again = await as(owner, client.post(`${path}/winner`))
      .json({ variant: 1 })
      .accept('json')
    again.assertStatus(409)
    await workOff()
    await sweepCampaigns()
    assert.equal((await find(id)).state, 'finished')
    assert.isAbove(subjects().Plain, subjects().Witty)
  })

  test('what won goes out as it was tried, whatever it would be made of by then', async ({
    client,
    assert,
  }) => {
    const { id } = await plantTest({ testWinner: 'manual' })
    const path = `/admin/campaigns/${id}`
    await as(owner, client.post(`${path}/launch`)).json({})
    await workOff()
    // As when a block that it holds is changed.
    await sql(`update campaigns set source = '# Other words' where id = ?`, [id])
    await as(owner, client.post(`${path}/winner`)).json({ variant: 1 })
    await workOff()
    const sent = await sql<{ html: string; runs: number }>(
      `select c.html, count(*)::int as runs from send_contents c join send_runs r on r.id = c.run_id
       where r.source_id = ? and c.variant = 1 group by 1`,
      [id]
    )
    assert.deepEqual(
      sent.map(({ runs }) => runs),
      [2]
    )
    assert.isEmpty(sink.mails.filter(({ raw }) => raw.includes('Other words')))
    assert.isAbove(subjects().Witty, subjects().Plain)
  })

  test('a verdict tells why, and whether it may be chance', ({ assert }) => {
    const result = (variant: number, sent: number, clickedHuman: number, revenueMinor = 0) =>
      ({ variant, sent, clickedHuman, revenueMinor }) as never
    assert.deepInclude(judge([result(0, 500, 20), result(1, 500, 21)], 'clicks', 'EUR'), {
      variant: 1,
      reason: 'B won: 4.2 % of 500 clicked, A: 4.0 % of 500 clicked. The difference may be chance.',
    })
    assert.deepInclude(
      judge([result(0, 500, 20, 5000), result(1, 500, 5, 9900)], 'revenue', 'EUR'),
      { variant: 1, reason: 'B won: €99.00 from 500 mails, A: €50.00 from 500 mails.' }
    )
    assert.match(
      judge([result(0, 50, 0), result(1, 50, 0)], 'clicks', 'EUR').reason,
      /Nobody clicked/
    )
    assert.match(judge([result(1, 50, 5), result(0, 50, 5)], 'clicks', 'EUR').reason, /are even/)
    assert.equal(judge([], 'clicks', 'EUR').variant, 0)
  })

  test('each recipient has an answer, whatever became of the mail', async ({ client, assert }) => {
    const people = await plantPeople(organizationId, 8)
    await agree(people.slice(0, 7))
    const campaign = await plantCampaign(organizationId, {
      audience: everybody,
      state: 'finished',
      launchedAt: clock.now(),
    })
    await plantRun(organizationId, campaign.id, [
      { contactId: people[0], marks: MARK.delivered | MARK.openedByPerson | MARK.clickedByPerson },
      { contactId: people[1], state: STATE.skipped, reason: REASON.unsubscribed.code },
      { contactId: people[2], state: STATE.failed, reason: REASON.refused.code },
      { contactId: people[3], state: STATE.uncertain, reason: REASON.died.code },
      { contactId: people[4], marks: MARK.bounced },
      { contactId: people[5], state: STATE.cancelled },
    ])
    const path = `/admin/campaigns/${campaign.id}`
    const lost: boolean[] = []
    const answers = await Promise.all(
      people.map(async (id) => {
        const answer = await as(owner, client.get(`${path}/recipients/${id}`))
        answer.assertStatus(200)
        lost.push(answer.body().isLost)
        return answer.body().answer as string
      })
    )
    assert.lengthOf(lost.filter(Boolean), 1)
    for (const [n, words] of [
      /sent it, and clicked/,
      /left out for P2, who unsubscribed/,
      /did not leave for P3: the other side refused/,
      /Nobody knows whether it left for P4/,
      /no such mailbox/,
      /cancelled before/,
      /would get it now, and was not in the audience/,
      /P8 did not agree/,
    ].entries()) {
      assert.match(answers[n], words)
    }
    const stranger = await as(owner, client.get(`${path}/recipients/${organizationId}`))
    stranger.assertStatus(404)

    const table = await props(as(owner, client.get(`${path}/recipients?show=clicked`)))
    assert.lengthOf(table.recipients, 1)
    assert.deepEqual(table.recipients[0].marks, ['clicked', 'opened', 'delivered'])
    assert.lengthOf((await props(as(owner, client.get(`${path}/recipients?q=P3`)))).recipients, 1)
    const resend = await as(owner, client.post(`${path}/resends`)).json({})
    const again = await find(resend.header('location')!.split('/')[3])
    assert.deepEqual(again.spec.include.received, { sources: [campaign.id], unopened: true })
  })

  test('links, hours, domains, bounces and reasons are counted by people', async ({
    client,
    assert,
  }) => {
    const people = await plantPeople(organizationId, 4)
    const campaign = await plantCampaign(organizationId, {
      state: 'finished',
      launchedAt: clock.now().minus({ hours: 3 }),
      source: '[Shop](https://a.test/) [own]({{ unsubscribe_url }}) [Else](https://b.test/)',
    })
    const runId = await plantRun(organizationId, campaign.id, [
      { contactId: people[0], marks: MARK.openedByPerson | MARK.clickedByPerson },
      { contactId: people[1], marks: MARK.opened | MARK.clicked },
      { contactId: people[2], marks: MARK.bounced },
      { contactId: people[3], state: STATE.skipped, reason: REASON.suppressed.code },
    ])
    await sql(
      `insert into send_contents (organization_id, run_id, variant, subject, html, text, links) values (?, ?, 0, 's', 'h', 't', ?)`,
      [
        organizationId,
        runId,
        JSON.stringify([
          { url: 'https://a.test/', label: 'Shop' },
          { url: 'https://b.test/', label: '' },
        ]),
      ]
    )
    const happen = (
      n: number,
      kind: string,
      human: number | null,
      link: number | null,
      detail = {}
    ) =>
      sql(
        `insert into send_events (organization_id, run_id, n, kind, human, link, detail, happened_at) values (?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          organizationId,
          runId,
          n,
          kind,
          human,
          link,
          JSON.stringify(detail),
          clock.now().minus({ hours: 1 }).toISO(),
        ]
      )
    await happen(0, 'opened', 95, null, { device: 'phone' })
    await happen(0, 'clicked', 95, 0, { device: 'phone' })
    await happen(0, 'clicked', 95, 0)
    await happen(1, 'clicked', 5, 0)
    await happen(2, 'bounced', null, null, {
      bounce: 'hard',
      reply: '550 5.1.1 <p@mail.test>: no such user',
    })
    const report = await props(as(owner, client.get(`/admin/campaigns/${campaign.id}`)), [
      'links',
      'hours',
      'domains',
      'bounces',
      'leftOut',
      'devices',
    ])
    assert.deepInclude(report.links[0], { label: 'Shop', clicks: 3, people: 1, bots: 1 })
    assert.deepInclude(report.links[1], { url: 'https://b.test/', clicks: 0, people: 0 })
    assert.deepEqual(report.hours[2], { hour: 2, opened: 1, clicked: 2 })
    assert.deepInclude(report.domains[0], {
      domain: 'mail.test',
      sent: 3,
      bounced: 1,
      opened: 1,
      clicked: 1,
    })
    assert.deepInclude(report.bounces[0], { kind: 'hard', people: 1 })
    assert.notInclude(report.bounces[0].reply, 'p@mail.test')
    assert.deepInclude(report.leftOut[0], { reason: 'suppressed', people: 1 })
    assert.include(
      report.devices.map((one: { device: string }) => one.device),
      'phone'
    )
    const map = await as(owner, client.get(`/admin/campaigns/${campaign.id}/preview?clicks=true`))
    assert.match(map.text(), />Shop<\/a><span[^>]*>1<\/span>/)
    assert.match(map.text(), />Else<\/a><span[^>]*>0<\/span>/)
    assert.notMatch(map.text(), />own<\/a><span/)
  })

  test('what is bought after a click is counted for the campaign, once', async ({
    client,
    assert,
  }) => {
    const people = await plantPeople(organizationId, 3)
    const campaign = await plantCampaign(organizationId, {
      state: 'finished',
      launchedAt: clock.now(),
    })
    const runId = await plantRun(organizationId, campaign.id, [
      { contactId: people[0], marks: MARK.clickedByPerson },
      { contactId: people[1], marks: MARK.openedByPerson },
    ])
    await sql(
      `insert into send_events (organization_id, run_id, n, kind, human, link, happened_at) values (?, ?, 0, 'clicked', 95, 0, ?)`,
      [organizationId, runId, clock.now().minus({ minutes: 1 }).toISO()]
    )
    const buy = (contactId: string, sourceId: string) =>
      inTenant(() =>
        ConversionRecorded.recordAlone({
          organizationId,
          subjectId: contactId,
          contactId,
          payload: {
            amountMinor: 4900,
            currency: 'EUR',
            at: clock.now().toISO(),
            source: 'order',
            sourceId,
          },
        })
      )
    await buy(people[0], 'one')
    await buy(people[0], 'one')
    await buy(people[1], 'two')
    await buy(people[2], 'three')
    await workOff()
    const report = await props(as(owner, client.get(`/admin/campaigns/${campaign.id}`)))
    assert.deepEqual(report.revenue, [{ currency: 'EUR', minor: 4900, orders: 1 }])
    assert.equal(report.total.converted, 1)
    assert.equal(report.total.revenueMinor, 4900)
  })
})
