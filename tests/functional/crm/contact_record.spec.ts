import { test } from '@japa/runner'
import type { ApiClient, ApiRequest } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { eraseDeleted } from '#crm/erasure'
import Company from '#crm/models/company'
import Contact from '#crm/models/contact'
import { applyFacts } from '#messaging/provider_events/facts'
import { readerOfMail } from '#messaging/queries/readers'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { grantCourse, plantContact, plantSchool } from '#tests/support/school'

type Json = Record<string, unknown>
type Row = Record<string, any> // eslint-disable-line @typescript-eslint/no-explicit-any -- rows whose shape each test knows

const faults = (text: string) =>
  Object.fromEntries(
    JSON.parse(text).errors.map((one: { pointer: string; message: string }) => [
      one.pointer,
      one.message,
    ])
  )

test.group('The record of a contact', (group) => {
  let organizationId: string
  let owner: Person
  let ada: Contact
  let path: string

  group.each.setup(async () => {
    organizationId = await plantOrganization('Records')
    await sql(`update organizations set country = 'DE' where id = ?`, [organizationId])
    owner = await plantStaff(organizationId)
    ada = await plantContact(organizationId, 'Ada Lovelace')
    path = `/admin/contacts/${ada.id}`
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const send = (
    client: ApiClient,
    method: 'post' | 'put' | 'delete',
    url: string,
    body: Json = {},
    person = owner
  ) => as(person, client[method](url)).accept('json').json(body) as ApiRequest
  const page = async (client: ApiClient, url = path, person = owner): Promise<Row> => {
    const response = await as(person, client.get(url)).withInertia()
    response.assertStatus(200)
    return response.body().props
  }
  const row = async (id = ada.id): Promise<Row> =>
    (await sql<Row>('select * from contacts where id = ?', [id]))[0]
  const facts = (type: string) =>
    sql<{ payload: Row; contact_id: string }>(
      'select payload, contact_id from events where organization_id = ? and type = ? order by id',
      [organizationId, type]
    )
  /** Contacts whose copy of the primary address or number is not what their rows say. */
  const disagreeing = async () => {
    const parts = [
      ['contact_emails', 'email', 'email_norm'],
      ['contact_phones', 'phone', 'phone_e164'],
    ].map(
      ([table, text, norm]) => `
      select c.id from contacts c left join ${table} p
        on p.organization_id = c.organization_id and p.contact_id = c.id and p.is_primary
      where c.organization_id = ? and (
        c.${text} is distinct from p.${text} or c.${norm} is distinct from p.${norm}
        or (p.id is null and exists (select 1 from ${table} x where x.organization_id = c.organization_id and x.contact_id = c.id)))`
    )
    return sql(parts.join(' union all '), [organizationId, organizationId])
  }

  test('e-mails are added, made primary, changed and removed, and the copy always agrees', async ({
    client,
    assert,
  }) => {
    await send(client, 'post', `${path}/emails`, { email: ' Ada@Home.test ', label: 'home' })
    let { emails } = await page(client)
    assert.lengthOf(emails, 2)
    assert.deepInclude(emails[1], {
      text: 'Ada@Home.test',
      norm: 'ada@home.test',
      label: 'home',
      isPrimary: false,
    })
    await send(client, 'put', `${path}/emails/${emails[1].id}`, { isPrimary: true })
    assert.deepInclude(await row(), { email: 'Ada@Home.test', email_norm: 'ada@home.test' })
    await send(client, 'put', `${path}/emails/${emails[1].id}`, { email: 'countess@home.test' })
    assert.deepInclude(await row(), { email_norm: 'countess@home.test' })
    assert.deepEqual(await disagreeing(), [])
    await send(client, 'delete', `${path}/emails/${emails[1].id}`)
    assert.deepInclude(await row(), { email_norm: ada.emailNorm })
    ;({ emails } = await page(client))
    await send(client, 'delete', `${path}/emails/${emails[0].id}`)
    assert.deepInclude(await row(), { email: null, email_norm: null })
    assert.deepEqual(await disagreeing(), [])
    const told = (await facts('contact.updated')).map(({ payload }) => payload)
    assert.lengthOf(told, 5)
    assert.deepEqual(told[0], {
      fields: ['emails'],
      changes: [{ field: 'emails', label: 'E-mail', before: null, after: 'Ada@Home.test' }],
    })
  })

  test('an address that somebody else has is refused at its field, with a way to her', async ({
    client,
    assert,
  }) => {
    const grace = await plantContact(organizationId, 'Grace Hopper')
    await send(client, 'post', `${path}/emails`, { email: 'ada@second.test' })
    const { emails } = await page(client)
    const tries = [
      send(client, 'post', `${path}/emails`, { email: grace.email!.toUpperCase() }),
      send(client, 'put', `${path}/emails/${emails[1].id}`, { email: grace.email! }),
    ]
    for (const request of tries) {
      const response = await request
      response.assertStatus(422)
      assert.deepEqual(faults(response.text()), {
        '/email': 'Grace Hopper has this address already',
        '/email_link': `/admin/contacts/${grace.id}`,
      })
    }
    const own = await send(client, 'post', `${path}/emails`, { email: ada.email! })
    assert.deepEqual(faults(own.text()), { '/email': 'This contact has it already' })
    const none = await send(client, 'post', `${path}/emails`, { email: 'nobody' })
    assert.deepEqual(faults(none.text()), { '/email': 'Enter a valid e-mail address' })
    assert.lengthOf((await page(client)).emails, 2)
  })

  test('two who add addresses at once leave one primary', async ({ assert }) => {
    const nobody = await inTenant(() => Contact.enter({ firstName: 'No', lastName: 'Address' }))
    await inTenant(() =>
      Promise.all(
        [1, 2, 3, 4].map((n) =>
          nobody.addAddress('emails', { text: `n${n}@race.test`, isPrimary: n % 2 === 0 })
        )
      )
    )
    const rows = await sql<Row>('select is_primary from contact_emails where contact_id = ?', [
      nobody.id,
    ])
    assert.lengthOf(rows, 4)
    assert.lengthOf(
      rows.filter((one) => one.is_primary),
      1
    )
    assert.deepEqual(await disagreeing(), [])
  })

  test('phones are kept in E.164, in the country of the house when they have no prefix', async ({
    client,
    assert,
  }) => {
    await send(client, 'post', `${path}/phones`, { phone: '030 901820' })
    await send(client, 'post', `${path}/phones`, { phone: '+44 20 7946 0958', label: 'London' })
    assert.deepInclude(await row(), { phone: '030 901820', phone_e164: '+4930901820' })
    const bad = await send(client, 'post', `${path}/phones`, { phone: 'call me' })
    assert.deepEqual(Object.keys(faults(bad.text())), ['/phone'])
    const again = await send(client, 'post', `${path}/phones`, { phone: '+49 30 901820' })
    assert.deepEqual(faults(again.text()), { '/phone': 'This contact has it already' })
    const { phones } = await page(client)
    await send(client, 'put', `${path}/phones/${phones[1].id}`, { isPrimary: true })
    assert.deepInclude(await row(), { phone_e164: '+442079460958' })
    await send(client, 'delete', `${path}/phones/${phones[1].id}`)
    assert.deepInclude(await row(), { phone_e164: '+4930901820' })
    assert.deepEqual(await disagreeing(), [])
    // A number may be shared.
    const grace = await plantContact(organizationId, 'Grace Hopper')
    const shared = await send(client, 'post', `/admin/contacts/${grace.id}/phones`, {
      phone: '+4930901820',
    })
    assert.isBelow(shared.status(), 400)
  })

  test('each field is saved by itself, and told with before and after', async ({
    client,
    assert,
  }) => {
    await send(client, 'put', path, { jobTitle: ' Analyst ' })
    await send(client, 'put', path, { lifecycle: 'customer', country: 'gb' })
    await send(client, 'put', path, { jobTitle: 'Analyst' })
    await send(client, 'put', path, { ownerId: owner.user.id })
    assert.deepInclude(await row(), {
      job_title: 'Analyst',
      lifecycle: 'customer',
      country: 'GB',
      owner_id: owner.user.id,
      first_name: 'Ada',
    })
    const told = (await facts('contact.updated')).map(({ payload }) => payload)
    assert.deepEqual(told, [
      {
        fields: ['jobTitle'],
        changes: [{ field: 'jobTitle', label: 'Job title', before: null, after: 'Analyst' }],
      },
      {
        fields: ['country', 'lifecycle'],
        changes: [
          { field: 'country', label: 'Country', before: null, after: 'GB' },
          { field: 'lifecycle', label: 'Stage', before: 'lead', after: 'customer' },
        ],
      },
      {
        fields: ['ownerId'],
        changes: [{ field: 'ownerId', label: 'Owner', before: null, after: null }],
      },
    ])
    assert.deepInclude(await page(client), { owner: owner.user.fullName })
  })

  test('what does not fit is refused at its field', async ({ client, assert }) => {
    const stranger = await plantStaff(await plantOrganization('Strangers'))
    await inTenant(() => Contact.enter({ firstName: 'Other' })).then((other) =>
      inTenant(() => other.revise({ externalId: 'X1' }))
    )
    for (const [body, at] of [
      [{ ownerId: stranger.user.id }, '/ownerId'],
      [{ avatarFileId: ada.id }, '/avatarFileId'],
      [{ externalId: 'X1' }, '/externalId'],
      [{ timeZone: 'Mars/Base' }, '/timeZone'],
      [{ lifecycle: 'god' }, '/lifecycle'],
      [{ custom: { nothing: 1 } }, '/custom/nothing'],
    ] as [Json, string][]) {
      const response = await send(client, 'put', path, body)
      response.assertStatus(422)
      assert.deepEqual(Object.keys(faults(response.text())), [at])
    }
    assert.deepEqual(await facts('contact.updated').then((all) => all.length), 1)
  })

  test('companies come with a role, and the first is the primary one', async ({
    client,
    assert,
  }) => {
    const acme = await inTenant(() => Company.enter({ name: 'Acme', domain: 'acme.test' }))
    await send(client, 'post', `${path}/companies`, { companyId: acme.id, role: 'Founder' })
    await send(client, 'post', `${path}/companies`, { name: 'Babbage & Co' })
    let { companies } = await page(client)
    assert.deepEqual(
      companies.map(({ name, role, isPrimary }: Row) => [name, role, isPrimary]),
      [
        ['Acme', 'Founder', true],
        ['Babbage & Co', null, false],
      ]
    )
    await send(client, 'put', `${path}/companies/${companies[1].companyId}`, { isPrimary: true })
    ;({ companies } = await page(client))
    assert.deepEqual(
      companies.map(({ name, role }: Row) => [name, role]),
      [
        ['Babbage & Co', null],
        ['Acme', 'Founder'],
      ]
    )
    await send(client, 'delete', `${path}/companies/${companies[0].companyId}`)
    ;({ companies } = await page(client))
    assert.deepEqual(
      companies.map(({ name, isPrimary }: Row) => [name, isPrimary]),
      [['Acme', true]]
    )
    const [first] = await facts('contact.updated')
    assert.deepEqual(first.payload.links, [{ type: 'company', id: acme.id }])
    const foreign = await Tenant.run(await plantOrganization('Foreign'), () =>
      Company.enter({ name: 'Foreign' })
    )
    const refused = await send(client, 'post', `${path}/companies`, { companyId: foreign.id })
    refused.assertStatus(422)
  })

  test('a business address suggests the company with its domain, a free mailbox none', async ({
    client,
    assert,
  }) => {
    const acme = await inTenant(() => Company.enter({ name: 'Acme', domain: 'www.ACME.test' }))
    await inTenant(() => Company.enter({ name: 'Mail giant', domain: 'gmail.com' }))
    const enter = async (email: string) =>
      page(client, `/admin/contacts/${(await inTenant(() => Contact.enter({ email }))).id}`)
    assert.deepEqual((await enter('a@acme.test')).suggestion, { id: acme.id, name: 'Acme' })
    assert.isNull((await enter('a@gmail.com')).suggestion)
    assert.isNull((await enter('a@elsewhere.test')).suggestion)
    const found = await as(owner, client.get('/admin/company_suggestions')).qs({
      email: 'new@acme.test',
    })
    assert.deepEqual(found.body(), {
      domain: 'acme.test',
      companies: [{ id: acme.id, name: 'Acme' }],
    })
  })

  test('tags are made on the fly, whatever their case and accents', async ({ client, assert }) => {
    await send(client, 'post', `${path}/tags`, { names: ['Müller', 'VIP', 'vip ', 'MULLER'] })
    await send(client, 'post', `${path}/tags`, { names: ['Vip'] })
    const { tags } = await page(client)
    assert.deepEqual(
      tags.map(({ name }: Row) => name),
      ['Müller', 'VIP']
    )
    const added = await facts('contact.tagged')
    assert.lengthOf(added, 1)
    assert.equal(added[0].contact_id, ada.id)
    await send(client, 'delete', `${path}/tags/${tags[1].id}`)
    assert.lengthOf((await page(client)).tags, 1)
    assert.lengthOf(await facts('contact.untagged'), 1)
  })

  test('a deleted contact leaves the list, says so, comes back, and keeps its address', async ({
    client,
    assert,
  }) => {
    const gone = await send(client, 'delete', path)
    gone.assertHeader('location', '/admin/contacts')
    const names = (await page(client, '/admin/contacts')).contacts ?? []
    assert.deepEqual(names, [])
    const { contact } = await page(client)
    assert.isString(contact.deletedAt)
    assert.isString(contact.erasedOn)
    const grace = await plantContact(organizationId, 'Grace Hopper')
    const taken = await send(client, 'post', `/admin/contacts/${grace.id}/emails`, {
      email: ada.email!,
    })
    assert.equal(faults(taken.text())['/email'], 'Ada Lovelace (deleted) has this address already')
    ;(await send(client, 'put', path, { jobTitle: 'Ghost' })).assertStatus(404)
    await send(client, 'post', `${path}/restoration`)
    await send(client, 'post', `${path}/restoration`)
    assert.isNull((await row()).deleted_at)
    assert.lengthOf(await facts('contact.deleted'), 1)
    assert.lengthOf(await facts('contact.restored'), 1)
  })

  test('after 30 days whom nobody refers to is removed, and others are emptied', async ({
    assert,
  }) => {
    const school = await plantSchool()
    organizationId = school.organizationId
    const [lone, student, fresh, loser] = await Promise.all(
      ['Lone', 'Student', 'Fresh', 'Loser'].map((name) => plantContact(organizationId, name))
    )
    await grantCourse(school, student)
    await inTenant(() => student.addAddress('phones', { text: '+4930901820' }))
    for (const one of [lone, student, loser]) await inTenant(() => one.remove())
    await sql(
      `update contacts set deleted_at = deleted_at - interval '31 days' where organization_id = ? and deleted_at is not null`,
      [organizationId]
    )
    await sql('update contacts set merged_into_id = ? where id = ?', [fresh.id, loser.id])
    await inTenant(() => fresh.remove())
    const mailTo = (one: Contact, state: string) =>
      sql<{ id: string }>(
        `insert into outgoing_mails (id, organization_id, mail, contact_id, to_address, to_name, payload, subject,
           message_id, state, last_reply, due_at, created_at, updated_at)
         values (gen_random_uuid(), ?, 'test/mail', ?, ?, 'Ada', '{"name": "Ada"}', 'Dear Ada', '<a@b.test>', ?, ?, now(), now(), now())
         returning id`,
        [organizationId, one.id, one.email!, state, `${one.email} is here`]
      ).then(([{ id }]) => id)
    const gone = await Promise.all([mailTo(lone, 'sent'), mailTo(student, 'queued')])
    const kept = await mailTo(fresh, 'sent')
    await eraseDeleted()
    await eraseDeleted()
    assert.isUndefined(await row(lone.id))
    assert.isDefined(await row(fresh.id))
    assert.equal((await row(loser.id)).first_name, 'Loser')
    assert.deepInclude(await row(student.id), {
      email: null,
      phone_e164: null,
      first_name: null,
      name_sort: '',
    })
    assert.deepEqual(
      await sql('select 1 from contact_emails where contact_id = any(?)', [[lone.id, student.id]]),
      []
    )
    const mails = await sql<Row>(
      `select id, to_address, to_name, payload, subject, last_reply, state from outgoing_mails
       where id = any(?::uuid[]) order by state desc`,
      [gone]
    )
    const empty = {
      to_address: 'erased',
      to_name: null,
      payload: {},
      subject: null,
      last_reply: null,
    }
    assert.deepEqual(mails, [
      { id: gone[0], ...empty, state: 'sent' },
      { id: gone[1], ...empty, state: 'cancelled' },
    ])
    // A link in such a mail is lost, and what a provider tells of it later harms nobody.
    assert.isNull((await inTenant(() => readerOfMail(gone[0])))!.email)
    const told = { ref: { kind: 'mail' as const, mailId: gone[0] }, kind: 'bounced' as const }
    const bounce = {
      ...{ ...told, bounce: 'hard' as const, happenedAt: new Date(), detail: {}, dedupeKey: null },
      ...{ organizationId, accountId: null },
    }
    await db.transaction((trx) => applyFacts([bounce as never], trx))
    assert.lengthOf(
      await sql('select 1 from suppressions where organization_id = ?', [organizationId]),
      0
    )
    const [{ to_address: address }] = await sql<Row>(
      'select to_address from outgoing_mails where id = ?',
      [kept]
    )
    assert.equal(address, fresh.email)
    const erased = await facts('contact.erased')
    assert.sameMembers(
      erased.map(({ payload }) => payload.isRemoved),
      [true, false]
    )
    await inTenant(() => student.restore())
    assert.isNotNull((await row(student.id)).deleted_at)
  })

  test('entering by hand takes all that the form has, and makes nobody twice', async ({
    client,
    assert,
  }) => {
    const answer = await send(client, 'post', '/admin/contacts', {
      firstName: 'Mary',
      lastName: 'Somerville',
      email: 'mary@stars.test',
      phone: '030 901821',
      jobTitle: 'Astronomer',
      lifecycle: 'customer',
      companyName: 'Royal Society',
      tags: ['Science'],
      custom: {},
    })
    const id = String(answer.header('location')).split('/').at(-1)!
    const shown = await page(client, `/admin/contacts/${id}`)
    assert.deepInclude(shown.contact, { jobTitle: 'Astronomer', lifecycle: 'customer' })
    assert.equal(shown.phones[0].norm, '+4930901821')
    assert.equal(shown.companies[0].name, 'Royal Society')
    assert.equal(shown.tags[0].name, 'Science')
    const again = await send(client, 'post', '/admin/contacts', {
      email: 'MARY@stars.test',
      jobTitle: 'Overwritten',
    })
    assert.equal(again.header('location'), `/admin/contacts/${id}`)
    assert.equal((await row(id)).job_title, 'Astronomer')
    const nothing = await send(client, 'post', '/admin/contacts', { jobTitle: 'x' })
    assert.deepEqual(Object.keys(faults(nothing.text())), ['/email'])
    const half = await send(client, 'post', '/admin/contacts', { firstName: 'X', phone: 'no' })
    assert.deepEqual(Object.keys(faults(half.text())), ['/phone'])
    assert.deepEqual(
      await sql('select 1 from contacts where organization_id = ? and first_name = ?', [
        organizationId,
        'X',
      ]),
      []
    )
    assert.deepEqual(await disagreeing(), [])
  })

  test('entering by hand takes further addresses, the place, time zone and language', async ({
    client,
    assert,
  }) => {
    const place = {
      ...{ street: 'Ring 1', city: 'Bonn', region: 'NRW', postalCode: '53111', country: 'DE' },
      ...{ timeZone: 'Europe/Berlin', locale: 'de' },
    }
    const answer = await send(client, 'post', '/admin/contacts', {
      ...{ email: 'caroline@stars.test', phone: '030 901822', ...place },
      emails: ['caroline@home.test', ' Caroline@Work.test '],
      phones: ['030 901823'],
    })
    const id = String(answer.header('location')).split('/').at(-1)!
    const shown = await page(client, `/admin/contacts/${id}`)
    assert.deepInclude(shown.contact, place)
    assert.deepEqual(
      shown.emails.map((one: { text: string; isPrimary: boolean }) => [one.text, one.isPrimary]),
      [
        ['caroline@stars.test', true],
        ['caroline@home.test', false],
        ['Caroline@Work.test', false],
      ]
    )
    assert.lengthOf(shown.phones, 2)
    const alone = await send(client, 'post', '/admin/contacts', { emails: ['alone@stars.test'] })
    const other = String(alone.header('location')).split('/').at(-1)!
    assert.equal((await row(other)).email, 'alone@stars.test')
    for (const [body, at] of [
      [{ emails: ['new@stars.test', 'caroline@work.test'] }, '/emails/1'],
      [{ email: 'new@stars.test', emails: ['new@stars.test'] }, '/emails/0'],
      [{ emails: ['nobody'] }, '/emails/0'],
      [{ phones: ['+49 30 901823', 'no'] }, '/phones/1'],
      [{ timeZone: 'Moon/Crater' }, '/timeZone'],
    ] as const) {
      const refused = await send(client, 'post', '/admin/contacts', { firstName: 'X', ...body })
      assert.include(Object.keys(faults(refused.text())), at)
    }
    const [{ count }] = await sql<{ count: number }>(
      'select count(*)::int as count from contacts where organization_id = ? and first_name = ?',
      [organizationId, 'X']
    )
    assert.equal(count, 0)
    assert.deepEqual(await disagreeing(), [])
  })

  test('neighbours are those of the list', async ({ client, assert }) => {
    const older = await plantContact(organizationId, 'Older')
    await sql(`update contacts set created_at = created_at - interval '1 day' where id = ?`, [
      older.id,
    ])
    const { neighbours } = await page(client)
    assert.deepEqual(neighbours, { previous: null, next: older.id })
    assert.deepEqual((await page(client, `/admin/contacts/${older.id}`)).neighbours, {
      previous: ada.id,
      next: null,
    })
  })

  test('who may only read is refused every change', async ({ client, assert }) => {
    const viewer = await plantStaff(organizationId, 'viewer')
    const { emails } = await page(client)
    for (const [method, url, body] of [
      ['put', path, { jobTitle: 'x' }],
      ['delete', path, {}],
      ['post', `${path}/restoration`, {}],
      ['post', `${path}/emails`, { email: 'a@b.test' }],
      ['put', `${path}/emails/${emails[0].id}`, { label: 'x' }],
      ['delete', `${path}/emails/${emails[0].id}`, {}],
      ['post', `${path}/phones`, { phone: '+4930901820' }],
      ['post', `${path}/companies`, { name: 'x' }],
      ['post', `${path}/tags`, { names: ['x'] }],
    ] as ['post' | 'put' | 'delete', string, Json][]) {
      const response = await send(client, method, url, body, viewer)
      assert.equal(response.status(), 403, `${method} ${url}`)
    }
    // An agent may change contacts, but for tags that are not there yet.
    const agent = await plantStaff(organizationId, 'agent')
    assert.isBelow((await send(client, 'put', path, { jobTitle: 'x' }, agent)).status(), 400)
  })
})
