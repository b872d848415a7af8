import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import { clock } from '#core/clock/clock'
import { seal } from '#core/crypto/encrypted'
import { sql } from '#core/database/sql'
import { MailDelivery } from '#core/mail/mail_delivery'
import { Tenant } from '#core/tenancy/tenant'
import { Consent, type ConsentState } from '#crm/consent'
import CustomField from '#crm/models/custom_field'
import Contact from '#crm/models/contact'
import Segment from '#crm/models/segment'
import type Topic from '#crm/models/topic'
import { mayReceive } from '#crm/queries/may_receive'
import { Suppression } from '#crm/suppression'
import { beginTopic } from '#crm/topics'
import Organization from '#identity/models/organization'
import { beginForm, type FormDetails, reviseForm } from '#messaging/forms/form_editor'
import { forgetSignUps } from '#messaging/forms/confirming'
import type SignupForm from '#messaging/models/signup_form'
import { ownerToken } from '#messaging/tokens'
import { plantOrganization } from '#tests/support/organizations'
import { plantContact } from '#tests/support/school'

type Row = { id: string; state: string; via: string; topicIds: string[]; given: object }

test.group('Sign-up forms', (group) => {
  let organizationId: string
  let host: string
  let news: Topic
  let tips: Topic
  let form: SignupForm
  let email: string

  group.each.setup(async () => {
    organizationId = await plantOrganization('Hutch')
    const { slug } = await Organization.findOrFail(organizationId)
    host = `${slug}.${env.get('APP_DOMAIN')}`
    email = `ada-${organizationId.slice(-12)}@readers.test`
    await within(async () => {
      news = await beginTopic({ name: 'News', doubleOptIn: true, isDefault: true })
      tips = await beginTopic({ name: 'Tips', doubleOptIn: false, isDefault: false })
      form = await beginForm('Letter')
    })
    await revise({ topicIds: [news.id] })
    await sql('delete from rate_limits')
  })
  group.each.teardown(() => clock.restore())

  const within = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const revise = (details: Partial<FormDetails>) =>
    within(() =>
      reviseForm(form, {
        ...form.serialize(),
        ...{
          fields: form.fields,
          topicIds: form.topicIds,
          isOpen: true,
          thanks: 'Good',
          ...details,
        },
      } as FormDetails)
    )
  const begun = (age = 5000) => seal({ form: form.id, at: Date.now() - age }, 'form_begun')
  const send = (client: ApiClient, fields: Record<string, unknown> = {}, path = '') =>
    client
      .post(`/forms/${form.slug}${path}`)
      .header('host', host)
      .header('origin', `http://${host}`)
      .header('user-agent', 'Test browser')
      .form({ email, begun: begun(), leave_empty: '', ...fields })
      .withInertia()
      .redirects(0)
  const submissions = () =>
    sql<Row>(
      `select id, state, via, topic_ids as "topicIds", given from form_submissions where organization_id = ?
       order by created_at`,
      [organizationId]
    )
  const mails = () =>
    sql<{ id: string; to: string }>(
      `select id, to_address as "to" from outgoing_mails
       where organization_id = ? and mail = 'messaging/confirm_subscription' order by created_at`,
      [organizationId]
    )
  const contactOf = () => within(() => Contact.ofAddress(email))
  const receives = async (topicId: string | null) => {
    const now = clock.now().toISO()
    const part = mayReceive('c', { channel: 'email', topicId, organizationId, now })
    const rows = await sql(
      `select 1 from contacts c where c.organization_id = ? and c.email_norm = ? and ${part.sql}`,
      [organizationId, email, ...part.bindings]
    )
    return rows.length === 1
  }
  const known = async (name = 'Ada Lovelace') => {
    const contact = await plantContact(organizationId, name)
    email = contact.email!
    return contact
  }
  const say = (contactId: string, topicId: string | null, state: ConsentState) =>
    within(() =>
      db.transaction((trx) =>
        Consent.record(
          [{ contactId, channel: 'email', topicId, state, source: 'preferences' }],
          trx
        )
      )
    )
  const linkOf = async (n = 0) => {
    const { id } = (await mails())[n]
    return `/confirm/${ownerToken('confirm', { kind: 'mail', mailId: id })}`
  }
  const look = (client: ApiClient, path: string) =>
    client.get(path).header('host', host).withInertia().redirects(0)
  const press = (client: ApiClient, path: string) =>
    client.post(path).header('host', host).form({}).withInertia().redirects(0)

  test('a sign-up waits for the owner of the address: pending, a mail, then granted by a post', async ({
    client,
    assert,
  }) => {
    await revise({ tag: 'Letter', fields: [{ key: 'firstName', isRequired: true }] })
    const answer = await send(client, { first_name: 'Ada' })
    answer.assertStatus(303)
    assert.equal(answer.header('location'), `/forms/${form.slug}?thanks`)
    assert.isUndefined(answer.header('set-cookie'))
    const contact = (await contactOf())!
    assert.equal(contact.firstName, 'Ada')
    assert.equal(contact.source, 'form')
    assert.lengthOf(await within(() => contact.tags()), 0, 'not before it is confirmed')
    assert.isFalse(await receives(news.id))
    assert.containSubset(await submissions(), [{ state: 'waiting', via: 'page' }])
    assert.deepEqual(
      (await mails()).map(({ to }) => to),
      [email]
    )
    const [{ id: mailId }] = await mails()
    await new MailDelivery(mailId).send()
    const link = await linkOf()
    // A scanner opens it, in every way that it knows.
    for (let n = 0; n < 2; n++) (await look(client, link)).assertStatus(200)
    await client.head(link).header('host', host)
    assert.isFalse(await receives(news.id))
    await Promise.all([press(client, link), press(client, link)])
    assert.isTrue(await receives(news.id))
    assert.isFalse(await receives(null))
    const [line] = await sql<{ source: string; wording: string; proof: Record<string, string> }>(
      `select source, wording, proof from consents where organization_id = ? and state = 'granted'`,
      [organizationId]
    )
    assert.equal(line.source, 'form')
    assert.equal(line.wording, form.wording)
    assert.containSubset(line.proof, { form: 'Letter', ip: '127.0.0.1', askedIp: '127.0.0.1' })
    assert.isString(line.proof.askedAt)
    assert.containSubset(await submissions(), [{ state: 'confirmed', given: {} }])
    assert.deepEqual(
      (await within(() => contact.tags())).map(({ name }) => name),
      ['Letter']
    )
    assert.containSubset((await look(client, link)).inertiaProps, { state: 'confirmed' })
    const [day] = await sql('select submitted, confirmed from form_days where form_id = ?', [
      form.id,
    ])
    assert.deepEqual(day, { submitted: 1, confirmed: 1 })
    const facts = await sql<{ type: string }>(
      `select type from events where organization_id = ? and type in ('form.submitted', 'form.confirmed') order by id`,
      [organizationId]
    )
    assert.deepEqual(
      facts.map(({ type }) => type),
      ['form.submitted', 'form.confirmed']
    )
  })

  test('sent twice within ten minutes it is one sign-up with one mail', async ({
    client,
    assert,
  }) => {
    await revise({ topicIds: [news.id, tips.id], letsChoose: true })
    const answers = await Promise.all([0, 1, 2].map(() => send(client, { 'topics[]': [news.id] })))
    for (const answer of answers) answer.assertStatus(303)
    assert.lengthOf(await submissions(), 1)
    assert.lengthOf(await mails(), 1)
    // Another topic joins what waits.
    await send(client, { 'topics[]': [tips.id] })
    assert.lengthOf(await mails(), 1)
    await press(client, await linkOf())
    assert.deepEqual([await receives(news.id), await receives(tips.id)], [true, true])
    clock.travel({ minutes: 11 })
    await send(client, { 'topics[]': [news.id] })
    assert.lengthOf(await submissions(), 2)
    assert.lengthOf(await mails(), 1, 'whoever is subscribed is not asked again')
  })

  test('a single opt-in counts at once', async ({ client, assert }) => {
    await revise({ topicIds: [tips.id], asksConfirmation: false })
    await send(client)
    assert.isTrue(await receives(tips.id))
    assert.lengthOf(await mails(), 0)
    assert.containSubset(await submissions(), [{ state: 'done' }])
  })

  test('somebody else’s hand changes nothing that is known, and undoes no refusal', async ({
    client,
    assert,
  }) => {
    const contact = await known()
    await revise({
      topicIds: [tips.id],
      asksConfirmation: false,
      fields: [
        { key: 'firstName', isRequired: false },
        { key: 'phone', isRequired: false },
      ],
    })
    await say(contact.id, tips.id, 'denied')
    await send(client, { first_name: 'Mallory', phone: '+49 30 123456' })
    const after = (await contactOf())!
    assert.equal(after.fullName, 'Ada Lovelace')
    assert.isNull(after.phone, 'not before it is confirmed')
    const [state] = await sql<{ state: string }>(
      'select state from consent_states where organization_id = ? and contact_id = ?',
      [organizationId, contact.id]
    )
    assert.equal(state.state, 'denied')
    assert.lengthOf(await mails(), 1)
    await press(client, await linkOf())
    assert.isTrue(await receives(tips.id))
    assert.equal((await contactOf())!.fullName, 'Ada Lovelace')
    assert.equal((await contactOf())!.phone, '+49 30 123456')
  })

  test('after leaving everything a confirmed sign-up brings back its topic and no other', async ({
    client,
    assert,
  }) => {
    const contact = await known()
    await say(contact.id, tips.id, 'granted')
    await say(contact.id, null, 'denied')
    await send(client)
    assert.isFalse(await receives(news.id))
    await press(client, await linkOf())
    assert.isTrue(await receives(news.id))
    assert.isFalse(await receives(tips.id))
    assert.isFalse(await receives(null))
  })

  test('an address that bounced is not mailed, and the answer is the same', async ({
    client,
    assert,
  }) => {
    const free = await send(client)
    await known()
    await within(() =>
      db.transaction((trx) =>
        Suppression.add(
          [{ channel: 'email', address: email, reason: 'hard_bounce', source: 'test' }],
          trx
        )
      )
    )
    const held = await send(client)
    assert.deepEqual(
      [held.status(), held.header('location')],
      [free.status(), free.header('location')]
    )
    assert.lengthOf(await mails(), 1)
    assert.containSubset(await submissions(), [{ state: 'waiting' }, { state: 'held' }])
    assert.isFalse(await receives(news.id))
  })

  test('a confirm link holds for thirty days, and what was given is forgotten', async ({
    client,
    assert,
  }) => {
    await known()
    await revise({ fields: [{ key: 'phone', isRequired: false }] })
    await send(client, { phone: '+49 30 123457' })
    const link = await linkOf()
    clock.travel({ days: 31 })
    assert.containSubset((await look(client, link)).inertiaProps, { state: 'expired' })
    await press(client, link)
    assert.isFalse(await receives(news.id))
    assert.isAtLeast(await forgetSignUps(), 1)
    assert.containSubset(await submissions(), [{ state: 'expired', given: {} }])
    ;(await look(client, `${link.slice(0, -1)}!`)).assertStatus(404)
  })

  test('robots are thanked and nothing happens; haste and foreign pages are told', async ({
    client,
    assert,
  }) => {
    const trapped = await send(client, { leave_empty: 'https://spam.example' })
    trapped.assertStatus(303)
    const hasty = await send(client, { begun: begun(100) })
    hasty.assertStatus(422)
    assert.containSubset(hasty.inertiaProps, { values: { email } })
    ;(await send(client, { begun: 'made up' })).assertStatus(422)
    const cross = send(client).header('origin', 'https://evil.example')
    ;(await cross).assertStatus(403)
    assert.lengthOf(await submissions(), 0)
    for (let n = 0; n < 25; n++) await send(client, { email: 'x' })
    ;(await send(client)).assertStatus(429)
  })

  test('what is wrong is told beside what was typed', async ({ client, assert }) => {
    await within(() =>
      CustomField.define({
        entity: 'contact',
        type: 'select',
        label: 'Breed',
        options: [{ value: 'rex', label: 'Rex' }],
      })
    )
    await revise({
      topicIds: [news.id, tips.id],
      letsChoose: true,
      needsTick: true,
      fields: [
        { key: 'firstName', isRequired: true },
        { key: 'phone', isRequired: false },
        { key: 'custom.breed', isRequired: true },
      ],
    })
    const answer = await send(client, { 'email': 'ada', 'phone': 'x', 'custom[breed]': 'lion' })
    answer.assertStatus(422)
    const { faults } = answer.inertiaProps as { faults: Record<string, string> }
    assert.sameMembers(Object.keys(faults), [
      'email',
      'first_name',
      'phone',
      'custom[breed]',
      'topics[]',
      'agree',
    ])
    ;(
      await send(client, {
        'first_name': 'Ada',
        'custom[breed]': 'rex',
        'topics[]': [tips.id],
        'agree': 'yes',
      })
    ).assertStatus(303)
    assert.deepEqual((await contactOf())!.custom, { breed: 'rex' })
  })

  test('who joins goes on the list of the form', async ({ client, assert }) => {
    const list = await within(() => Segment.create({ name: 'Readers', kind: 'static' } as never))
    await revise({ topicIds: [tips.id], asksConfirmation: false, segmentId: list.id })
    await send(client)
    const members = await sql('select 1 from segment_members where segment_id = ?', [list.id])
    assert.lengthOf(members, 1)
  })

  test('other sites may hold it in a frame or as HTML, and only the frame may be framed', async ({
    client,
    assert,
  }) => {
    const page = await look(client, `/forms/${form.slug}`)
    assert.include(page.header('content-security-policy'), "frame-ancestors 'none'")
    assert.equal(page.header('x-frame-options'), 'DENY')
    const frame = await look(client, `/forms/${form.slug}/embed`)
    assert.include(frame.header('content-security-policy'), 'frame-ancestors *')
    assert.isUndefined(frame.header('x-frame-options'))
    assert.isUndefined(frame.header('set-cookie'))
    const framed = await send(client, {}, '/embed')
    assert.equal(framed.header('location'), `/forms/${form.slug}/embed?thanks`)
    email = `b${email}`
    const foreign = await send(client, { begun: '' }, '/entries').header(
      'origin',
      'https://blog.example'
    )
    foreign.assertStatus(303)
    assert.deepEqual(
      (await submissions()).map(({ via }) => via),
      ['frame', 'snippet']
    )
  })

  test('a form whose topic was put away takes nobody: it would ask for everything', async ({
    client,
    assert,
  }) => {
    await revise({ asksConfirmation: false })
    await sql('update topics set archived_at = now() where id = ?', [news.id])
    const answer = await send(client)
    answer.assertStatus(422)
    assert.containSubset(answer.inertiaProps, { faults: { form: 'This form is closed' } })
    assert.lengthOf(await submissions(), 0)
    assert.isFalse(await receives(null))
  })

  test('an open form stands in the sitemap', async ({ client, assert }) => {
    const sitemap = async () => (await client.get('/sitemap.xml').header('host', host)).text()
    assert.include(await sitemap(), '/forms/letter<')
    await revise({ isOpen: false })
    assert.notInclude(await sitemap(), '/forms/')
  })

  test('a closed form, one that was put away and a foreign one are not there', async ({
    client,
  }) => {
    await revise({ isOpen: false })
    ;(await look(client, `/forms/${form.slug}`)).assertStatus(404)
    ;(await send(client)).assertStatus(404)
    const other = await plantOrganization()
    const { slug } = await Organization.findOrFail(other)
    await revise({ isOpen: true })
    const elsewhere = `${slug}.${env.get('APP_DOMAIN')}`
    const answer = client.get(`/forms/${form.slug}`).header('host', elsewhere).withInertia()
    ;(await answer).assertStatus(404)
  })
})
