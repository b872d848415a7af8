import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import env from '#start/env'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { addHost, makeCanonical, removeHost } from '#identity/organization_hosts'
import { forgetHosts } from '#identity/hosts'
import Organization from '#identity/models/organization'
import { plantOrganization } from '#tests/support/organizations'
import { plantShop, type Shop } from '#tests/support/shop'

const HTML = { accept: 'text/html' }
const port = env.get('PORT')
const SECURITY_HEADERS = [
  'content-security-policy',
  'strict-transport-security',
  'x-content-type-options',
  'x-frame-options',
  'referrer-policy',
  'permissions-policy',
  'cross-origin-opener-policy',
  'x-request-id',
]

test.group('Whose site a host shows', (group) => {
  let shop: Shop
  let domain: string

  group.each.setup(async () => {
    shop = await plantShop()
    domain = `school-${uuid().slice(-12)}.example`
  })

  const own = () =>
    Tenant.run(shop.organizationId, async () => {
      const host = await addHost(shop.organization, domain)
      return { host, canonical: () => Tenant.run(shop.organizationId, () => makeCanonical(host)) }
    })

  test('the slug under APP_DOMAIN, in any case and on any port', async ({ client, assert }) => {
    for (const host of [shop.host, shop.host.toUpperCase(), `${shop.host}:8443`, `${shop.host}.`]) {
      const response = await client.get('/').header('host', host)
      response.assertStatus(200)
      assert.include(response.text(), shop.organization.name, host)
    }
  })

  test('a domain of its own, as soon as it is added and until it is taken away', async ({
    client,
    assert,
  }) => {
    ;(await client.get('/').header('host', domain)).assertStatus(404)
    const { host } = await own()
    const response = await client.get('/').header('host', domain)
    response.assertStatus(200)
    assert.include(response.text(), shop.course.title)
    await Tenant.run(shop.organizationId, () => removeHost(host))
    ;(await client.get('/').header('host', domain)).assertStatus(404)
  })

  test('APP_DOMAIN and loopback show the primary organization', async ({ client, assert }) => {
    const primary = await Organization.query().where('isPrimary', true).first()
    const id = primary?.id ?? (await plantOrganization('The Primary'))
    if (!primary) await sql('update organizations set is_primary = true where id = ?', [id])
    forgetHosts()
    try {
      const { name } = await Organization.findOrFail(id)
      for (const host of [env.get('APP_DOMAIN'), `127.0.0.1:${port}`, `[::1]:${port}`]) {
        const response = await client.get('/').header('host', host)
        response.assertStatus(200)
        assert.include(response.text(), name, host)
        assert.notInclude(response.text(), shop.course.title)
      }
    } finally {
      if (!primary) await sql('update organizations set is_primary = false where id = ?', [id])
      forgetHosts()
    }
  })

  test('any other host is a plain 404 with every security header, and no cookie', async ({
    client,
    assert,
  }) => {
    const hosts = [
      'nobody.example',
      `nobody-there.${env.get('APP_DOMAIN')}`,
      `x.${shop.host}`,
      `${shop.host}.evil.example`,
      '../../etc/passwd',
      '',
    ]
    for (const host of hosts) {
      for (const path of ['/', '/courses', '/sitemap.xml', '/robots.txt', '/privacy']) {
        const response = await client.get(path).headers({ ...HTML, host })
        response.assertStatus(404)
        for (const name of SECURITY_HEADERS) assert.property(response.headers(), name)
        assert.isUndefined(response.header('set-cookie'))
        assert.match(response.header('content-type')!, /^text\/html/)
        assert.notInclude(response.text(), '<script')
        assert.notInclude(response.text(), shop.organization.name)
      }
    }
  })

  test('an organization that was closed has no site', async ({ client }) => {
    ;(await client.get('/').header('host', shop.host)).assertStatus(200)
    await sql('update organizations set deleted_at = now() where id = ?', [shop.organizationId])
    forgetHosts()
    ;(await client.get('/').header('host', shop.host)).assertStatus(404)
  })

  test('addresses of pages are those of the main domain, whatever host was asked', async ({
    client,
    assert,
  }) => {
    const path = `/courses/${shop.course.slug}`
    const before = await client.get(path).header('host', shop.host)
    assert.include(before.text(), `rel="canonical" href="http://${shop.host}:${port}${path}"`)
    const { canonical } = await own()
    await canonical()
    for (const host of [shop.host, domain]) {
      const page = await client.get(path).header('host', host)
      assert.include(page.text(), `rel="canonical" href="http://${domain}:${port}${path}"`)
      assert.include(page.text(), `property="og:url" content="http://${domain}:${port}${path}"`)
      const map = await client.get('/sitemap.xml').header('host', host)
      const locations = [...map.text().matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => url)
      assert.include(locations, `http://${domain}:${port}${path}`)
      assert.isTrue(locations.every((url) => url.startsWith(`http://${domain}:${port}/`)))
      const robots = await client.get('/robots.txt').header('host', host)
      assert.include(robots.text(), `Sitemap: http://${domain}:${port}/sitemap.xml`)
    }
  })

  test('a forwarded host is not believed', async ({ client, assert }) => {
    const response = await client
      .get('/')
      .headers({ 'host': shop.host, 'x-forwarded-host': 'evil.example' })
    response.assertStatus(200)
    assert.notInclude(response.text(), 'evil.example')
  })
})
