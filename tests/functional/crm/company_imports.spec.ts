import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { sweepOldImports } from '#crm/imports/retention'
import CustomField from '#crm/models/custom_field'
import Deal from '#crm/models/deal'
import { pipelinesOrFirst } from '#crm/pipelines'
import { chunking } from '#crm/queries/import_staging'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff } from '#tests/support/people'
import { stopWorking, workOff } from '#tests/support/queue'
import { plantContact } from '#tests/support/school'
import { Importing } from './support/importing.js'

test.group('Imports of companies', (group) => {
  let organizationId: string
  let importing: Importing

  group.each.setup(async () => {
    // A worker that another spec left running would take the jobs.
    await stopWorking()
    organizationId = await plantOrganization('Importers')
    importing = new Importing(organizationId, 'companies')
  })

  const companies = () =>
    sql<Record<string, unknown>>(
      `select name, domain, website, phone, industry, size, street, city, country, external_id, source, custom,
         (select u.full_name from users u where u.id = owner_id) as owner,
         (select string_agg(t.name, ',' order by t.name) from company_tags ct join tags t on t.id = ct.tag_id
          where ct.company_id = companies.id) as tags
       from companies where organization_id = ? and deleted_at is null order by name_sort, id`,
      [organizationId]
    )

  test('a file makes companies with their tags and owner, and knows them again', async ({
    assert,
  }) => {
    const { user } = await plantStaff(organizationId)
    const batch = await importing.run(
      'Company name,Company Domain Name,Website URL,Phone Number,Industry,Number of Employees,City,Country/Region,Company owner,Tags\n' +
        `Engines Ltd,www.Engines.example,,030 1,Machines,50,Berlin,Germany,${user.fullName},"Maker, VIP"\n` +
        'Looms & Co,,looms.example/about,,,,,,,\n'
    )
    assert.equal(batch.state, 'done')
    assert.containsSubset(batch.outcome, { created: 2, updated: 0, refused: 0 })
    assert.containsSubset(await companies(), [
      {
        ...{ name: 'Engines Ltd', domain: 'engines.example', phone: '030 1', industry: 'Machines' },
        ...{ size: '50', city: 'Berlin', country: 'DE', owner: user.fullName, tags: 'Maker,VIP' },
        ...{ source: 'import' },
      },
      { name: 'Looms & Co', domain: 'looms.example', website: 'https://looms.example/about' },
    ])
    // By its domain, and by its name where the row has no domain; empty cells delete nothing.
    const again = await importing.run(
      'Name,Domain,City,Tags\nEngines Limited,engines.example,,New\nlooms & co,,Leeds,\nlooms & co,,Leeds,\n'
    )
    assert.containsSubset(again.outcome, { created: 0, updated: 2, refused: 1 })
    assert.containsSubset(await companies(), [
      { name: 'Engines Limited', city: 'Berlin', tags: 'Maker,New,VIP' },
      { name: 'looms & co', domain: 'looms.example', city: 'Leeds' },
    ])
    const same = await importing.run('Name,Domain\nEngines Limited,engines.example\n')
    assert.containsSubset(same.outcome, { created: 0, updated: 0, unchanged: 1 })
    const events = await sql<{ payload: object }>(
      `select payload from events where organization_id = ? and type = 'companies.imported' order by id`,
      [organizationId]
    )
    assert.containsSubset(events[0].payload, { chunk: 1, created: 2, updated: 0 })
    const [{ inside }] = await sql<{ inside: number }>(
      `select count(*)::int as inside from companies c, events e where c.organization_id = ? and e.organization_id = ?
         and e.type = 'companies.imported' and (e.payload ->> 'created')::int = 2
         and c.id between (e.payload ->> 'firstId')::uuid and (e.payload ->> 'lastId')::uuid`,
      [organizationId, organizationId]
    )
    assert.equal(inside, 2)
  })

  test('one may only add, only update, or only fill what is empty', async ({ assert }) => {
    await importing.run('Name,Domain,City\nAcme,acme.example,Bonn\n')
    const file = 'Name,Domain,City,Phone\nAcme,acme.example,Köln,1\nBolt,bolt.example,Ulm,2\n'
    const added = await importing.run(file, { mode: 'create' })
    assert.containsSubset(added.outcome, { created: 1, updated: 0, skipped: 1 })
    assert.deepEqual(await importing.errors(added), [
      '2,Not imported: this company is there already,Acme,acme.example,Köln,1',
    ])
    const filled = await importing.run(file, { mode: 'update', existing: 'keep' })
    assert.containsSubset(filled.outcome, { created: 0, updated: 1, unchanged: 1 })
    const updated = await importing.run(`${file}Cog,cog.example,,\n`, {
      mode: 'update',
      existing: 'replace',
    })
    assert.containsSubset(updated.outcome, { created: 0, updated: 1, unchanged: 1, skipped: 1 })
    assert.containsSubset(await companies(), [{ name: 'Acme', city: 'Köln', phone: '1' }])
    assert.lengthOf(await companies(), 2)
  })

  test('a company that a contact brought without a domain is the one of its name', async ({
    assert,
  }) => {
    const contacts = new Importing(organizationId, 'contacts')
    await contacts.run('Email,Company\nada@example.com,Acme\n')
    const batch = await importing.run('Name,Domain\nACME,acme.example\nACME,acme.other\n')
    assert.containsSubset(batch.outcome, { created: 1, updated: 1 })
    assert.containsSubset(await companies(), [
      { name: 'ACME', domain: 'acme.example' },
      { name: 'ACME', domain: 'acme.other' },
    ])
    const unclear = await importing.check('Name,City\nAcme,Bonn\n', { matchBy: 'name' })
    assert.deepEqual(importing.found(unclear), [[2, 'shared', 'Several companies have this name']])
  })

  test('companies are found by the id of another system, the deleted too', async ({ assert }) => {
    await importing.run('Name,Record ID\nAcme,K1\nBolt,K2\n')
    await sql(
      `update companies set deleted_at = now() where organization_id = ? and external_id = 'K2'`,
      [organizationId]
    )
    const batch = await importing.run(
      'Record ID,Name\nK1,Acme Holding\nK2,Bolt AG\nK3,Acme Holding\n',
      {
        matchBy: 'external_id',
      }
    )
    assert.containsSubset(batch.outcome, { created: 1, updated: 2, refused: 0 })
    assert.containsSubset(await companies(), [
      { name: 'Acme Holding', external_id: 'K1' },
      { name: 'Acme Holding', external_id: 'K3' },
      { name: 'Bolt AG', external_id: 'K2' },
    ])
    const taken = await importing.check('Record ID,Name\nK1,Bolt AG\n', { matchBy: 'name' })
    assert.deepEqual(importing.found(taken), [
      [2, 'taken', 'The id belongs to another company than the row is about'],
    ])
  })

  test('a dry run tells what cannot be read, and changes nothing', async ({ assert }) => {
    const batch = await importing.check(
      'Name,Domain,Website,Country,Company owner\nAcme,not a domain,,,\nBolt,bolt.example,,Atlantis,\n' +
        ',,,Germany,\nCog,cog.example,::,,Nobody Here\nDyn,bolt.example,,,\n'
    )
    assert.containsSubset(batch.findings, { rows: 5, new: 3, duplicate: 1, invalid: 1, warned: 3 })
    const found = importing.found(batch)
    assert.deepInclude(found, [2, 'warning', 'Domain: "not" is no domain'])
    assert.deepInclude(found, [3, 'warning', 'Country: "Atlantis" is not known'])
    assert.deepInclude(found, [4, 'invalid', 'The row has no domain and no name of a company'])
    assert.deepInclude(found, [
      ...[
        5,
        'warning',
        'Website: "::" is no web address; Owner: nobody here is called "Nobody Here"',
      ],
    ] as [number, string, string])
    assert.deepInclude(found, [6, 'duplicate', 'Row 3 is about the same company'])
    assert.lengthOf(await companies(), 0)
    const strict = await importing.run('Name,Country\nAcme,Atlantis\nBolt,France\n', {
      flawed: 'refuse',
    })
    assert.containsSubset(strict.outcome, { created: 1, refused: 1 })
    assert.deepEqual(await importing.errors(strict), [
      '2,"Country: ""Atlantis"" is not known",Acme,Atlantis',
    ])
  })

  test('values of custom fields of each type are suggested by their labels and taken over', async ({
    assert,
  }) => {
    const contact = await plantContact(organizationId, 'Ada')
    const stranger = await plantContact(await plantOrganization('Strangers'), 'Eve')
    const option = (label: string) => ({ label })
    const types = {
      'Motto': { type: 'text' },
      'Story': { type: 'long_text' },
      'Score': { type: 'number' },
      'Turnover': { type: 'money' },
      'Founded': { type: 'date' },
      'Listed': { type: 'boolean' },
      'Tier': { type: 'select', options: [option('Gold'), option('Silver')] },
      'Markets': { type: 'multi_select', options: [option('North'), option('South')] },
      'Shop': { type: 'url' },
      'Key person': { type: 'reference', reference: 'contact' },
    } as const
    await importing.inTenant(async () => {
      for (const [label, given] of Object.entries(types))
        await CustomField.define({ entity: 'company', label, ...given } as never)
      // Sorted by, so that typed copies are kept.
      await CustomField.define({ entity: 'contact', label: 'Motto', type: 'text' })
    })
    const batch = await importing.run(
      `Name,${Object.keys(types).join(',')}\n` +
        `Acme,Onward,"Long\nstory","1.234,5",1.000 EUR,31.12.1999,ja,gold,North; South,acme.example/shop,${contact.id}\n` +
        `Bolt,,,many,much,soon,perhaps,Tin,West,::,${stranger.id}\n`
    )
    assert.containsSubset(batch.outcome, { created: 2, refused: 0 })
    const [acme, bolt] = await companies()
    assert.deepEqual(acme.custom, {
      ...{ motto: 'Onward', story: 'Long\nstory', score: 1234.5, founded: '1999-12-31' },
      ...{ turnover: { minor: 100_000, currency: 'EUR' }, listed: true, tier: 'gold' },
      ...{ markets: ['north', 'south'], shop: 'https://acme.example/shop', key_person: contact.id },
    })
    assert.deepEqual(bolt.custom, {})
    const [line] = await importing.errors(batch)
    for (const said of [
      'Score: Enter a number',
      'Founded: Enter a date',
      'Tier: ""Tin"" is none',
    ]) {
      assert.include(line, said)
    }
    assert.include(line, 'Key person: there is no contact with this id or e-mail address')
    const copies = await sql(
      `select v.number_value::float as value from field_values v join custom_fields f on f.id = v.field_id
       where v.organization_id = ? and f.key = 'score' and v.number_value is not null`,
      [organizationId]
    )
    assert.deepEqual(copies, [{ value: 1234.5 }])
  })

  test('references are named by an address, a domain or a name, or a title', async ({ assert }) => {
    const ada = await plantContact(organizationId, 'Ada Lovelace')
    const foreign = await plantContact(await plantOrganization('Foreign'), 'Not Ours')
    await importing.run(
      'Name,Domain\nÉcole,ecole.example\nBooking.com,\nTwin,a.example\nTwin,b.example\n'
    )
    const names = ['contact', 'company', 'deal'] as const
    await importing.inTenant(async () => {
      for (const reference of names)
        await CustomField.define({
          ...{ entity: 'company', type: 'reference', label: `Its ${reference}`, reference },
        })
      const [pipeline] = await pipelinesOrFirst()
      await Deal.begin(pipeline.stages[0].id, { title: 'Big Barn', currency: 'EUR' })
    })
    const batch = await importing.run(
      'Name,Domain,Its contact,Its company,Its deal\n' +
        `One,one.example,${ada.email!.toUpperCase()},https://www.ecole.example/,big barn\n` +
        `Two,two.example,${foreign.email},ecole,Barn\n` +
        `Three,three.example,${ada.id.toUpperCase()},booking.com,\n` +
        'Four,four.example,,twin,\n'
    )
    const found = new Map((await companies()).map((one) => [one.domain, one]))
    const ids = new Map(
      (
        await sql<{ id: string; name: string }>(
          `select id, name from companies where organization_id = ? union all select id, title from deals where organization_id = ?`,
          [organizationId, organizationId]
        )
      ).map(({ id, name }) => [name, id])
    )
    const [ecole, booking] = [ids.get('École'), ids.get('Booking.com')]
    assert.deepEqual(found.get('one.example')!.custom, {
      ...{ its_contact: ada.id, its_company: ecole, its_deal: ids.get('Big Barn') },
    })
    assert.deepEqual(found.get('two.example')!.custom, { its_company: ecole })
    assert.deepEqual(found.get('three.example')!.custom, {
      ...{ its_contact: ada.id, its_company: booking },
    })
    assert.deepEqual(found.get('four.example')!.custom, {})
    const lines = await importing.errors(batch)
    assert.include(lines[0], 'Its contact: there is no contact with this id or e-mail address')
    assert.include(lines[0], 'Its deal: there is no deal with this id or title')
    assert.include(lines[1], 'Its company: more than one company is called ""twin""')
  })

  test('an import that broke off goes on without a gap or a repeat', async ({
    assert,
    cleanup,
  }) => {
    chunking.rows = 20
    cleanup(() => void (chunking.rows = 10_000))
    const rows = Array.from({ length: 190 }, (_, n) => `Firm ${n},f${n}.example`)
    const checked = await importing.check(`Name,Domain\n${rows.join('\n')}\n`)
    await importing.inTenant(() => checked.runLater())
    await sql(
      `create or replace function test_break_company() returns trigger language plpgsql as $$
       begin if new.name = 'Firm 110' then raise exception 'pulled the plug'; end if; return new; end $$`
    )
    await sql(
      'create trigger test_break before insert on companies for each row execute function test_break_company()'
    )
    try {
      await assert.rejects(() => importing.work(checked))
    } finally {
      await sql('drop trigger test_break on companies')
    }
    const half = (await companies()).length
    assert.isTrue(half > 0 && half < 190)
    // The crash took the unlogged tables with it.
    await sql('delete from import_company_rows where organization_id = ?', [organizationId])
    const done = await importing.work(checked)
    assert.containsSubset(done, {
      state: 'done',
      outcome: { created: 190, updated: 0, refused: 0 },
    })
    const names = (await companies()).map(({ name }) => name)
    assert.deepEqual([names.length, new Set(names).size], [190, 190])
    const staged = await sql('select 1 from import_company_rows where organization_id = ?', [
      organizationId,
    ])
    assert.lengthOf(staged, 0)
  })

  test('an undone import leaves things as they were, but for what happened since', async ({
    assert,
  }) => {
    await importing.inTenant(() =>
      CustomField.define({ entity: 'company', label: 'Tier', type: 'text' })
    )
    await importing.run(
      'Name,Domain,City,Tags,Tier\nOld,old.example,Bonn,Kept,A\nBy hand,hand.example,Ulm,,\n'
    )
    const before = await companies()
    const batch = await importing.run(
      'Name,Domain,City,Tags,Tier\nOlder,old.example,Köln,"Kept,Added",B\nBy file,hand.example,,,\n' +
        'New,new.example,,Added,\nUsed,used.example,,,\nChanged,changed.example,,,\n'
    )
    assert.containsSubset(batch.outcome, { created: 3, updated: 2 })
    const ada = await plantContact(organizationId, 'Ada')
    await sql(
      `insert into company_contacts (organization_id, company_id, contact_id, created_at)
       select organization_id, id, ?, now() from companies where organization_id = ? and name = 'Used'`,
      [ada.id, organizationId]
    )
    await sql(
      `update companies set name = name || '!', updated_at = now() where organization_id = ? and name in ('By file', 'Changed')`,
      [organizationId]
    )
    const undone = await importing.undo(batch)
    assert.containsSubset(undone, { state: 'undone', outcome: { kept: 3 } })
    const after = await companies()
    assert.deepEqual(
      after.map(({ name }) => name),
      ['By file!', 'Changed!', 'Old', 'Used']
    )
    assert.deepEqual(
      after[2],
      before.find(({ name }) => name === 'Old')
    )
    const tags = await sql('select name from tags where organization_id = ?', [organizationId])
    assert.deepEqual(tags, [{ name: 'Kept' }])
  })

  test('30 days after its end nothing is kept of it but its figures', async ({
    assert,
    cleanup,
  }) => {
    cleanup(() => clock.restore())
    await importing.run('Name,Domain\nOld,old.example\n')
    const batch = await importing.run('Name,Domain\nOlder,old.example\n')
    clock.freeze(batch.finishedAt!.plus({ days: 30, hours: 2 }))
    while ((await Tenant.unscoped('sweeper', sweepOldImports)) > 0);
    const left = await sql('select 1 from import_record_changes where organization_id = ?', [
      organizationId,
    ])
    assert.lengthOf(left, 0)
    assert.isFalse((await importing.fresh(batch)).isUndoable)
  })

  test('a mapping is remembered for files of the same kind alone', async ({ assert }) => {
    const contacts = new Importing(organizationId, 'contacts')
    const file = 'Name,Phone,Record ID\nAda,030 1,K1\n'
    const first = await importing.upload(file)
    assert.deepEqual(first.mapping, ['name', 'phone', 'external_id'])
    await sql(`update imports set mapping = '["name", null, null]' where id = ?`, [first.id])
    await importing.check(file.replace('030 1', ''))
    assert.deepEqual((await contacts.upload(file)).mapping, ['full_name', 'phone', 'external_id'])
    assert.deepEqual(first.rules.matchBy, 'domain')
    await assert.rejects(
      () => importing.check('Name\nAcme\n', { matchBy: 'email' }),
      /cannot be told apart/
    )
    await assert.rejects(() => importing.check('City\nBonn\n'), /Say which column/)
  })

  test('an import touches nothing of another organization', async ({ assert }) => {
    const other = new Importing(await plantOrganization('Others'), 'companies')
    const file = 'Name,Domain,Record ID\nAcme,acme.example,K1\n'
    await other.run(file)
    const batch = await importing.run(file.replace('Acme', 'Ours'))
    assert.containsSubset(batch.outcome, { created: 1, updated: 0 })
    const theirs = await sql('select name from companies where organization_id = ?', [
      other.organizationId,
    ])
    assert.deepEqual(theirs, [{ name: 'Acme' }])
  })

  test('companies are uploaded on their own page, by who may write them', async ({
    client,
    assert,
  }) => {
    const owner = await plantStaff(organizationId)
    const send = (person: typeof owner, kind: string) =>
      as(person, client.post(`/admin/contacts/imports?kind=${kind}`))
        .headers({
          'content-type': 'application/octet-stream',
          'x-file-name': 'firms.csv',
          'accept': 'application/json',
        })
        .setup((request) => void request.request.send('Name,Domain\nAcme,acme.example\n'))
    const index = await as(
      owner,
      client.get('/admin/contacts/imports?kind=companies')
    ).withInertia()
    assert.containsSubset(index.body().props, {
      kind: 'companies',
      kinds: ['contacts', 'companies', 'deals'],
    })
    const sent = await send(owner, 'companies')
    sent.assertStatus(201)
    const path = `/admin/contacts/imports/${sent.body().data.id}`
    const page = async () => (await as(owner, client.get(path)).withInertia()).body().props
    const { import: batch, matchKeys, targets } = await page()
    assert.containsSubset(batch, { kind: 'companies', mapping: ['name', 'domain'] })
    assert.deepEqual(
      matchKeys.map(({ value }: { value: string }) => value),
      ['domain', 'name', 'external_id']
    )
    assert.include(
      targets.map(({ value }: { value: string }) => value),
      'industry'
    )
    await as(owner, client.post(`${path}/fields`)).json({ label: 'Tier', type: 'text' })
    const made = await sql(`select entity from custom_fields where organization_id = ?`, [
      organizationId,
    ])
    assert.deepEqual(made, [{ entity: 'company' }])
    const { mapping, rules } = batch
    const checked = await as(owner, client.post(`${path}/checks`)).json({ mapping, rules })
    checked.assertStatus(302)
    await workOff()
    await as(owner, client.post(`${path}/runs`))
    await workOff()
    assert.containsSubset(await page(), { import: { state: 'done' }, progress: { created: 1 } })
    const notices = await sql(`select body from notifications where user_id = ?`, [owner.user.id])
    assert.deepEqual(notices, [{ body: '1 new company, 0 updated.' }])
    const unknown = await send(owner, 'planets')
    unknown.assertStatus(422)
    const agent = await plantStaff(organizationId, 'agent')
    const refused = await send(agent, 'companies')
    refused.assertStatus(403)
  })
})
