import { v7 as uuid } from 'uuid'
import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { compareChanged, scanOrganization } from '#crm/duplicates'
import { askForScan } from '#crm/queries/duplicate_scans'
import { beginRun } from '#crm/merge_runs'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { until } from '#tests/support/until'
import { workOff } from '#tests/support/queue'
import { whatMoves } from '../../../inertia/components/crm/duplicates/what_moves.js'

type Given = {
  first?: string | null
  last?: string | null
  email?: string
  phone?: string
  company?: string
  city?: string
}

test.group('Duplicates', (group) => {
  group.tap((one) => one.timeout(30_000))
  let organizationId: string
  let owner: Person

  group.each.setup(async () => {
    organizationId = await plantOrganization('Twins')
    owner = await plantStaff(organizationId)
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  let minute = 0
  const plant = async ({ first = null, last = null, email, phone, company, city }: Given) => {
    const id = uuid()
    const address = email ?? `${id}@example.test`
    await sql(
      `insert into contacts (id, organization_id, first_name, last_name, email, email_norm, phone, phone_e164, city, source,
         created_at, updated_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'test', timestamptz '2026-01-01' + ? * interval '1 minute', now())`,
      [id, organizationId, first, last, address, address, phone, phone, city, minute++]
    )
    await sql(
      `insert into contact_emails (id, organization_id, contact_id, email, email_norm, is_primary, created_at)
       values (gen_random_uuid(), ?, ?, ?, ?, true, now())`,
      [organizationId, id, address, address]
    )
    if (phone) {
      await sql(
        `insert into contact_phones (id, organization_id, contact_id, phone, phone_e164, is_primary, created_at)
         values (gen_random_uuid(), ?, ?, ?, ?, true, now())`,
        [organizationId, id, phone, phone]
      )
    }
    if (company) {
      const companyId = uuid()
      await sql(
        `insert into companies (id, organization_id, name, source, created_at, updated_at) values (?, ?, ?, 'test', now(), now())`,
        [companyId, organizationId, company]
      )
      await sql(
        `insert into company_contacts (organization_id, company_id, contact_id, is_primary, created_at)
         values (?, ?, ?, true, now())`,
        [organizationId, companyId, id]
      )
    }
    return id
  }
  const scan = () =>
    inTenant(async () => {
      await askForScan(organizationId)
      await scanOrganization()
    })
  const pairs = (state = 'open') =>
    sql<{ id: string; a_id: string; b_id: string; score: number; reasons: string[] }>(
      `select id, a_id, b_id, score, reasons from duplicate_pairs where organization_id = ? and state = ?
       order by score desc, id`,
      [organizationId, state]
    )
  const found = async (a: string, b: string) =>
    (await pairs()).find((pair) => [pair.a_id, pair.b_id].sort().join() === [a, b].sort().join())

  test('are found by address, number, name with company or place, and similar names', async ({
    assert,
  }) => {
    const gmail = await plant({ first: 'Ada', last: 'Lovelace', email: 'ada.lovelace@gmail.com' })
    const plus = await plant({ email: 'adalovelace+shop@googlemail.com' })
    const tag = await plant({ first: 'Kurt', last: 'Gödel', email: 'kurt@uni.test' })
    const tagged = await plant({ first: 'Kurt', last: 'Godel', email: 'kurt+list@uni.test' })
    const dots = await plant({ first: 'Emmy', last: 'Noether', email: 'emmy.noether@uni.test' })
    const noDots = await plant({ first: 'Someone', last: 'Else', email: 'emmynoether@uni.test' })
    const phone = await plant({ first: 'Grace', last: 'Hopper', phone: '+4930111' })
    const samePhone = await plant({ first: 'Hopper', last: 'Grace', phone: '+4930111' })
    const family = await plant({ first: 'Max', last: 'Planck', phone: '+4930222' })
    const spouse = await plant({ first: 'Marie', last: 'Merck', phone: '+4930222' })
    const acme = await plant({ first: 'Jon', last: 'Smithers', company: 'Acme GmbH' })
    const typo = await plant({ first: 'John', last: 'Smithers', company: 'ACME  gmbh' })
    const city = await plant({ first: 'Lise', last: 'Meitner', city: 'Köln' })
    const sameCity = await plant({ first: 'Lise', last: 'Meitner', city: 'Koln' })
    const rare = await plant({ first: 'Katharina', last: 'Lüdenscheid' })
    const rareTypo = await plant({ first: 'Katarina', last: 'Lüdenscheidt' })
    await plant({ first: 'Entirely', last: 'Different' })
    await scan()

    assert.deepEqual((await found(gmail, plus))?.reasons, ['email'])
    assert.deepEqual((await found(tag, tagged))?.reasons, ['email', 'name'])
    assert.isAbove((await found(tag, tagged))!.score, 95)
    assert.isUndefined(await found(dots, noDots), 'dots mean something outside of Gmail')
    assert.deepEqual((await found(phone, samePhone))?.reasons, ['phone', 'name'])
    assert.isUndefined(await found(family, spouse), 'a number may be shared')
    assert.includeMembers((await found(acme, typo))!.reasons, ['similar_name', 'company'])
    assert.deepEqual((await found(city, sameCity))?.reasons, ['name', 'place'])
    assert.deepEqual((await found(rare, rareTypo))?.reasons, ['similar_name'])
    assert.lengthOf(await pairs(), 6)
  })

  test('a search again doubles nothing, keeps what was decided, and drops what is no more', async ({
    client,
    assert,
  }) => {
    const a = await plant({ first: 'Ada', last: 'Byron', phone: '+491' })
    const b = await plant({ first: 'Ada', last: 'Byron', phone: '+491' })
    const c = await plant({ first: 'Carl', last: 'Gauss', phone: '+492' })
    const d = await plant({ first: 'Carl', last: 'Gauss', phone: '+492' })
    await scan()
    const pair = (await found(a, b))!
    const dismiss = () =>
      as(owner, client.post(`/admin/contacts/duplicates/${pair.id}/dismissal`)).header(
        'accept',
        'application/json'
      )
    ;(await dismiss()).assertStatus(302)
    ;(await dismiss()).assertStatus(409)
    await sql(`update contacts set first_name = 'Paul', last_name = 'Other' where id = ?`, [d])
    await scan()
    assert.isUndefined(await found(a, b))
    assert.isUndefined(await found(c, d))
    assert.lengthOf(await pairs('dismissed'), 1)
    const viewer = await plantStaff(organizationId, 'viewer')
    ;(
      await as(viewer, client.delete(`/admin/contacts/duplicates/${pair.id}/dismissal`))
    ).assertStatus(403)
    ;(
      await as(owner, client.delete(`/admin/contacts/duplicates/${pair.id}/dismissal`))
    ).assertStatus(302)
    assert.exists(await found(a, b))
  })

  test('whoever is new or changed is compared without searching everybody', async ({ assert }) => {
    const a = await plant({ first: 'Ada', last: 'Byron', phone: '+491' })
    await scan()
    const b = await plant({ first: 'Ada', last: 'Byron', phone: '+491' })
    const changed = (id: string, type: string) =>
      sql(
        `insert into events (organization_id, type, subject_type, subject_id, contact_id, actor_type, payload, occurred_at)
         values (?, ?, 'contact', ?, ?, 'system', '{"source":"test"}', now())`,
        [organizationId, type, id, id]
      )
    // The job may have them in hand already, and the log is read up to the oldest open transaction.
    const compared = (what: string, condition: () => Promise<boolean>) =>
      until(what, async () => {
        await workOff()
        await inTenant(() => compareChanged())
        return condition()
      })
    await changed(b, 'contact.created')
    await compared('the pair', async () => (await found(a, b)) !== undefined)
    await sql('update contacts set deleted_at = now() where id = ?', [a])
    await changed(a, 'contact.deleted')
    await compared('the pair to go', async () => (await pairs()).length === 0)
    assert.isUndefined(await found(a, b))
  })

  test('a search is asked for on the page, and runs in the background', async ({
    client,
    assert,
  }) => {
    const a = await plant({ first: 'Ada', last: 'Byron', phone: '+491' })
    const b = await plant({ first: 'Ada', last: 'Byron', phone: '+491' })
    const viewer = await plantStaff(organizationId, 'viewer')
    const post = (person: Person) => as(person, client.post('/admin/contacts/duplicates/scans'))
    ;(await post(viewer)).assertStatus(403)
    ;(await post(owner)).assertStatus(302)
    await workOff()
    assert.exists(await found(a, b))
    const page = await as(owner, client.get('/admin/contacts/duplicates')).withInertia()
    assert.equal(page.body().props.scan.state, 'done')
  })

  test('an import that touched most of the house lets everybody be searched', async ({
    assert,
  }) => {
    const a = await plant({ first: 'Ada', last: 'Byron', phone: '+491' })
    const b = await plant({ first: 'Ada', last: 'Byron', phone: '+491' })
    await sql(
      `insert into events (organization_id, type, subject_type, subject_id, actor_type, payload, occurred_at)
       values (?, 'import.ended', 'import', gen_random_uuid(), 'system',
         '{"state": "done", "name": "all.csv", "created": 30000, "updated": 0}', now())`,
      [organizationId]
    )
    await until('the pair', async () => {
      await workOff()
      return (await found(a, b)) !== undefined
    })
    const [scanned] = await sql('select state from duplicate_scans where organization_id = ?', [
      organizationId,
    ])
    assert.deepEqual(scanned, { state: 'done' })
  })

  test('numbers and names that many share make no pairs', async ({ assert }) => {
    for (let n = 0; n < 12; n++) await plant({ first: 'Switch', last: 'Board', phone: '+4900' })
    await scan()
    assert.lengthOf(await pairs(), 0)
  })

  test('the queue shows both with what moves, and merges by choice', async ({ client, assert }) => {
    const a = await plant({ first: 'Ada', last: 'Byron', phone: '+491', city: 'London' })
    const b = await plant({ first: 'Ada', last: 'Byron', phone: '+491', city: 'Paris' })
    await scan()
    const queue = await as(owner, client.get('/admin/contacts/duplicates')).withInertia()
    queue.assertStatus(200)
    const [pair] = queue.body().props.pairs
    assert.sameMembers([pair.a.id, pair.b.id], [a, b])
    assert.equal(queue.body().props.open.count, 1)
    const review = await as(
      owner,
      client.get('/admin/contacts/merges/create').qs({ a, b })
    ).withInertia()
    review.assertStatus(200)
    assert.deepEqual(review.body().props.moves.a, ['1 e-mail address'])
    await sql(
      `insert into contact_emails (id, organization_id, contact_id, email, email_norm, is_primary, created_at)
       values (gen_random_uuid(), ?, ?, 'second@b.test', 'second@b.test', false, now())`,
      [organizationId, b]
    )
    const again = await as(
      owner,
      client.get('/admin/contacts/merges/create').qs({ a, b })
    ).withInertia()
    const { props } = again.body()
    assert.deepEqual(props.moves, { a: ['1 e-mail address'], b: ['2 e-mail addresses'] })
    assert.equal(
      whatMoves(props, props.moves, 'a'),
      `From Ada Byron (${b}@example.test) to Ada Byron (${a}@example.test): 2 e-mail addresses.`,
      'what the one who goes gives, and which of two namesakes that is'
    )
    const merged = await as(owner, client.post('/admin/contacts/merges')).json({
      winnerId: a,
      loserId: b,
      fields: { address: 'loser' },
    })
    merged.assertStatus(302)
    merged.assertHeader('location', `/admin/contacts/${a}`)
    assert.lengthOf(await pairs('merged'), 1)
    ;(await as(owner, client.get(`/admin/contacts/${b}`))).assertHeader(
      'location',
      `/admin/contacts/${a}`
    )
    const history = await as(owner, client.get('/admin/contacts/merges')).withInertia()
    const [line] = history.body().props.merges
    assert.isTrue(line.canUndo)
    ;(await as(owner, client.delete(`/admin/contacts/merges/${line.id}`))).assertStatus(302)
    assert.lengthOf(await pairs('dismissed'), 1, 'whom somebody parts is two people')
    const stranger = await plantStaff(await plantOrganization('Stranger'))
    ;(await as(stranger, client.delete(`/admin/contacts/merges/${line.id}`))).assertStatus(404)
    const viewer = await plantStaff(organizationId, 'viewer')
    ;(
      await as(viewer, client.post('/admin/contacts/merges')).json({ winnerId: a, loserId: b })
    ).assertStatus(403)
  })

  test('a bulk merge takes all pairs of its rule, three who are one too, and keeps the oldest', async ({
    assert,
  }) => {
    const oldest = await plant({ first: 'Ada', last: 'Byron', phone: '+491' })
    for (let n = 0; n < 3; n++) await plant({ first: 'Ada', last: 'Byron', phone: '+491' })
    const pairOf: string[] = []
    for (const n of [1, 2, 3]) {
      pairOf.push(await plant({ first: 'Carl', last: `Gauss ${n}`, phone: `+49300${n}` }))
      await plant({ first: 'Carl', last: `Gauss ${n}`, phone: `+49300${n}` })
    }
    await scan()
    const total = await inTenant(() => beginRun({ rule: 'phone_name', keep: 'oldest' }))
    assert.equal(total, 9)
    await assert.rejects(
      () => inTenant(() => beginRun({ rule: 'certain', keep: 'oldest' })),
      /under way/
    )
    const [{ id }] = await sql<{ id: string }>(
      'select id from merge_runs where organization_id = ?',
      [organizationId]
    )
    await workOff()
    const living = await sql<{ id: string }>(
      'select id from contacts where organization_id = ? and deleted_at is null',
      [organizationId]
    )
    assert.sameMembers(
      living.map((row) => row.id),
      [oldest, ...pairOf]
    )
    const [run] = await sql('select state, merged from merge_runs where id = ?', [id])
    assert.deepEqual(run, { state: 'done', merged: 6 })
    assert.lengthOf(await pairs(), 0)
  })

  test('a bulk merge is undone in one go; what cannot be undone stays, with the reason', async ({
    client,
    assert,
  }) => {
    // Three who are one, a pair, and a pair of which the one who stays is deleted since.
    const three = []
    for (let n = 0; n < 3; n++) {
      three.push(await plant({ first: 'Ada', last: 'Byron', phone: '+491' }))
    }
    const others = []
    for (const n of [1, 2]) {
      others.push(await plant({ first: 'Carl', last: `Gauss ${n}`, phone: `+49300${n}` }))
      others.push(await plant({ first: 'Carl', last: `Gauss ${n}`, phone: `+49300${n}` }))
    }
    await scan()
    await inTenant(() => beginRun({ rule: 'phone_name', keep: 'oldest' }))
    await workOff()
    await sql('update contacts set deleted_at = now() where id = ?', [others[2]])
    const props = async () =>
      (await as(owner, client.get('/admin/contacts/merges')).withInertia()).body().props
    const [{ id, canUndo, merged }] = (await props()).runs
    assert.deepEqual([canUndo, merged], [true, 4])

    const path = `/admin/contacts/duplicates/runs/${id}/undo`
    ;(await as(owner, client.post(path))).assertStatus(302)
    ;(await as(owner, client.post(path)).accept('json')).assertStatus(409)
    await workOff()
    const living = await sql<{ id: string }>(
      'select id from contacts where organization_id = ? and deleted_at is null',
      [organizationId]
    )
    assert.sameMembers(
      living.map((row) => row.id),
      [...three, others[0], others[1]]
    )
    const { runs, merges } = await props()
    const why = 'The contact was deleted since. Restore it first.'
    assert.containsSubset(runs[0], { state: 'undone', undone: 3, canUndo: true })
    assert.deepEqual(runs[0].staying, [{ reason: why, count: 1 }])
    assert.deepEqual(
      merges.flatMap(({ undoProblem }: { undoProblem: string | null }) => undoProblem ?? []),
      [why]
    )

    // After what stood in the way is gone, the rest comes back too.
    await sql('update contacts set deleted_at = null where id = ?', [others[2]])
    ;(await as(owner, client.post(path))).assertStatus(302)
    await workOff()
    const [again] = (await props()).runs
    assert.containsSubset(again, { state: 'undone', undone: 4, canUndo: false })
    assert.deepEqual(again.staying, [])
    const viewer = await plantStaff(organizationId, 'viewer')
    ;(await as(viewer, client.post(path))).assertStatus(403)
    const stranger = await plantStaff(await plantOrganization('Strangers'))
    ;(await as(stranger, client.post(path))).assertStatus(404)
  })

  test('somebody who enters a contact is told who is there already', async ({ client, assert }) => {
    const a = await plant({
      first: 'Ada',
      last: 'Lovelace',
      email: 'ada.l@gmail.com',
      phone: '+493012345678',
    })
    const b = await plant({ first: 'Grace', last: 'Hopper', company: 'Navy' })
    await scan()
    const ask = async (qs: Record<string, string>) => {
      const response = await as(owner, client.get('/admin/contacts/alike').qs(qs))
      response.assertStatus(200)
      return response
        .body()
        .contacts.map(({ id, reason }: { id: string; reason: string }) => [id, reason])
    }
    assert.deepEqual(await ask({ email: 'ADA.L@gmail.com' }), [[a, 'email']])
    assert.deepEqual(await ask({ email: 'adal+x@gmail.com' }), [[a, 'email_variant']])
    assert.deepEqual(await ask({ phone: '+49 30 12345678' }), [[a, 'phone']])
    assert.deepEqual(await ask({ firstName: 'grace', lastName: 'hopper', company: 'navy' }), [
      [b, 'name_company'],
    ])
    assert.deepEqual(await ask({ firstName: 'Grace', lastName: 'Hoper' }), [[b, 'similar_name']])
    assert.deepEqual(await ask({ firstName: 'No', lastName: 'Body', email: 'half@' }), [])
    const stranger = await plantStaff(await plantOrganization('Stranger'))
    const other = await as(
      stranger,
      client.get('/admin/contacts/alike').qs({ email: 'ada.l@gmail.com' })
    )
    assert.deepEqual(other.body().contacts, [])
  })
})
