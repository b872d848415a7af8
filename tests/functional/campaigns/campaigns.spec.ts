import { test } from '@japa/runner'
import type { ApiClient, ApiRequest } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import PostalMime from 'postal-mime'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { Consent } from '#crm/consent'
import { sweepCampaigns } from '#campaigns/advancing'
import { launchDue } from '#campaigns/launching'
import Trial from '#campaigns/mails/trial'
import Campaign from '#campaigns/models/campaign'
import { ensureHouse } from '#messaging/accounts/house'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { workOff } from '#tests/support/queue'
import type { SmtpSink } from '#tests/support/smtp_sink'
import { plantList, plantPeople } from './support/plant.js'
import { openSink } from './support/sink.js'

test.group('Campaigns', (group) => {
  group.tap((one) => one.timeout(60_000))
  let organizationId: string
  let owner: Person
  let sink: SmtpSink

  group.each.setup(async () => {
    organizationId = await plantOrganization('Campaigns')
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
  const agreeing = async (count: number) => {
    const ids = await plantPeople(organizationId, count)
    await inTenant(() =>
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
    return ids
  }
  const props = async (request: ApiRequest) => {
    const response = await request.withInertia()
    response.assertStatus(200)
    return response.body().props as Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any -- each test knows its page
  }
  const everybody = { include: { segments: [], everybody: true }, exclude: { segments: [] } }
  /** A campaign that lacks nothing. */
  const write = async (client: ApiClient, changes: Record<string, unknown> = {}) => {
    await inTenant(() => ensureHouse())
    const begun = await as(owner, client.post('/admin/campaigns')).json({ name: 'November letter' })
    begun.assertStatus(302)
    const id = begun.header('location')!.split('/')[3]
    const [sender] = await sql<{ id: string }>(
      `insert into senders (id, organization_id, name, address, address_norm, created_at, updated_at)
       values (gen_random_uuid(), ?, 'Ada', ?, ?, now(), now()) returning id`,
      [organizationId, `a-${id}@mail.test`, `a-${id}@mail.test`]
    )
    const saved = await as(owner, client.put(`/admin/campaigns/${id}`)).json({
      audience: everybody,
      senderId: sender.id,
      subject: 'News for {{ contact.first_name }}',
      preheader: 'What is new',
      format: 'markdown',
      source: '# Hello {{ contact.first_name }}\n\nSee [the shop](https://shop.test/sale).',
      ...changes,
    })
    saved.assertStatus(204)
    return { id, path: `/admin/campaigns/${id}`, senderId: sender.id }
  }
  const finish = async () => {
    await workOff()
    await sweepCampaigns()
    await workOff()
  }

  test('a campaign is begun, written, sent and reported', async ({ client, assert }) => {
    await agreeing(3)
    const begun = await as(owner, client.post('/admin/campaigns')).json({ name: 'Empty' })
    const empty = await props(as(owner, client.get(begun.header('location')!)))
    const missing = empty.findings.filter((one: { level: string }) => one.level === 'error')
    assert.includeMembers(
      missing.map((one: { section: string }) => one.section),
      ['to', 'subject', 'content']
    )
    const refused = await as(owner, client.post(`/admin/campaigns/${empty.campaign.id}/launch`))
      .json({})
      .accept('json')
    refused.assertStatus(422)

    const { id, path } = await write(client)
    const editor = await props(as(owner, client.get(`${path}/edit`)))
    assert.deepEqual(
      editor.findings.filter((one: { level: string }) => one.level === 'error'),
      []
    )
    const launched = await as(owner, client.post(`${path}/launch`)).json({})
    launched.assertStatus(302)
    await finish()
    assert.equal((await find(id)).state, 'finished')
    assert.lengthOf(sink.mails, 3)
    const mail = await PostalMime.parse(sink.mails[0].raw)
    assert.match(mail.subject!, /^News for P\d$/)
    assert.match(mail.html!, /Hello P\d/)
    const [link] = await sql<{ links: { url: string }[] }>(
      `select c.links from send_contents c join send_runs r on r.id = c.run_id where r.source_id = ?`,
      [id]
    )
    const marked = new URL(link.links.find(({ url }) => url.includes('shop.test'))!.url)
    assert.deepEqual(Object.fromEntries(marked.searchParams), {
      utm_source: 'newsletter',
      utm_medium: 'email',
      utm_campaign: 'november-letter',
    })

    const report = await props(as(owner, client.get(path)))
    assert.equal(report.total.sent, 3)
    assert.deepInclude(report.reach, { total: 3, reachable: 3 })
    const list = await props(as(owner, client.get('/admin/campaigns?q=november')))
    assert.equal(list.campaigns[0].tally.sent, 3)
    const table = await props(as(owner, client.get(`${path}/recipients`)))
    assert.lengthOf(table.recipients, 3)
    const file = await as(owner, client.get(`${path}/export`))
    assert.lengthOf(file.text().trim().split('\r\n'), 4)
    const calendar = await props(as(owner, client.get('/admin/campaigns/calendar')))
    assert.lengthOf(calendar.campaigns, 1)
  })

  test('a draft is changed, and nothing that was sent', async ({ client, assert }) => {
    await agreeing(1)
    const { id, path } = await write(client)
    const count = await as(owner, client.post(`${path}/counts`)).json({ audience: everybody })
    assert.equal(count.body().count.reachable, 1)
    for (const body of [
      { subject: 'x'.repeat(301) },
      { scheduleKind: 'sometime' },
      { perHour: 0 },
      { topicId: organizationId },
      { senderId: organizationId },
      { startsAt: 'tomorrow' },
    ]) {
      const answer = await as(owner, client.put(path)).json(body).accept('json')
      assert.equal(answer.status(), 422, JSON.stringify(body))
    }
    const preview = await as(owner, client.get(`${path}/preview`))
    assert.match(preview.text(), /Hello/)
    await as(owner, client.post(`${path}/launch`)).json({})
    const late = await as(owner, client.put(path)).json({ subject: 'Other' }).accept('json')
    late.assertStatus(409)
    const gone = await as(owner, client.delete(path)).accept('json')
    gone.assertStatus(409)
    const copy = await as(owner, client.post(`${path}/copies`)).json({})
    const copied = await find(copy.header('location')!.split('/')[3])
    assert.equal(copied.subject, 'News for {{ contact.first_name }}')
    assert.equal(copied.state, 'draft')
    assert.notEqual(copied.slug, (await find(id)).slug)
    ;(await as(owner, client.delete(`/admin/campaigns/${copied.id}`))).assertStatus(302)
    await finish()
  })

  test('a test mail goes to the team alone', async ({ client, assert }) => {
    const { path } = await write(client)
    const stranger = await as(owner, client.post(`${path}/trials`))
      .json({ to: ['somebody@else.test'] })
      .accept('json')
    stranger.assertStatus(422)
    const own = await as(owner, client.post(`${path}/trials`)).json({ to: [owner.user.email] })
    own.assertStatus(302)
    const [row] = await sql<{ payload: { campaignId: string; variant: number } }>(
      `select payload from outgoing_mails where mail = 'campaigns/trial' and to_address = ?`,
      [owner.user.email]
    )
    const composed = await inTenant(() => new Trial().compose(row as never))
    assert.equal(composed?.subject, '[Test] News for Ada')
    assert.match(composed!.whole!.html, /Hello Ada/)
    assert.match(composed!.whole!.text, /Hello Ada/)
  })

  test('what is scheduled leaves when its time has come, once', async ({ client, assert }) => {
    await agreeing(2)
    const startsAt = clock.now().plus({ hours: 2 }).toISO()
    const { id, path } = await write(client, { scheduleKind: 'at', startsAt })
    await as(owner, client.post(`${path}/launch`)).json({})
    assert.equal((await find(id)).state, 'scheduled')
    await finish()
    assert.lengthOf(sink.mails, 0)
    clock.travel({ hours: 3 })
    await inTenant(() => Promise.all([launchDue(id), launchDue(id), launchDue(id)]))
    await sweepCampaigns()
    await finish()
    assert.equal((await find(id)).state, 'finished')
    assert.lengthOf(sink.mails, 2)
    const runs = await sql('select id from send_runs where source_id = ?', [id])
    assert.lengthOf(runs, 1)
  })

  test('what lacks something by then is a draft again, and people are told', async ({
    client,
    assert,
  }) => {
    const ids = await agreeing(1)
    const list = await plantList(organizationId, ids)
    const { id, path } = await write(client, {
      audience: { include: { segments: [list] }, exclude: { segments: [] } },
      scheduleKind: 'at',
      startsAt: clock.now().plus({ hours: 1 }).toISO(),
    })
    await as(owner, client.post(`${path}/launch`)).json({})
    await sql('update segments set archived_at = now() where id = ?', [list])
    clock.travel({ hours: 2 })
    await sweepCampaigns()
    await workOff()
    assert.equal((await find(id)).state, 'draft')
    const told = await sql<{ body: string }>(
      `select body from notifications where user_id = ? and kind = 'campaigns/attention'`,
      [owner.user.id]
    )
    assert.match(told[0].body, /archived/)
  })

  test('in each reader’s own zone it begins where the day begins first', async ({
    client,
    assert,
  }) => {
    const ids = await agreeing(3)
    for (const [n, zone] of ['Pacific/Auckland', 'Europe/Berlin', null].entries()) {
      await sql('update contacts set time_zone = ? where id = ?', [zone, ids[n]])
    }
    const hour = clock.now().plus({ days: 2 }).startOf('day').set({ hour: 9 })
    const { id, path } = await write(client, { scheduleKind: 'local_time', startsAt: hour.toISO() })
    await as(owner, client.post(`${path}/launch`)).json({})
    clock.travel({ seconds: hour.minus({ hours: 13.9 }).diff(clock.now(), 'seconds').seconds })
    await sweepCampaigns()
    await workOff()
    assert.equal((await find(id)).state, 'sending')
    const due = await sql<{ due: Date }>(
      `select b.due_at as due from send_batches b join send_runs r on r.id = b.run_id where r.source_id = ? order by 1`,
      [id]
    )
    const expected = ['Pacific/Auckland', 'Europe/Berlin', 'UTC'].map((zone) =>
      DateTime.fromISO(hour.toISO()!, { zone: 'utc' })
        .setZone(zone, { keepLocalTime: true })
        .toMillis()
    )
    assert.deepEqual(
      due.map((row) => row.due.getTime()),
      expected
    )
  })

  test('where it has to be approved, somebody says yes before it leaves', async ({
    client,
    assert,
  }) => {
    await agreeing(1)
    const editor = await plantStaff(organizationId, 'editor')
    await as(owner, client.put('/admin/settings/campaigns')).json({ needsApproval: true })
    const { id, path } = await write(client)
    const early = await as(owner, client.post(`${path}/launch`))
      .json({})
      .accept('json')
    early.assertStatus(409)
    await as(editor, client.post(`${path}/approval-requests`)).json({})
    assert.equal((await find(id)).state, 'awaiting_approval')
    const told = await sql(
      `select id from notifications where user_id = ? and kind = 'campaigns/approval'`,
      [owner.user.id]
    )
    assert.lengthOf(told, 1)
    const own = await as(editor, client.post(`${path}/approvals`))
      .json({ decision: 'approved' })
      .accept('json')
    own.assertStatus(403)
    await as(owner, client.post(`${path}/approvals`)).json({ decision: 'refused', note: 'Shorter' })
    assert.equal((await find(id)).state, 'draft')

    const second = await plantStaff(organizationId, 'admin')
    await as(second, client.post(`${path}/approval-requests`)).json({})
    const oneself = await as(second, client.post(`${path}/approvals`))
      .json({ decision: 'approved' })
      .accept('json')
    oneself.assertStatus(403)
    assert.isFalse((await props(as(second, client.get(`${path}/edit`)))).can.approve)
    assert.isTrue((await props(as(owner, client.get(`${path}/edit`)))).can.approve)
    await as(owner, client.post(`${path}/approvals`)).json({ decision: 'refused' })
    await as(editor, client.post(`${path}/approval-requests`)).json({})
    await as(owner, client.post(`${path}/approvals`)).json({ decision: 'approved' })
    const page = await props(as(owner, client.get(`${path}/edit`)))
    assert.deepEqual(
      page.approvals.map((one: { decision: string }) => one.decision),
      ['approved', 'refused', 'refused']
    )
    await as(owner, client.post(`${path}/launch`)).json({})
    await finish()
    // Whoever was asked or answered got a mail of the house beside it.
    assert.lengthOf(
      sink.mails.filter(({ raw }) => /^Subject: News for/m.test(raw)),
      1
    )
  })

  test('it is paused, slowed, resumed and cancelled', async ({ client, assert }) => {
    await agreeing(40)
    const { id, path } = await write(client, { perHour: 60 })
    await as(owner, client.post(`${path}/launch`)).json({})
    await workOff()
    const early = sink.mails.length
    assert.isBelow(early, 40)
    await as(owner, client.post(`${path}/pause`)).json({})
    assert.equal((await find(id)).state, 'paused')
    await as(owner, client.put(`${path}/rate`)).json({ perHour: null })
    await finish()
    assert.lengthOf(sink.mails, early)
    await as(owner, client.delete(`${path}/pause`)).json({})
    await finish()
    assert.lengthOf(sink.mails, 40)
    assert.equal((await find(id)).state, 'finished')

    const again = await write(client, { perHour: 60 })
    await as(owner, client.post(`${again.path}/launch`)).json({})
    await workOff()
    await as(owner, client.post(`${again.path}/cancellation`)).json({})
    const [tally] = await sql<{ open: number; cancelled: number }>(
      `select t.audience - t.sent - t.cancelled as open, t.cancelled from send_tallies t join send_runs r on r.id = t.run_id
       where r.source_id = ?`,
      [again.id]
    )
    assert.equal((await find(again.id)).state, 'cancelled')
    assert.equal(tally.open, 0)
    assert.isAbove(tally.cancelled, 0)
  })

  test('viewers read, editors write, and neither sends', async ({ client, assert }) => {
    await agreeing(1)
    const { path } = await write(client)
    const [viewer, editor] = [
      await plantStaff(organizationId, 'viewer'),
      await plantStaff(organizationId, 'editor'),
    ]
    ;(await as(viewer, client.get('/admin/campaigns')).withInertia()).assertStatus(200)
    for (const [person, method, what, status] of [
      [viewer, 'put', '', 403],
      [viewer, 'post', '/copies', 403],
      [viewer, 'post', '/launch', 403],
      [editor, 'put', '', 204],
      [editor, 'post', '/launch', 403],
      [editor, 'post', '/pause', 403],
      [editor, 'delete', '', 403],
    ] as const) {
      const answer = await as(person, client[method](path + what))
        .json({})
        .accept('json')
      assert.equal(answer.status(), status, `${method} ${what}`)
    }
    const stranger = await plantStaff(await plantOrganization('Stranger'))
    ;(await as(stranger, client.get(`${path}/edit`))).assertStatus(404)
    assert.lengthOf(sink.mails, 0)
  })
})
