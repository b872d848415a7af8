import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import PortalLink from '#access/models/portal_link'
import PortalLinkMail from '#access/mails/portal_link'
import { PORTAL_SESSION_KEY } from '#access/portal/portal_session'
import type Contact from '#crm/models/contact'
import env from '#start/env'
import { grantCourse, plantContact, plantSchool, type School } from '#tests/support/school'
import { as, plantPerson, plantStaff } from '#tests/support/people'

test.group('The portal', (group) => {
  let school: School
  let contact: Contact
  let host: string

  group.each.setup(async () => {
    school = await plantSchool()
    contact = await plantContact(school.organizationId)
    host = await hostOf(school.organizationId)
    await grantCourse(school, contact)
  })
  group.each.teardown(() => clock.restore())

  const issue = (purpose: 'receipt' | 'request' = 'request') =>
    Tenant.run(school.organizationId, () => PortalLink.issue(contact.id, purpose))
  const open = (client: ApiClient, token: string, on = host) =>
    client.post(`/learn/links/${token}`).header('host', on).withCsrfToken().redirects(0)
  const sessions = () =>
    sql<{ id: string; contact_id: string; portal_link_id: string | null }>(
      'select id, contact_id, portal_link_id from portal_sessions where organization_id = ?',
      [school.organizationId]
    )
  const visit = (client: ApiClient, path: string, portal: string, on = host) =>
    client
      .get(path)
      .header('host', on)
      .withSession({ [PORTAL_SESSION_KEY]: portal })
      .redirects(0)

  test('a link opens the courses of its contact, once', async ({ client, assert }) => {
    const token = await issue()
    const first = await open(client, token)
    assert.equal(first.header('location'), '/learn')
    const [portal] = await sessions()
    assert.equal(portal.contact_id, contact.id)
    const home = await visit(client, '/learn', portal.id).withInertia()
    home.assertInertiaPropsContains({ courses: [{ slug: school.course.slug }] })

    const again = await open(client, token)
    assert.equal(again.header('location'), `/learn/links/${token}`)
    assert.lengthOf(await sessions(), 1)
  })

  test('looking at a link does not use it up', async ({ client }) => {
    const token = await issue()
    for (let n = 0; n < 3; n++) {
      const page = await client.get(`/learn/links/${token}`).header('host', host).withInertia()
      page.assertStatus(200)
      page.assertInertiaPropsContains({ token })
    }
    const opened = await open(client, token)
    opened.assertHeader('location', '/learn')
  })

  test('twenty clicks at once open one session', async ({ client, assert }) => {
    const token = await issue()
    const answers = await Promise.all(Array.from({ length: 20 }, () => open(client, token)))
    assert.lengthOf(
      answers.filter((one) => one.header('location') === '/learn'),
      1
    )
    assert.lengthOf(await sessions(), 1)
  })

  test('a link ends: on request after 30 minutes, from a receipt after 7 days', async ({
    client,
    assert,
  }) => {
    const [quick, slow] = [await issue('request'), await issue('receipt')]
    clock.travel({ minutes: 31 })
    const late = await client.get(`/learn/links/${quick}`).header('host', host).withInertia()
    late.assertStatus(410)
    await open(client, quick)
    assert.lengthOf(await sessions(), 0)
    clock.travel({ days: 6 })
    await open(client, slow)
    assert.lengthOf(await sessions(), 1)
    const other = await issue('receipt')
    clock.travel({ days: 8 })
    await open(client, other)
    assert.lengthOf(await sessions(), 1)
  })

  test("a link of an owner's address opens the portal, and never the admin", async ({
    client,
    assert,
  }) => {
    const owner = await plantStaff(school.organizationId, 'owner')
    await sql('update contacts set email = ?, email_norm = ? where id = ?', [
      owner.user.email,
      owner.user.emailNorm,
      contact.id,
    ])
    await open(client, await issue())
    const [portal] = await sessions()
    const admin = await visit(client, '/admin/orders', portal.id, env.get('APP_DOMAIN'))
    admin.assertStatus(302)
    admin.assertHeader('location', '/login')
    const account = await visit(client, '/account', portal.id, env.get('APP_DOMAIN'))
    account.assertHeader('location', '/login')
    const learn = await visit(client, '/learn', portal.id).withInertia()
    learn.assertStatus(200)
    assert.isNull((learn.body().props as { shared: { user: unknown } }).shared.user)
  })

  test("a session is for one organization's site", async ({ client }) => {
    const other = await plantSchool('Other')
    await open(client, await issue())
    const [portal] = await sessions()
    const elsewhere = await visit(client, '/learn', portal.id, await hostOf(other.organizationId))
    elsewhere.assertHeader('location', '/learn/login')
    const token = await issue()
    await open(client, token, await hostOf(other.organizationId))
    const still = await open(client, token)
    still.assertHeader('location', '/learn')
  })

  test('a revoked or old session, or none, is asked who it is', async ({ client }) => {
    await open(client, await issue())
    const [portal] = await sessions()
    clock.travel({ days: 29 })
    const near = await visit(client, '/learn', portal.id)
    near.assertStatus(200)
    clock.travel({ days: 2 })
    const old = await visit(client, '/learn', portal.id)
    old.assertHeader('location', '/learn/login')
    clock.restore()
    await client
      .post('/learn/logout')
      .header('host', host)
      .withCsrfToken()
      .withSession({ [PORTAL_SESSION_KEY]: portal.id })
      .redirects(0)
    const revoked = await visit(client, '/learn', portal.id)
    revoked.assertHeader('location', '/learn/login')
    const nobody = await client.get('/learn').header('host', host).redirects(0)
    nobody.assertHeader('location', '/learn/login')
  })

  test('a user is a client by a verified address alone', async ({ client }) => {
    const person = await plantPerson(contact.email!)
    const home = await as(person, client.get('/learn')).header('host', host)
    home.assertStatus(200)
    await sql('update users set email_verified_at = null where id = ?', [person.user.id])
    const unverified = await as(person, client.get('/learn')).header('host', host)
    unverified.assertHeader('location', '/learn/login')
  })

  test('asking for a link says the same to everybody, and mails who is known', async ({
    client,
    assert,
  }) => {
    const ask = (email: string) =>
      client
        .post('/learn/login/link')
        .header('host', host)
        .withCsrfToken()
        .form({ email })
        .redirects(0)
    const [known, stranger] = [
      await ask(contact.email!.toUpperCase()),
      await ask('nobody@nowhere.test'),
    ]
    for (const answer of [known, stranger]) {
      answer.assertHeader('location', '/learn/login')
      answer.assertFlashMessage('portalLinkSent', true)
    }
    const mails = await sql<{ id: string; to_address: string; payload: object }>(
      `select id, to_address, payload from outgoing_mails where organization_id = ? and mail = 'access/portal_link'`,
      [school.organizationId]
    )
    assert.deepEqual(
      mails.map((mail) => mail.to_address),
      [contact.email!]
    )
    assert.deepEqual(mails[0].payload, { contactId: contact.id })
    for (let n = 0; n < 3; n++) await ask(contact.email!)
    const often = await ask(contact.email!)
    often.assertStatus(429)
  })

  test('the token stands in the mail alone', async ({ client, assert }) => {
    const composed = await Tenant.run(school.organizationId, () =>
      new PortalLinkMail().compose({
        organization_id: school.organizationId,
        to_name: 'Ada',
        payload: { contactId: contact.id },
      } as never)
    )
    const token = String(composed.data.url).split('/').at(-1)!
    const rows = await sql('select * from portal_links where contact_id = ?', [contact.id])
    assert.notInclude(JSON.stringify(rows), token)
    const opened = await open(client, token)
    opened.assertHeader('location', '/learn')
    const events = await sql('select payload from events where organization_id = ?', [
      school.organizationId,
    ])
    assert.notInclude(JSON.stringify(events), token)
  })
})

async function hostOf(organizationId: string): Promise<string> {
  const [{ slug }] = await sql<{ slug: string }>('select slug from organizations where id = ?', [
    organizationId,
  ])
  return `${slug}.${env.get('APP_DOMAIN')}`
}
