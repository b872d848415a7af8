import { test } from '@japa/runner'
import env from '#start/env'
import { publicPages } from '#core/registry/public_pages'
import { Tenant } from '#core/tenancy/tenant'
import { reviseOrganization } from '#identity/organization_settings'
import Course from '#courses/models/course'
import SitePage from '#site/models/site_page'
import { plantCourse } from '#tests/support/school'
import { plantShop, type Shop } from '#tests/support/shop'

const port = env.get('PORT')
const EVIL = `Rabbits</script><script>alert(1)</script>"'><img src=x onerror=alert(2)> & co`

test.group('What search engines and chats read', (group) => {
  let shop: Shop
  let origin: string

  group.each.setup(async () => {
    shop = await plantShop()
    origin = `http://${shop.host}:${port}`
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(shop.organizationId, fn)

  test('a course page has title, description, Open Graph, address and Course data', async ({
    client,
    assert,
  }) => {
    await inTenant(() =>
      shop.course.revise({ seoTitle: 'Rabbits for you', seoDescription: 'All about hay' })
    )
    const text = (await client.get(`/courses/${shop.course.slug}`).header('host', shop.host)).text()
    const url = `${origin}/courses/${shop.course.slug}`
    for (const piece of [
      `<title>Rabbits for you · ${shop.organization.name}</title>`,
      '<meta name="description" content="All about hay" />',
      `<link rel="canonical" href="${url}" />`,
      `<meta property="og:url" content="${url}" />`,
      `<meta property="og:title" content="Rabbits for you · ${shop.organization.name}" />`,
      '<meta property="og:description" content="All about hay" />',
      `<meta property="og:site_name" content="${shop.organization.name}" />`,
      '<meta property="og:type" content="product" />',
    ]) {
      assert.include(text, piece)
    }
    assert.notInclude(text, 'noindex')
    const [, json] = text.match(/<script type="application\/ld\+json"[^>]*>([^<]*)<\/script>/)!
    assert.containsSubset(JSON.parse(json), {
      '@type': 'Course',
      'name': shop.course.title,
      url,
      'provider': { name: shop.organization.name, url: origin },
      'offers': [{ price: '49.00', priceCurrency: 'EUR', url }],
    })
  })

  test('no title can break out of the head, the data or the page', async ({ client, assert }) => {
    await inTenant(async () => {
      await shop.course.revise({ title: EVIL, subtitle: EVIL })
      await reviseOrganization(shop.organization, { name: EVIL.slice(0, 100), tagline: EVIL })
      const home = await SitePage.of('home')
      await home.write({ title: 'x', bodyHtml: `<p>${EVIL}</p>`, seoDescription: EVIL })
      await (await SitePage.of('privacy')).write({ title: EVIL, bodyHtml: '<p>x</p>' })
    })
    for (const path of ['/', '/courses', `/courses/${shop.course.slug}`, '/privacy']) {
      const response = await client.get(path).header('host', shop.host)
      response.assertStatus(200)
      const text = response.text()
      assert.include(text, 'alert(1)')
      // As text it may stand there; as an element it may not.
      assert.notInclude(text, '<script>alert', path)
      assert.notInclude(text, '<img src=x', path)
      for (const [element] of text.matchAll(/<script[^>]*>/g)) {
        assert.match(element, /nonce="[\w-]{22}"|type="application\/json"/, `${path}: ${element}`)
      }
      for (const [, json] of text.matchAll(
        /<script[^>]*type="application\/(?:ld\+)?json"[^>]*>([\s\S]*?)<\/script>/g
      )) {
        assert.doesNotThrow(() => JSON.parse(json))
      }
    }
  })

  test('the sitemap names what is published, absolute, on this site, and is XML', async ({
    client,
    assert,
  }) => {
    const other = await plantShop()
    await inTenant(async () => {
      await Course.begin('Still a draft')
      const { course } = await plantCourse(shop.organizationId, 'Archived')
      await course.unpublish()
      await (await SitePage.of('imprint')).write({ title: 'Imprint', bodyHtml: '<p>Ada</p>' })
      await shop.lessons[0].revise({ isPreview: true })
    })
    publicPages.add('site-test', {
      sitemap: async () => [{ path: `/x?a=1&b='<">`, updatedAt: new Date('2026-02-03T23:59:59Z') }],
    })
    try {
      const response = await client.get('/sitemap.xml').header('host', shop.host)
      response.assertStatus(200)
      assert.match(response.header('content-type')!, /^application\/xml/)
      assert.isUndefined(response.header('set-cookie'))
      const xml = response.text() || String(response.body())
      const found = [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, loc]) => loc).sort()
      assert.deepEqual(
        found,
        [
          `${origin}/`,
          `${origin}/courses`,
          `${origin}/courses/${shop.course.slug}`,
          `${origin}/courses/${shop.course.slug}/preview/${shop.lessons[0].slug}`,
          `${origin}/imprint`,
          `${origin}/x?a=1&amp;b='&lt;&quot;&gt;`,
        ].sort()
      )
      assert.include(xml, '<lastmod>2026-02-03</lastmod>')
      assert.notInclude(xml, other.course.slug)
      for (const loc of found.filter((address) => !address.includes('/x?'))) {
        const page = await client.get(loc.slice(origin.length)).header('host', shop.host)
        page.assertStatus(200)
      }
    } finally {
      publicPages.remove('site-test')
    }
  })

  test('an empty site has a home page and a sitemap of it', async ({ client, assert }) => {
    await inTenant(() => shop.course.unpublish())
    const home = await client.get('/').header('host', shop.host)
    home.assertStatus(200)
    assert.include(home.text(), 'Something is being prepared here.')
    const text = (await client.get('/sitemap.xml').header('host', shop.host)).text()
    assert.lengthOf([...text.matchAll(/<url>/g)], 1)
    assert.notInclude(text, 'lastmod')
  })

  test('robots are kept out of what is personal and led to the sitemap', async ({
    client,
    assert,
  }) => {
    const response = await client.get('/robots.txt').header('host', shop.host)
    response.assertStatus(200)
    const lines = response.text().split('\n')
    for (const path of ['/admin', '/learn', '/checkout', '/login']) {
      assert.include(lines, `Disallow: ${path}`)
    }
    assert.include(lines, `Sitemap: ${origin}/sitemap.xml`)
    assert.isUndefined(response.header('set-cookie'))
  })

  test('nobody is given a cookie by reading', async ({ client, assert }) => {
    for (const path of [
      '/',
      '/courses',
      `/courses/${shop.course.slug}`,
      '/products',
      '/privacy',
      '/nothing-here',
      '/favicon.svg',
    ]) {
      const response = await client.get(path).header('host', shop.host)
      assert.isUndefined(response.header('set-cookie'), path)
    }
  })
})
