import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import type { ApiRequest } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type Topic from '#crm/models/topic'
import { beginTopic, reviseTopic } from '#crm/topics'
import { startRun } from '#messaging/ledger/runs'
import { NO_POLICY, saveSendPolicy, sendPolicy } from '#messaging/policy/send_policy'
import type { MailRef } from '#messaging/refs'
import { HitSpool } from '#messaging/tracking/hit_spool'
import { takeInHits } from '#messaging/tracking/take_in'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff } from '#tests/support/people'
import { plantMail, plantRun } from '#tests/support/sends'
import { plantCampaign, plantRun as plantRunOf } from './support/plant.js'

test.group('Switches of tracking', (group) => {
  let organizationId: string
  let news: Topic

  group.each.setup(async () => {
    organizationId = await plantOrganization('Switches')
    news = await inTenant(() => beginTopic({ name: 'News', doubleOptIn: false, isDefault: true }))
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const ofHouse = (more: { tracksOpens?: boolean; tracksClicks?: boolean }) =>
    inTenant(() => saveSendPolicy({ ...NO_POLICY, ...more }))
  const ofTopic = (more: { tracksOpens?: boolean; tracksClicks?: boolean }) => {
    const { name, doubleOptIn, isDefault } = news
    return inTenant(() => reviseTopic(news, { name, doubleOptIn, isDefault, ...more }))
  }
  const start = async (more: { tracksOpens?: boolean; tracksClicks?: boolean } = {}) => {
    const runId = await inTenant(() =>
      db.transaction((trx) =>
        startRun(
          {
            sourceKind: 'campaign',
            sourceId: randomUUID(),
            name: 'Letter',
            audience: { include: { segments: [] }, exclude: { segments: [] } },
            contents: [
              {
                variant: 0,
                subject: 'News',
                preheader: '',
                html: '<body><a href="https://a.test/x">A</a></body>',
                text: 'A',
              },
            ],
            senderId: null,
            topicId: news.id,
            ...more,
          },
          trx
        )
      )
    )
    const [run] = await sql<{ opens: boolean; clicks: boolean; html: string }>(
      `select r.tracks_opens as opens, r.tracks_clicks as clicks, c.html
       from send_runs r join send_contents c on c.run_id = r.id where r.id = ?`,
      [runId]
    )
    return {
      opens: run.opens,
      clicks: run.clicks,
      hasPixel: run.html.includes('track.open'),
      hasLinks: run.html.includes('track.l0'),
    }
  }
  const ALL = { opens: true, clicks: true, hasPixel: true, hasLinks: true }
  const NO_OPENS = { ...ALL, opens: false, hasPixel: false }
  const NO_CLICKS = { ...ALL, clicks: false, hasLinks: false }

  test('a sending is tracked where organization, topic and campaign all say so', async ({
    assert,
  }) => {
    assert.deepEqual(await start(), ALL, 'unless somebody switches it off')
    assert.deepEqual(await start({ tracksOpens: false }), NO_OPENS)
    await ofTopic({ tracksClicks: false })
    assert.deepEqual(await start(), NO_CLICKS)
    assert.deepEqual(await start({ tracksClicks: true }), NO_CLICKS, 'a campaign cannot switch on')
    await ofTopic({ tracksClicks: true })
    await ofHouse({ tracksOpens: false })
    assert.deepEqual(await start({ tracksOpens: true }), NO_OPENS)
    await ofHouse({ tracksOpens: false, tracksClicks: false })
    assert.deepEqual(await start(), {
      opens: false,
      clicks: false,
      hasPixel: false,
      hasLinks: false,
    })
    const other = await plantOrganization('Others')
    assert.isTrue((await Tenant.run(other, () => sendPolicy())).tracksOpens, 'of others nothing is')
  })

  test('what is switched off is not noted of earlier mails either', async ({ assert }) => {
    const run = await plantRun({ organizationId })
    const mailId = await plantMail(organizationId)
    const visit = async () => {
      const spool = new HitSpool(mkdtempSync(join(tmpdir(), 'hits-')))
      const from = { purpose: null, fetch: null, hasLanguage: true, userAgent: 'Mozilla/5.0 (X11)' }
      const refs: MailRef[] = [
        { kind: 'send', runId: run.runId, n: 0 },
        { kind: 'mail', mailId },
      ]
      for (const ref of refs) {
        spool.append({ kind: 'opened', ref, link: null, at: Date.now(), method: 'GET', ...from })
        spool.append({ kind: 'clicked', ref, link: 0, at: Date.now(), method: 'GET', ...from })
      }
      spool.rotate(true)
      await takeInHits(spool, 0)
      const rows = await sql<{ kind: string }>(
        'delete from send_events where organization_id = ? returning kind',
        [organizationId]
      )
      return rows.map(({ kind }) => kind).sort()
    }
    assert.deepEqual(await visit(), ['clicked', 'clicked', 'opened', 'opened'])
    await ofHouse({ tracksOpens: false })
    assert.deepEqual(await visit(), ['clicked', 'clicked'])
    await ofHouse({})
    await sql('update send_runs set topic_id = ? where id = ?', [news.id, run.runId])
    await ofTopic({ tracksClicks: false })
    assert.deepEqual(await visit(), ['clicked', 'opened', 'opened'], 'the other has no topic')
  })

  test('settings keep them, the editor says them, the report does not count nothing', async ({
    client,
    assert,
  }) => {
    const owner = await plantStaff(organizationId)
    const props = async (request: ApiRequest) => {
      const response = await request.withInertia()
      response.assertStatus(200)
      return response.body().props as Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any -- each test knows its page
    }
    const rules = { cap: null, onCap: 'defer', quiet: null, onQuiet: 'defer' }
    const saved = await as(owner, client.put('/admin/settings/sending')).json({
      ...rules,
      tracksOpens: false,
      tracksClicks: true,
    })
    saved.assertStatus(302)
    const page = await props(as(owner, client.get('/admin/settings/sending')))
    assert.containsSubset(page.policy, { tracksOpens: false, tracksClicks: true })

    const { name, doubleOptIn, isDefault } = news
    await as(owner, client.put(`/admin/settings/topics/${news.id}`))
      .json({ name, doubleOptIn, isDefault, tracksClicks: false })
      .redirects(0)
    const topics = await props(as(owner, client.get('/admin/settings/topics')))
    assert.containsSubset(topics.topics[0], { tracksOpens: true, tracksClicks: false })

    const draft = await plantCampaign(organizationId, {
      topicId: news.id,
      testOf: 'subject',
      testWinner: 'clicks',
    })
    const editor = await props(as(owner, client.get(`/admin/campaigns/${draft.id}/edit`)))
    assert.deepEqual(editor.allowed, { opens: false, clicks: true })
    assert.containsSubset(editor.topics, [{ id: news.id, tracksOpens: true, tracksClicks: false }])
    assert.isTrue(
      editor.findings.some(({ message }: { message: string }) => /choose no winner/.test(message))
    )

    const sent = await plantCampaign(organizationId, { state: 'finished', launchedAt: null })
    await sql('update campaigns set launched_at = now() where id = ?', [sent.id])
    const runId = await plantRunOf(organizationId, sent.id, [])
    await sql('update send_runs set tracks_opens = false where id = ?', [runId])
    const report = await props(as(owner, client.get(`/admin/campaigns/${sent.id}`)))
    assert.deepEqual(report.tracking, { opens: false, clicks: true })
    const again = await plantCampaign(organizationId, {
      audience: {
        include: { segments: [], received: { sources: [sent.id], unopened: true } },
        exclude: { segments: [] },
      },
    })
    const { findings } = await props(as(owner, client.get(`/admin/campaigns/${again.id}/edit`)))
    assert.isTrue(
      findings.some(({ message }: { message: string }) => /were not tracked/.test(message))
    )
  })
})
