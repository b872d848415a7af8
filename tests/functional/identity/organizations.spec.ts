import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import env from '#start/env'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { forgetHosts, organizationOfHost } from '#identity/hosts'
import { connectAccount, rotateAccount } from '#identity/provider_accounts'
import ProviderAccount from '#identity/models/provider_account'
import { plantOrganization } from '#tests/support/organizations'
import { Browser, cleanStart, plantAccount } from './support.js'

const DOMAINS = '/admin/settings/domains'
const PAYMENTS = '/admin/settings/payments'
const SETTINGS = '/admin/settings/organization'
const newSlug = () => `burrow-${uuid().slice(-12)}`
const input = (more: Record<string, unknown> = {}) => ({
  name: 'Burrow',
  slug: newSlug(),
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  ...more,
})
const settings = (more: Record<string, unknown> = {}) => ({
  ...input(),
  tagline: null,
  brandColor: '#336699',
  supportEmail: null,
  locale: 'de',
  ...more,
})

type Owner = { id: string; email: string; browser: Browser; organizationId: string }

async function plantPerson(): Promise<Omit<Owner, 'organizationId'>> {
  const account = await plantAccount()
  const browser = new Browser()
  await browser.logIn(account.email)
  return { ...account, browser }
}

async function join(organizationId: string, userId: string, role = 'owner') {
  await sql(
    `insert into memberships (id, organization_id, user_id, role, created_at, updated_at)
     values (gen_random_uuid(), ?, ?, ?, clock_timestamp(), clock_timestamp())`,
    [organizationId, userId, role]
  )
}

async function plantOwner(role = 'owner'): Promise<Owner> {
  const person = await plantPerson()
  const organizationId = await plantOrganization()
  await join(organizationId, person.id, role)
  return { ...person, organizationId }
}

const rowOf = async (slug: string) =>
  (await sql<Record<string, unknown>>('select * from organizations where slug = ?', [slug]))[0]
const byId = async (id: string) =>
  (await sql<Record<string, unknown>>('select * from organizations where id = ?', [id]))[0]
const hostsOf = async (organizationId: string) =>
  (
    await sql<{ host: string }>(
      'select host from organization_hosts where organization_id = ? order by host',
      [organizationId]
    )
  ).map(({ host }) => host)

test.group('Founding an organization', (group) => {
  group.each.setup(cleanStart)

  test('takes its language, and the admin then leads to logo and colour', async ({ assert }) => {
    const { browser } = await plantPerson()
    const page = await browser.get('/organizations/create')
    assert.include(page.text, 'Language')
    const body = input({ slug: newSlug(), locale: 'nl' })
    await browser.submit('POST', '/organizations', body)
    const row = await rowOf(String(body.slug))
    assert.equal(row.locale, 'nl')
    const brand = '/admin/settings/organization#brand'
    const home = (await browser.get('/admin')).text
    assert.include(home, brand)
    assert.include(home, '"brand":false')
    assert.include((await browser.get('/admin/settings/organization')).text, 'id="brand"')
    await sql(`update organizations set brand_color = '#112233' where id = ?`, [String(row.id)])
    assert.include((await browser.get('/admin')).text, '"brand":true')

    const odd = input({ slug: newSlug(), locale: 'tlh' })
    await browser.submit('POST', '/organizations', odd)
    assert.isUndefined(await rowOf(String(odd.slug)))
    assert.include(await browser.told('/organizations/create'), 'Choose the language from the list')
  })

  test('makes its founder the owner and opens its admin', async ({ assert }) => {
    const { browser, id } = await plantPerson()
    const body = input({ slug: `  ${newSlug().toUpperCase()} ` })
    assert.equal((await browser.submit('POST', '/organizations', body)).location, '/admin')
    const row = await rowOf(String(body.slug).trim().toLowerCase())
    assert.containsSubset(row, {
      name: 'Burrow',
      currency: 'EUR',
      time_zone: 'Europe/Berlin',
      created_by: id,
    })
    const [membership] = await sql('select * from memberships where organization_id = ?', [
      row.id as string,
    ])
    assert.containsSubset(membership, { user_id: id, role: 'owner' })
    assert.equal((await browser.get('/admin/courses')).status, 200)
  })

  test('malformed, reserved and taken names are refused at their field', async ({ assert }) => {
    const { browser } = await plantPerson()
    const taken = await byId(await plantOrganization())
    for (const slug of [
      'www',
      'ADMIN',
      'autodiscover',
      'a',
      '-burrow',
      'burrow-',
      'bur.row',
      'bur_row',
      'xn--brrow-kva',
      'x'.repeat(41),
      "'; drop",
      taken.slug,
    ]) {
      await browser.submit('POST', '/organizations', input({ slug }))
      const [, errors] = JSON.parse(await browser.told('/organizations/create'))
      assert.property(errors, 'slug', String(slug))
    }
    for (const [field, value] of [
      ['currency', 'XXX'],
      ['timeZone', 'Mars/Olympus'],
      ['name', ' '],
    ]) {
      const body = input({ [field]: value })
      await browser.submit('POST', '/organizations', body)
      const [, errors] = JSON.parse(await browser.told('/organizations/create'))
      assert.property(errors, field)
      assert.isUndefined(await rowOf(body.slug as string))
    }
  })

  test('one person may own five, also when she hurries', async ({ assert }) => {
    const { browser, id } = await plantPerson()
    for (let n = 0; n < 4; n++) await join(await plantOrganization(), id)
    await Promise.all([1, 2, 3].map(() => browser.submit('POST', '/organizations', input())))
    const owned = await sql('select 1 from memberships where user_id = ?', [id])
    assert.lengthOf(owned, 5)
    await browser.submit('POST', '/organizations', input())
    assert.include(
      await browser.told('/account'),
      'You have reached your limit of 5 organizations.'
    )
  })

  test('two who want one name at once: one has it, the other is told', async ({ assert }) => {
    const people = [await plantPerson(), await plantPerson()]
    const body = input()
    const answers = await Promise.all(
      people.map(({ browser }) =>
        browser.submit('POST', '/organizations', body, { accept: 'application/json' })
      )
    )
    assert.sameMembers(
      answers.map(({ status }) => status),
      [302, 422]
    )
    assert.include(answers.find(({ status }) => status === 422)!.text, 'This address is taken')
  })
})

test.group('The switcher', (group) => {
  group.each.setup(cleanStart)

  test('goes to another organization of hers, and to no other', async ({ assert }) => {
    const owner = await plantOwner()
    const second = await plantOrganization('Second burrow')
    await join(second, owner.id, 'viewer')
    const foreign = await plantOrganization('Foreign')
    const go = (organizationId: string) =>
      owner.browser.submit('PUT', '/organizations/active', { organizationId })
    const activeName = async () =>
      (await owner.browser.get('/admin/courses')).text.match(/"organization":\{"id":"([^"]+)"/)?.[1]

    assert.equal(await activeName(), owner.organizationId)
    assert.equal((await go(second)).location, '/admin')
    assert.equal(await activeName(), second)
    assert.notEqual((await go(foreign)).location, '/admin')
    assert.equal(await activeName(), second)
    await sql(
      'update memberships set suspended_at = clock_timestamp() where organization_id = ? and user_id = ?',
      [second, owner.id]
    )
    assert.equal(await activeName(), owner.organizationId)
  })
})

test.group('Settings of an organization', (group) => {
  group.each.setup(cleanStart)

  test('are saved and told; what is not on the form is not', async ({ assert }) => {
    const { browser, organizationId } = await plantOwner()
    const body = settings({ tagline: 'Hay for all', isPrimary: true, createdBy: null })
    await browser.submit('PUT', SETTINGS, body)
    assert.containsSubset(await byId(organizationId), {
      slug: body.slug,
      tagline: 'Hay for all',
      brand_color: '#336699',
      locale: 'de',
      is_primary: false,
    })
    const [event] = await sql<{ payload: { fields: string[] } }>(
      `select payload from events where organization_id = ? and type = 'organization.updated'`,
      [organizationId]
    )
    assert.includeMembers(event.payload.fields, ['slug', 'tagline', 'brandColor'])
  })

  test('bad values are told at their field and save nothing', async ({ assert }) => {
    const { browser, organizationId } = await plantOwner()
    const before = await byId(organizationId)
    const taken = await byId(await plantOrganization())
    for (const [field, value] of [
      ['brandColor', 'red;}'],
      ['locale', 'xx'],
      ['currency', 'EURO'],
      ['supportEmail', 'nobody'],
      ['slug', 'admin'],
      ['slug', taken.slug],
      ['logoFileId', uuid()],
    ]) {
      await browser.submit('PUT', SETTINGS, settings({ [field as string]: value }))
      const [, errors] = JSON.parse(await browser.told(SETTINGS))
      assert.property(errors, field as string)
    }
    assert.deepEqual(await byId(organizationId), before)
  })

  test('the logo is a picture of one’s own', async ({ assert }) => {
    const { browser, organizationId } = await plantOwner()
    const foreign = await plantOrganization()
    const file = async (owner: string, visibility: string, mime: string) => {
      const id = uuid()
      await sql(
        `insert into files (id, organization_id, disk, key, name, mime, size, sha256, visibility, created_at, updated_at)
         values (?, ?, 'local', ?, 'logo.png', ?, 1, 'x', ?, clock_timestamp(), clock_timestamp())`,
        [id, owner, `logo/${id}`, mime, visibility]
      )
      return id
    }
    for (const logoFileId of [
      await file(foreign, 'public', 'image/png'),
      await file(organizationId, 'private', 'image/png'),
      await file(organizationId, 'public', 'application/pdf'),
    ]) {
      await browser.submit('PUT', SETTINGS, settings({ logoFileId }))
      assert.isNull((await byId(organizationId)).logo_file_id)
    }
    const logoFileId = await file(organizationId, 'public', 'image/png')
    await browser.submit('PUT', SETTINGS, settings({ logoFileId }))
    assert.equal((await byId(organizationId)).logo_file_id, logoFileId)
  })

  test('are for those who may', async ({ assert }) => {
    const { browser, organizationId } = await plantOwner('editor')
    const before = await byId(organizationId)
    assert.equal((await browser.submit('PUT', SETTINGS, settings())).status, 403)
    assert.deepEqual(await byId(organizationId), before)
  })
})

test.group('Domains', (group) => {
  group.each.setup(cleanStart)
  const newHost = () => `school-${uuid().slice(-12)}.example.test`
  const add = (browser: Browser, host: string) => browser.submit('POST', DOMAINS, { host })

  test('are kept in one spelling, and show the site', async ({ assert }) => {
    const { browser, organizationId } = await plantOwner()
    const host = newHost()
    await add(browser, `HTTPS://${host.toUpperCase()}:443/path`)
    await add(browser, `bücher-${host}`)
    assert.sameMembers(await hostsOf(organizationId), [
      host,
      new URL(`http://bücher-${host}`).hostname,
    ])
    assert.equal((await organizationOfHost(host))?.id, organizationId)
    assert.isNull(await organizationOfHost(`not-${host}`))
  })

  test('of another organization and of the install are not to be had', async ({ assert }) => {
    const [owner, thief] = [await plantOwner(), await plantOwner()]
    const host = newHost()
    await add(owner.browser, host)
    for (const text of [
      host,
      `${host}.`,
      host.toUpperCase(),
      'localhost',
      '127.0.0.1',
      env.get('APP_DOMAIN'),
      `shop.${env.get('APP_DOMAIN')}`,
      'no host',
      'a..b.test',
      '-a.example.test',
      `${'x'.repeat(64)}.test`,
      '*.example.test',
    ]) {
      await add(thief.browser, text)
      const [, errors] = JSON.parse(await thief.browser.told(DOMAINS))
      assert.property(errors, 'host', text)
    }
    assert.deepEqual(await hostsOf(thief.organizationId), [])
    forgetHosts()
    assert.equal((await organizationOfHost(host))?.id, owner.organizationId)
  })

  test('two who want one at once: one has it', async ({ assert }) => {
    const owners = [await plantOwner(), await plantOwner()]
    const host = newHost()
    const answers = await Promise.all(
      owners.map(({ browser }) =>
        browser.submit('POST', DOMAINS, { host }, { accept: 'application/json' })
      )
    )
    assert.sameMembers(
      answers.map(({ status }) => status),
      [302, 422]
    )
  })

  test('one is the main one; a foreign one cannot be touched', async ({ assert }) => {
    const [owner, thief] = [await plantOwner(), await plantOwner()]
    const hosts = [newHost(), newHost()]
    for (const host of hosts) await add(owner.browser, host)
    const rows = await sql<{ id: string }>(
      'select id from organization_hosts where organization_id = ?',
      [owner.organizationId]
    )
    for (const method of ['PUT', 'DELETE'] as const) {
      assert.equal((await thief.browser.submit(method, `${DOMAINS}/${rows[0].id}`)).status, 404)
    }
    for (const { id } of rows) await owner.browser.submit('PUT', `${DOMAINS}/${id}`)
    const main = await sql<{ id: string }>(
      'select id from organization_hosts where organization_id = ? and is_canonical',
      [owner.organizationId]
    )
    assert.deepEqual(main, [rows[1]])
    await owner.browser.submit('DELETE', `${DOMAINS}/${rows[1].id}`)
    assert.lengthOf(await hostsOf(owner.organizationId), 1)
    // Free again.
    await add(thief.browser, hosts[1])
    await add(thief.browser, hosts[0])
    assert.lengthOf(await hostsOf(thief.organizationId), 1)
  })

  test('the admin and sign-up do not answer on them', async ({ assert }) => {
    const owner = await plantOwner()
    const host = newHost()
    await add(owner.browser, host)
    for (const path of ['/admin', '/account', '/signup', '/admin/settings/members'])
      assert.equal((await owner.browser.get(path, { host })).status, 404)
  })
})

test.group('Connected payment accounts', (group) => {
  group.each.setup(cleanStart)
  const secrets = (word: string) => ({
    secretKey: `sk_test_${word}${uuid().replaceAll('-', '')}`,
    webhookSecret: `whsec_${word}${uuid().replaceAll('-', '')}`,
  })
  const accountsOf = (organizationId: string) =>
    sql<{ id: string; secrets: string; state: string }>(
      'select * from provider_accounts where organization_id = ? order by created_at',
      [organizationId]
    )
  const load = (organizationId: string, id: string) =>
    Tenant.run(organizationId, () => ProviderAccount.findOrFail(id))

  test('keep their secrets encrypted and show only an ending', async ({ assert }) => {
    const { browser, organizationId } = await plantOwner()
    const keys = secrets('first')
    await browser.submit('POST', PAYMENTS, keys)
    const [row] = await accountsOf(organizationId)
    const kept = JSON.stringify(row)
    const page = (await browser.get(PAYMENTS)).text
    for (const secret of Object.values(keys)) {
      assert.notInclude(kept, secret)
      assert.notInclude(page, secret)
    }
    assert.include(page, keys.secretKey.slice(-4))
    assert.deepEqual((await load(organizationId, row.id)).plainSecrets, keys)
  })

  test('are rotated: the former webhook secret holds for a day', async ({ assert }) => {
    const { browser, organizationId } = await plantOwner()
    const [first, second] = [secrets('first'), secrets('second')]
    await browser.submit('POST', PAYMENTS, first)
    const [{ id }] = await accountsOf(organizationId)
    await browser.submit('PUT', `${PAYMENTS}/${id}`, second)
    const account = await load(organizationId, id)
    assert.deepEqual(account.plainSecrets, second)
    assert.deepEqual(account.webhookSecrets(), [second.webhookSecret, first.webhookSecret])
    await sql(
      `update provider_accounts set previous_secrets_until = clock_timestamp() - interval '1 second' where id = ?`,
      [id]
    )
    assert.deepEqual((await load(organizationId, id)).webhookSecrets(), [second.webhookSecret])
  })

  test('there is one at a time; one that was disconnected stays as it is', async ({ assert }) => {
    const { browser, organizationId } = await plantOwner()
    const outcomes = await Promise.allSettled(
      [1, 2].map(() =>
        Tenant.run(organizationId, () => connectAccount('stripe', secrets('at once')))
      )
    )
    const failed = outcomes.filter((one) => one.status === 'rejected')
    assert.lengthOf(failed, 1)
    assert.equal((failed[0] as PromiseRejectedResult).reason.code, 'E_ALREADY_CONNECTED')
    const [{ id }] = await accountsOf(organizationId)
    await browser.submit('DELETE', `${PAYMENTS}/${id}`)
    for (const method of ['PUT', 'DELETE'] as const)
      assert.equal((await browser.submit(method, `${PAYMENTS}/${id}`, secrets('late'))).status, 404)
    await browser.submit('POST', PAYMENTS, secrets('next'))
    assert.deepEqual(
      (await accountsOf(organizationId)).map(({ state }) => state),
      ['disabled', 'active']
    )
  })

  test('malformed keys are refused at their field, and roles hold', async ({ assert }) => {
    const { browser, organizationId } = await plantOwner()
    await browser.submit('POST', PAYMENTS, { secretKey: 'pk_test_public', webhookSecret: 'none' })
    const [, errors] = JSON.parse(await browser.told(PAYMENTS))
    assert.properties(errors, ['secretKey', 'webhookSecret'])
    assert.deepEqual(await accountsOf(organizationId), [])
    const editor = await plantOwner('editor')
    assert.equal((await editor.browser.submit('POST', PAYMENTS, secrets('no'))).status, 403)
    assert.equal((await editor.browser.get(PAYMENTS)).status, 403)
  })

  test('a foreign one does not exist', async ({ assert }) => {
    const [owner, thief] = [await plantOwner(), await plantOwner()]
    const account = await Tenant.run(owner.organizationId, () =>
      connectAccount('stripe', secrets('mine'))
    )
    const path = `${PAYMENTS}/${account.id}`
    assert.equal((await thief.browser.submit('PUT', path, secrets('stolen'))).status, 404)
    assert.equal((await thief.browser.submit('DELETE', path)).status, 404)
    assert.equal((await thief.browser.submit('POST', `${path}/check`)).status, 404)
    const [row] = await accountsOf(owner.organizationId)
    assert.equal(row.state, 'active')
    await assert.rejects(() =>
      Tenant.run(thief.organizationId, () => rotateAccount(account, secrets('stolen')))
    )
  })
})
