import { gzipSync } from 'node:zlib'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { SendingDomainFactory } from '#database/factories/messaging/sending_domain_factory'
import { receiveMail } from '#messaging/provider_events/receive_mail'
import { forgetReports } from '#messaging/queries/reports/dmarc_reports'
import { brokenReports, dmarcSamples } from '#tests/support/dmarc_samples'
import { plantOrganization } from '#tests/support/organizations'
import { as, type Person, plantStaff } from '#tests/support/people'

let count = 0
const newDomain = () => `dmarc${++count}-${Date.now().toString(36)}.test`

type Figures = {
  domains: { domain: string; mails: number; passed: number; reports: number; policy: string }[]
  domain: string | null
  sources: { sourceIp: string; mails: number; passed: number; verdict: { kind: string } }[]
}

test.group('DMARC reports of an organization', (group) => {
  let organizationId: string
  let owner: Person
  let domain: string

  group.each.setup(async () => {
    organizationId = await plantOrganization('Harbour School')
    owner = await plantStaff(organizationId)
    domain = newDomain()
    // The samples are of this day.
    clock.freeze(DateTime.fromISO('2025-11-21T10:00:00Z'))
    return () => clock.restore()
  })

  const upload = (who: Person, client: ApiClient, files: Record<string, Buffer>) => {
    const request = as(who, client.post('/admin/deliverability/dmarc'))
    for (const [filename, content] of Object.entries(files)) {
      request.file('files[]', content, { filename })
    }
    return request
  }
  const figuresOf = async (who: Person, client: ApiClient, query = '') => {
    const page = await as(who, client.get(`/admin/deliverability/dmarc?${query}`)).withInertia()
    page.assertStatus(200)
    return (page.inertiaProps as { figures: Figures }).figures
  }
  const kept = () =>
    sql<{ reporter: string; cameBy: string }>(
      `select reporter, came_by as "cameBy" from dmarc_reports where organization_id = ? order by reporter`,
      [organizationId]
    )

  test('are uploaded, kept once, and told by domain and source', async ({ client, assert }) => {
    const { google, ses, yahoo } = dmarcSamples(domain)
    const files = {
      'google.com!a!1!2.xml': Buffer.from(google),
      'ses.xml.gz': gzipSync(Buffer.from(ses)),
    }
    const first = await upload(owner, client, files)
    first.assertStatus(302)
    await upload(owner, client, { ...files, 'yahoo.xml': Buffer.from(yahoo) })
    assert.deepEqual(
      (await kept()).map(({ reporter }) => reporter),
      ['AMAZON-SES', 'Yahoo', 'google.com']
    )
    const { domains, sources } = await figuresOf(owner, client)
    assert.containsSubset(domains, [{ domain, mails: 923, passed: 920, reports: 3 }])
    // The one that fails comes first.
    assert.deepEqual(
      sources.map(({ sourceIp, verdict }) => [sourceIp, verdict.kind]),
      [
        ['203.0.113.9', 'unknown'],
        ['198.51.100.7', 'proven'],
        ['54.240.8.11', 'dkim_alone'],
      ]
    )
  })

  test('two uploads of the same at once keep one', async ({ client, assert }) => {
    const file = { 'a.xml': Buffer.from(dmarcSamples(domain).google) }
    await Promise.all([upload(owner, client, file), upload(owner, client, file)])
    assert.lengthOf(await kept(), 1)
    const [{ n }] = await sql<{ n: number }>(
      'select count(*)::int as n from dmarc_rows where organization_id = ?',
      [organizationId]
    )
    assert.equal(n, 2)
  })

  test('a broken one keeps nothing and does not stop the others', async ({ client, assert }) => {
    const [xml] = brokenReports(domain).entities
    await upload(owner, client, {
      'bad.xml': Buffer.from(xml),
      'bomb.gz': gzipSync(Buffer.alloc(30_000_000, ' ')),
      'good.xml': Buffer.from(dmarcSamples(domain).google),
    })
    assert.lengthOf(await kept(), 1)
    const refused = await upload(owner, client, { 'virus.exe': Buffer.from('MZ') })
    assert.notEqual(refused.status(), 500)
    assert.lengthOf(await kept(), 1)
  })

  test('are none of another organization’s business', async ({ client, assert }) => {
    await upload(owner, client, { 'a.xml': Buffer.from(dmarcSamples(domain).google) })
    const stranger = await plantStaff(await plantOrganization())
    assert.deepEqual((await figuresOf(stranger, client, `domain=${domain}`)).domains, [])
    const csv = await as(
      stranger,
      client.get(`/admin/deliverability/export?table=dmarc&domain=${domain}`)
    )
    assert.notInclude(csv.text(), '198.51.100.7')
  })

  test('are read by viewers and put in by who runs the senders', async ({ client, assert }) => {
    const viewer = await plantStaff(organizationId, 'viewer')
    await figuresOf(viewer, client)
    const file = { 'a.xml': Buffer.from(dmarcSamples(domain).google) }
    const answer = await upload(viewer, client, file)
    answer.assertStatus(403)
    assert.lengthOf(await kept(), 0)
  })

  const mail = (subject: string, filename: string, content: Buffer) =>
    Buffer.from(
      [
        'From: noreply-dmarc-support@google.com',
        'To: dmarc@school.test',
        `Message-ID: <${crypto.randomUUID()}@google.com>`,
        `Subject: ${subject}`,
        'MIME-Version: 1.0',
        `Content-Type: application/gzip; name="${filename}"`,
        `Content-Disposition: attachment; filename="${filename}"`,
        'Content-Transfer-Encoding: base64',
        '',
        content.toString('base64').replace(/(.{76})/g, '$1\r\n'),
        '',
      ].join('\r\n')
    )
  const proven = (name: string) =>
    Tenant.run(organizationId, () =>
      SendingDomainFactory.apply('verified').merge({ domain: name }).create()
    )

  test('come by mail to whoever proved the domain', async ({ assert }) => {
    await proven(domain)
    const raw = mail(
      `Report domain: ${domain} Submitter: google.com Report-ID: 1840273650911827`,
      `google.com!${domain}!1763510400!1763596799.xml.gz`,
      gzipSync(Buffer.from(dmarcSamples(domain).google))
    )
    const first = await receiveMail(raw)
    assert.equal(first.outcome, 'applied')
    assert.equal(first.report.kind, 'dmarc')
    assert.equal((await receiveMail(raw)).outcome, 'repeated')
    assert.deepEqual(await kept(), [{ reporter: 'google.com', cameBy: 'mail' }])
  })

  test('of what stands above a proven domain are its owner’s too', async ({ assert }) => {
    await proven(`news.${domain}`)
    const raw = mail(
      `Report Domain: ${domain}; Submitter: x; Report-ID: <1>`,
      'report.gz',
      gzipSync(Buffer.from(dmarcSamples(domain).yahoo))
    )
    assert.equal((await receiveMail(raw)).outcome, 'applied')
    assert.lengthOf(await kept(), 1)
  })

  test('of strangers’ domains, and broken ones, are left', async ({ assert }) => {
    const named = `google.com!${domain}!1763510400!1763596799.xml.gz`
    const strange = mail('Report', named, gzipSync(Buffer.from(dmarcSamples(domain).google)))
    assert.equal((await receiveMail(strange)).outcome, 'ignored')
    await proven(domain)
    const bomb = mail('Report', named, gzipSync(Buffer.alloc(30_000_000, ' ')))
    assert.equal((await receiveMail(bomb)).outcome, 'ignored')
    assert.lengthOf(await kept(), 0)
  })

  test('are forgotten after their time', async ({ client, assert }) => {
    await upload(owner, client, { 'a.xml': Buffer.from(dmarcSamples(domain).google) })
    await forgetReports('2025-11-19T00:00:00Z')
    assert.lengthOf(await kept(), 1)
    await sql(
      `update dmarc_reports set begins_at = '2001-01-01', ends_at = '2001-01-02' where organization_id = ?`,
      [organizationId]
    )
    await forgetReports('2001-01-03T00:00:00Z')
    assert.lengthOf(await kept(), 0)
  })
})
