import { test } from '@japa/runner'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { ownerToken } from '#messaging/tokens'
import { ensureHouse } from '#messaging/accounts/house'
import { plantOrganization } from '#tests/support/organizations'
import { plantCampaign, plantPeople, plantRun } from './support/plant.js'

test.group('The archive of letters', (group) => {
  let organizationId: string
  let host: string

  group.each.setup(async () => {
    organizationId = await plantOrganization('Letters')
    host = `letters-${organizationId.slice(-12)}.test`
    await sql(
      `insert into organization_hosts (id, organization_id, host, created_at) values (gen_random_uuid(), ?, ?, now())`,
      [organizationId, host]
    )
  })

  const sent = (changes: Record<string, unknown> = {}) =>
    plantCampaign(organizationId, {
      state: 'finished',
      launchedAt: clock.now(),
      isPublic: true,
      subject: 'News {{ contact.first_name | default: "for all" }} & more',
      source:
        '# Hello {{ contact.first_name | default: "friend" }}\n\n[Out]({{ unsubscribe_url }})\n\n<script>alert(1)</script>',
      ...changes,
    })

  test('shows what was sent and is public, and nothing else', async ({ client, assert }) => {
    const letter = await sent()
    const hidden = [
      await sent({ isPublic: false }),
      await sent({ state: 'draft', launchedAt: null }),
      await sent({ state: 'cancelled' }),
      await sent({ archivedAt: clock.now() }),
    ]
    const list = await client.get('/newsletter').header('host', host).withInertia()
    list.assertStatus(200)
    assert.include(list.text(), 'News for all & more')
    assert.include(list.text(), letter.slug!)
    for (const { slug } of hidden) {
      assert.notInclude(list.text(), slug!)
      ;(await client.get(`/newsletter/${slug}`).header('host', host)).assertStatus(404)
      ;(await client.get(`/newsletter/${slug}/mail`).header('host', host)).assertStatus(404)
    }
    // In the frame of the site, the letter in a frame of its own.
    const page = await client.get(`/newsletter/${letter.slug}`).header('host', host).withInertia()
    page.assertStatus(200)
    const { component, props } = page.body()
    assert.equal(component, 'campaigns/public/letter')
    assert.containsSubset(props, {
      letter: { subject: 'News for all & more', slug: letter.slug },
      site: { name: 'Letters', menu: [{ path: '/newsletter' }] },
    })
    const mail = await client.get(`/newsletter/${letter.slug}/mail`).header('host', host)
    mail.assertStatus(200)
    assert.include(mail.text(), 'Hello friend')
    assert.notInclude(mail.text(), 'alert(1)')
    assert.match(mail.text(), /href="[^"]+\/u"/)
    assert.include(mail.text(), '<base target="_top">')
    const policy = mail.header('content-security-policy')!
    assert.match(policy, /default-src 'none'.*frame-ancestors 'self'.*sandbox/)
    assert.notInclude(policy, 'allow-scripts')
    assert.equal(mail.header('x-frame-options'), 'SAMEORIGIN')
    const feed = await client.get('/newsletter.xml').header('host', host)
    assert.match(feed.header('content-type')!, /rss/)
    assert.include(feed.text(), '<title>News for all &amp; more</title>')
    const map = await client.get('/sitemap.xml').header('host', host)
    assert.include(map.text(), `/newsletter/${letter.slug}`)
    const other = await plantOrganization('Others')
    await sql(
      `insert into organization_hosts (id, organization_id, host, created_at) values (gen_random_uuid(), ?, ?, now())`,
      [other, `o-${host}`]
    )
    ;(await client.get(`/newsletter/${letter.slug}`).header('host', `o-${host}`)).assertStatus(404)
  })

  test('one’s own mail opens in the browser by its signed link alone', async ({
    client,
    assert,
  }) => {
    await Tenant.run(organizationId, () => ensureHouse())
    const [ada] = await plantPeople(organizationId, 1)
    const campaign = await sent()
    const runId = await plantRun(organizationId, campaign.id, [{ contactId: ada }])
    await sql(`update send_runs set plan = '{"name": "A letter", "variants": []}' where id = ?`, [
      runId,
    ])
    await sql(
      `insert into send_contents (organization_id, run_id, variant, subject, html, text) values
       (?, ?, 0, 's', '<p>Dear {{ contact.first_name }}, <a href="{{ unsubscribe_url }}">out</a></p>', 't')`,
      [organizationId, runId]
    )
    const token = ownerToken('view', { kind: 'send', runId, n: 0 })
    const mail = await client.get(`/t/v/${token}`).header('host', host)
    mail.assertStatus(200)
    assert.include(mail.text(), 'Dear P1')
    assert.match(mail.header('x-robots-tag')!, /noindex/)
    for (const wrong of [
      `${token}x`,
      ownerToken('view', { kind: 'send', runId, n: 7 }),
      ownerToken('open', { kind: 'send', runId, n: 0 }),
    ]) {
      ;(await client.get(`/t/v/${wrong}`).header('host', host)).assertStatus(404)
    }
  })
})
