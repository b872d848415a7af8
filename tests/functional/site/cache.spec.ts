import { get } from 'node:http'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import { pagesKept, purgePages, whenPurged } from '#core/http/public_page'
import { publicPages } from '#core/registry/public_pages'
import { Tenant } from '#core/tenancy/tenant'
import { addHost, makeCanonical } from '#identity/organization_hosts'
import { reviseOrganization } from '#identity/organization_settings'
import SitePage from '#site/models/site_page'
import Course from '#courses/models/course'
import { plantShop, type Shop } from '#tests/support/shop'
import { plantCourse } from '#tests/support/school'
import { until } from '#tests/support/until'
import { as, plantStaff } from '#tests/support/people'

const nonceOf = (policy: string) => policy.match(/'nonce-([\w-]+)'/)![1]

test.group('Public pages in memory', (group) => {
  let shop: Shop
  let coursePath: string

  // The first page that a process keeps begins to listen for purges; until then pages are forgotten again.
  group.setup(async () => {
    const { host } = await plantShop()
    const { HOST, PORT } = process.env
    await new Promise<void>((done, fail) => {
      get({ host: HOST, port: PORT, path: '/', headers: { host } }, (response) =>
        response.resume().on('end', done)
      ).on('error', fail)
    })
    await until('purges are heard', async () => {
      const rows = await sql(
        `select 1 from pg_stat_activity
         where datname = current_database() and state = 'idle' and query = 'listen warren_pages'`
      )
      return rows.length > 0
    })
  })
  group.each.setup(async () => {
    shop = await plantShop()
    coursePath = `/courses/${shop.course.slug}`
    await inTenant(async () => {
      await (
        await SitePage.of('privacy')
      ).write({ title: 'Privacy', bodyHtml: '<p>We keep little.</p>' })
    })
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(shop.organizationId, fn)

  test('a page is rendered once and answered many times, with another nonce each time', async ({
    client,
    assert,
  }) => {
    let rendered = 0
    publicPages.add('site-test', { menu: async () => (rendered++, []) })
    try {
      const nonces = new Set<string>()
      for (let n = 0; n < 5; n++) {
        const response = await client.get(coursePath).header('host', shop.host)
        response.assertStatus(200)
        const nonce = nonceOf(response.header('content-security-policy')!)
        nonces.add(nonce)
        const used = [...response.text().matchAll(/nonce="([^"]*)"/g)].map(([, value]) => value)
        assert.isNotEmpty(used)
        assert.deepEqual([...new Set(used)], [nonce])
        assert.isUndefined(response.header('set-cookie'))
        assert.equal(response.header('vary'), 'X-Inertia')
      }
      assert.equal(rendered, 1)
      assert.lengthOf(nonces, 5)
    } finally {
      publicPages.remove('site-test')
    }
  })

  test('forty visitors at once render it once', async ({ client, assert }) => {
    let rendered = 0
    publicPages.add('site-test', { menu: async () => (rendered++, []) })
    try {
      const answers = await Promise.all(
        Array.from({ length: 40 }, () => client.get('/').header('host', shop.host))
      )
      for (const answer of answers) answer.assertStatus(200)
      assert.equal(rendered, 1)
    } finally {
      publicPages.remove('site-test')
    }
  })

  test('who has it already is told so, without a policy that would not fit', async ({
    client,
    assert,
  }) => {
    const first = await client.get(coursePath).header('host', shop.host)
    const again = await client
      .get(coursePath)
      .headers({ 'host': shop.host, 'if-none-match': first.header('etag')! })
    again.assertStatus(304)
    assert.equal(again.text(), '')
    assert.isUndefined(again.header('content-security-policy'))
    await inTenant(() => shop.course.revise({ subtitle: 'Other words' }))
    const changed = await client
      .get(coursePath)
      .headers({ 'host': shop.host, 'if-none-match': first.header('etag')! })
    changed.assertStatus(200)
  })

  const changes: Record<string, { change: () => Promise<unknown>; says: Record<string, string> }> =
    {
      'another price': {
        change: () =>
          inTenant(() =>
            shop.course.setPricing({
              isFree: false,
              prices: [{ currency: 'EUR', amountMinor: 7700 }],
              seatLimit: null,
            })
          ),
        says: { '/': '€77', '/courses': '€77', 'course': '€77' },
      },
      'another currency': {
        change: () =>
          inTenant(() =>
            shop.course.setPricing({
              isFree: false,
              prices: [
                { currency: 'EUR', amountMinor: 4900 },
                { currency: 'USD', amountMinor: 5300 },
              ],
              seatLimit: null,
            })
          ),
        says: { '/': 'USD', '/courses': 'USD', 'course': 'USD', '/privacy': 'USD' },
      },
      'another brand': {
        change: () =>
          inTenant(() =>
            reviseOrganization(shop.organization, { name: 'Brand New', brandColor: '#123456' })
          ),
        says: Object.fromEntries(
          ['/', '/courses', 'course', '/privacy'].map((path) => [path, 'Brand New'])
        ),
      },
      'another main domain': {
        change: () =>
          inTenant(async () => {
            const host = await addHost(shop.organization, `new-${shop.organization.slug}.example`)
            await makeCanonical(host)
          }),
        says: Object.fromEntries(
          ['/', '/courses', 'course', '/privacy'].map((path) => [
            path,
            'rel="canonical" href="http://new-',
          ])
        ),
      },
      'another course': {
        change: () => inTenant(() => plantCourse(shop.organizationId, 'Second')),
        says: { '/': 'Second course', '/courses': 'Second course' },
      },
      'a written page': {
        change: () =>
          inTenant(async () =>
            (await SitePage.of('imprint')).write({ title: 'Imprint', bodyHtml: '<p>Ada</p>' })
          ),
        says: Object.fromEntries(
          ['/', '/courses', 'course', '/privacy'].map((path) => [path, 'href="/imprint"'])
        ),
      },
      'an edited page': {
        change: () =>
          inTenant(async () =>
            (await SitePage.of('privacy')).write({ title: 'Privacy', bodyHtml: '<p>Nothing!</p>' })
          ),
        says: { '/privacy': 'Nothing!' },
      },
      'words on the home page': {
        change: () =>
          inTenant(async () =>
            (await SitePage.of('home')).write({
              title: 'Home',
              bodyHtml: '<p>Come in.</p>',
              seoTitle: 'Rabbits for all',
            })
          ),
        says: { '/': 'Come in.' },
      },
    }

  test('{what} is seen at once on every page that shows it')
    .with(Object.keys(changes).map((what) => ({ what })))
    .run(async ({ client, assert }, { what }) => {
      const { change, says } = changes[what]
      const ask = (path: string) =>
        client.get(path === 'course' ? coursePath : path).header('host', shop.host)
      for (const [path, words] of Object.entries(says)) {
        const before = await ask(path)
        before.assertStatus(200)
        assert.notInclude(before.text(), words, path)
      }
      await change()
      for (const [path, words] of Object.entries(says)) {
        assert.include((await ask(path)).text(), words, path)
      }
    })

  test('what is unpublished is gone at once, from lists, menu and sitemap too', async ({
    client,
    assert,
  }) => {
    const ask = (path: string) => client.get(path).header('host', shop.host)
    for (const path of ['/', '/courses', '/privacy', coursePath]) {
      const response = await ask(path)
      response.assertStatus(200)
      assert.include(response.text(), 'href="/courses"', path)
    }
    assert.include((await ask('/sitemap.xml')).text(), coursePath)
    await inTenant(() => shop.course.unpublish())
    ;(await ask(coursePath)).assertStatus(404)
    for (const path of ['/', '/courses', '/privacy', '/sitemap.xml']) {
      const text = (await ask(path)).text()
      assert.notInclude(text, shop.course.title, path)
      assert.notInclude(text, coursePath, path)
      if (path !== '/courses') assert.notInclude(text, 'href="/courses"', path)
    }
    await inTenant(() => shop.course.publish())
    ;(await ask(coursePath)).assertStatus(200)
    assert.include((await ask('/privacy')).text(), 'href="/courses"')
  })

  test('a page that was taken back is not there', async ({ client }) => {
    ;(await client.get('/privacy').header('host', shop.host)).assertStatus(200)
    ;(await client.get('/privacy/').header('host', shop.host)).assertStatus(200)
    await inTenant(async () =>
      (await SitePage.of('privacy')).write({ title: 'Privacy', bodyHtml: '<p> </p>' })
    )
    ;(await client.get('/privacy').header('host', shop.host)).assertStatus(404)
  })

  test("what one organization changes leaves another's pages in memory", async ({
    client,
    assert,
  }) => {
    let rendered = 0
    const other = await plantShop()
    await client.get('/').header('host', shop.host)
    publicPages.add('site-test', { menu: async () => (rendered++, []) })
    try {
      await Tenant.run(other.organizationId, () => other.course.unpublish())
      await client.get('/').header('host', shop.host)
      assert.equal(rendered, 0)
    } finally {
      publicPages.remove('site-test')
    }
  })

  test('the currency that one visitor chose is not what the next one sees', async ({
    client,
    assert,
  }) => {
    await changes['another currency'].change()
    const price = async (query: string) => {
      const response = await client.get(`${coursePath}${query}`).header('host', shop.host)
      response.assertStatus(200)
      const text = response.text()
      return text.includes('€49') ? 'EUR' : text.includes('$53') ? 'USD' : 'none'
    }
    assert.equal(await price('?currency=USD'), 'USD')
    assert.equal(await price(''), 'EUR')
    assert.equal(await price('?currency=usd'), 'USD')
    for (const trick of [
      '?currency[]=USD',
      '?currency=EUR&currency=USD',
      '?currency[0]=USD&x=1',
      '?currency[a]=USD',
      '?currency=USDX',
      '?currency=%00',
      '?currency=JPY',
    ]) {
      await inTenant(() => purgePages(['site']))
      assert.equal(await price(trick), 'EUR', trick)
      assert.equal(await price(''), 'EUR', trick)
    }
  })

  test('query strings of others are not kept in the page, nor pages by query string', async ({
    client,
    assert,
  }) => {
    await client.get(`${coursePath}?utm=secret-token`).header('host', shop.host)
    const kept = pagesKept()
    for (let n = 0; n < 5; n++) {
      await client.get(`${coursePath}?fbclid=${n}`).header('host', shop.host)
    }
    assert.equal(pagesKept(), kept)
    const page = await client.get(coursePath).header('host', shop.host)
    assert.notInclude(page.text(), 'secret-token')
  })

  test('a page that was being made while it changed is not kept', async ({ client, assert }) => {
    let wait: Promise<void> | null = null
    let arrived = () => {}
    publicPages.add('site-test', {
      home: async () => {
        arrived()
        await wait
        return null
      },
    })
    try {
      let go = () => {}
      wait = new Promise((resolve) => (go = resolve))
      const atWork = new Promise<void>((resolve) => (arrived = resolve))
      // Its text was read before the change and is framed after it.
      const slow = client.get('/').header('host', shop.host).send()
      await atWork
      await inTenant(async () =>
        (await SitePage.of('home')).write({ title: 'Home', bodyHtml: '<p>The new text</p>' })
      )
      wait = null
      go()
      assert.notInclude((await slow).text(), 'The new text')
      const next = await client.get('/').header('host', shop.host)
      assert.include(next.text(), 'The new text')
    } finally {
      publicPages.remove('site-test')
    }
  })

  test('what another web process changes is seen here too', async ({ client, assert }) => {
    await client.get(coursePath).header('host', shop.host)
    await sql('update courses set subtitle = ? where id = ?', ['From afar', shop.course.id])
    const read = async () => (await client.get(coursePath).header('host', shop.host)).text()
    assert.notInclude(await read(), 'From afar')
    const tags = [`${shop.organizationId}:course:${shop.course.id}`]
    await sql(`select pg_notify('warren_pages', ?)`, [JSON.stringify({ by: 'another', tags })])
    await until('it is seen', async () => (await read()).includes('From afar'))
  })

  test('a change that is rolled back purges nothing', async ({ client, assert }) => {
    await client.get(coursePath).header('host', shop.host)
    let purged = 0
    whenPurged(() => purged++)
    await inTenant(async () => {
      const course = await Course.query().where('id', shop.course.id).firstOrFail()
      await db
        .transaction(async (trx) => {
          await course.useTransaction(trx).merge({ title: 'Never' }).save()
          throw new Error('rolled back')
        })
        .catch(() => {})
    })
    assert.equal(purged, 0)
    const page = await client.get(coursePath).header('host', shop.host)
    assert.notInclude(page.text(), 'Never')
  })

  test('staff change a page of the site; visitors see it cleaned', async ({ client, assert }) => {
    const editor = await plantStaff(shop.organizationId, 'editor')
    const bodyHtml = [
      '<h2>Who we are</h2><p onclick="alert(1)">Ada <strong>Ltd</strong></p>',
      '<script>alert(2)</script><iframe src="https://evil.example"></iframe>',
      '<a href="javascript:alert(3)">a</a><a href="https://ok.example" target="_blank">ok</a>',
      '<img src=x onerror=alert(4)><svg><script>alert(5)</script></svg><style>*{}</style>',
      '<p></p><p> </p>',
    ].join('')
    const answer = await as(editor, client.put('/admin/pages/imprint')).json({
      title: 'Imprint',
      bodyHtml,
      seoTitle: 'Who <is> "behind" this',
      seoDescription: 'Ada & co',
    })
    answer.assertHeader('location', '/admin/pages/imprint')
    const page = await client.get('/imprint').header('host', shop.host)
    page.assertStatus(200)
    const text = page.text()
    assert.include(text, '<h2>Who we are</h2><p>Ada <strong>Ltd</strong></p>')
    assert.include(text, '<a href="https://ok.example" rel="noopener">ok</a>')
    assert.notMatch(text, /alert\(|evil\.example|onerror|onclick/)
    assert.include(text, 'Who &lt;is&gt; &quot;behind&quot; this')
    assert.include(text, 'content="Ada &amp; co"')
  })

  test('who may only look cannot write a page, and what is not valid is told at its field', async ({
    client,
    assert,
  }) => {
    const viewer = await plantStaff(shop.organizationId, 'viewer')
    const editor = await plantStaff(shop.organizationId, 'editor')
    const page = { title: 'Privacy', bodyHtml: '<p>x</p>' }
    ;(await as(viewer, client.put('/admin/pages/privacy')).accept('json').json(page)).assertStatus(
      403
    )
    const bad = await as(editor, client.put('/admin/pages/privacy'))
      .accept('json')
      .json({ title: ' ', bodyHtml: 'x', seoTitle: 'x'.repeat(71) })
    bad.assertStatus(422)
    assert.deepEqual(
      JSON.parse(bad.text()).errors.map((error: { pointer: string }) => error.pointer),
      ['/title', '/seoTitle']
    )
    ;(await as(editor, client.put('/admin/pages/secret')).accept('json').json(page)).assertStatus(
      404
    )
    const text = (await client.get('/privacy').header('host', shop.host)).text()
    assert.include(text, 'We keep little.')
  })
})
