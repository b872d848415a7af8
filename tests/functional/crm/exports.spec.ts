import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import StoredFile from '#media/models/stored_file'
import { Storage } from '#media/storage'
import { writeExport } from '#crm/exports/write_export'
import CustomField from '#crm/models/custom_field'
import Deal from '#crm/models/deal'
import Export from '#crm/models/export'
import { pipelinesOrFirst } from '#crm/pipelines'
import { stopWorking } from '#tests/support/queue'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { plantContact } from '#tests/support/school'
import { plantCompanies } from './support/crowd.js'

test.group('Exports', (group) => {
  let organizationId: string
  let owner: Person
  group.each.setup(async () => {
    // A worker that another spec left running would take the jobs.
    await stopWorking()
    organizationId = await plantOrganization('Exporters')
    owner = await plantStaff(organizationId)
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const latest = () => inTenant(() => Export.query().orderBy('createdAt', 'desc').firstOrFail())
  const contentOf = (wanted: Export) =>
    inTenant(async () => {
      const file = await StoredFile.query().where('id', wanted.fileId!).firstOrFail()
      const pieces: Buffer[] = []
      for await (const piece of await new Storage(file.disk).read(file.key)) pieces.push(piece)
      return Buffer.concat(pieces)
    })

  test('a list becomes a CSV file in which no cell is a formula', async ({ client, assert }) => {
    const ada = await plantContact(organizationId, 'Ada =HYPERLINK("x")')
    const grace = await plantContact(organizationId, 'Grace Hopper')
    await sql(`update contacts set phone = '+49 30 901820', city = '@home' where id = ?`, [ada.id])
    await plantContact(await plantOrganization('Others'), 'Not Ours')
    const asked = await as(owner, client.post('/admin/contacts/exports')).json({
      entity: 'contact',
      format: 'csv',
      sort: 'name',
      columns: ['email', 'phone', 'city'],
    })
    asked.assertStatus(302)
    await inTenant(async () => writeExport((await latest()).id))
    const done = await latest()
    assert.containsSubset(done.$attributes, { state: 'done', rowsDone: 2 })
    const lines = (await contentOf(done)).toString().split('\r\n')
    assert.equal(lines[0], '\uFEFFFirst name,Last name,E-mail,Phone,City')
    assert.include(lines[1], `"'=HYPERLINK(""x"")",${ada.email},+49 30 901820,'@home`)
    assert.equal(lines[2], `Grace,Hopper,${grace.email},,`)
    const told = await sql('select url from notifications where user_id = ?', [owner.user.id])
    assert.deepEqual(told, [{ url: '/admin/contacts/exports' }])

    const link = await as(owner, client.get(`/admin/contacts/exports/${done.id}`))
    link.assertStatus(302)
    const file = await client.get(link.header('location') as string)
    file.assertStatus(200)
    const other = await plantStaff(organizationId, 'admin')
    const stranger = await as(other, client.get(`/admin/contacts/exports/${done.id}`))
    stranger.assertStatus(404)
  })

  test('the list as it comes has the address, which it shows below the name', async ({
    client,
    assert,
  }) => {
    const ada = await plantContact(organizationId, 'Ada Lovelace')
    for (const columns of [undefined, ['city', 'email']]) {
      await as(owner, client.post('/admin/contacts/exports')).json({
        ...{ entity: 'contact', format: 'csv', columns },
      })
      await inTenant(async () => writeExport((await latest()).id))
      const [header, line] = (await contentOf(await latest())).toString().split('\r\n')
      const rest = columns ? ['City'] : ['Companies', 'Tags', 'Stage', 'Owner', 'Added']
      assert.equal(header, `\uFEFF${['First name', 'Last name', 'E-mail', ...rest].join(',')}`)
      assert.isTrue(line.startsWith(`Ada,Lovelace,${ada.email},`), line)
    }
  })

  test('only the chosen rows, as a workbook', async ({ client, assert }) => {
    const ada = await plantContact(organizationId, 'Ada Lovelace')
    await plantContact(organizationId, 'Grace Hopper')
    await as(owner, client.post('/admin/contacts/exports')).json({
      entity: 'contact',
      format: 'xlsx',
      ids: [ada.id],
    })
    await inTenant(async () => writeExport((await latest()).id))
    const done = await latest()
    assert.containsSubset(done.$attributes, { state: 'done', rowsDone: 1 })
    assert.equal((await contentOf(done)).subarray(0, 2).toString(), 'PK')
  })

  test('companies as they are filtered, each column of theirs', async ({ client, assert }) => {
    await plantCompanies(organizationId, ['Zöller', '=cmd()', 'Acme'])
    await sql(`update companies set industry = 'Rabbits', city = 'Köln' where name <> 'Acme'`)
    await sql(`update companies set domain = 'zoeller.test' where name = 'Zöller'`)
    const industry = { condition: 'company.industry', operator: 'is', value: 'Rabbits' }
    for (const format of ['csv', 'xlsx']) {
      const asked = await as(owner, client.post('/admin/contacts/exports')).json({
        ...{ entity: 'company', format, sort: 'name', filter: { all: [industry] } },
        columns: ['industry', 'city', 'contacts'],
      })
      asked.assertStatus(302)
      await inTenant(async () => writeExport((await latest()).id))
      const done = await latest()
      assert.containsSubset(done.$attributes, { state: 'done', rowsDone: 2, format })
      assert.match(done.name, /^Companies .*\.(csv|xlsx)$/)
      if (format === 'csv') {
        const lines = (await contentOf(done)).toString().split('\r\n')
        assert.deepEqual(lines, [
          '\uFEFFName,Domain,Industry,City,Contacts',
          `'=cmd(),,Rabbits,Köln,0`,
          'Zöller,zoeller.test,Rabbits,Köln,0',
          '',
        ])
      }
    }
  })

  test('the table of deals as it is filtered, with their own fields', async ({
    client,
    assert,
  }) => {
    const ada = await plantContact(organizationId, 'Ada Lovelace')
    const [pipeline] = await inTenant(() => pipelinesOrFirst())
    const begin = (title: string, more = {}) =>
      inTenant(() => Deal.begin(pipeline.stages[0].id, { title, currency: 'EUR', ...more }))
    await inTenant(() => CustomField.define({ entity: 'deal', label: 'Met at', type: 'text' }))
    await begin('Small', { amountMinor: 500 })
    await begin('+Large', {
      ...{ amountMinor: 123_456, contactId: ada.id, ownerId: owner.user.id },
      ...{ expectedCloseOn: '2027-01-31', custom: { set: { met_at: '@fair' }, unset: [] } },
    })
    const { id } = await begin('Lost one')
    await sql(`update deals set status = 'lost', closed_at = now() where id = ?`, [id])
    await plantContact(await plantOrganization('Others'), 'Not Ours')
    const asked = await as(owner, client.post('/admin/deals/exports')).json({
      ...{ format: 'csv', status: 'open', sort: 'amount' },
    })
    asked.assertStatus(302)
    await inTenant(async () => writeExport((await latest()).id))
    const done = await latest()
    assert.containsSubset(done.$attributes, { state: 'done', rowsDone: 2, entity: 'deal' })
    const [header, large, small, end] = (await contentOf(done)).toString().split('\r\n')
    assert.match(header, /^\uFEFFTitle,State,Pipeline,Stage,Amount,Currency,.*,Added,Met at$/)
    const stage = pipeline.stages[0].name
    const added = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d'
    const { email } = ada
    assert.match(
      large,
      new RegExp(
        `^'\\+Large,open,${pipeline.name},${stage},1234.56,EUR,Ada Lovelace,${email},,${owner.user.fullName},2027-01-31,,,staff,${added},'@fair$`
      )
    )
    assert.match(small, new RegExp(`^Small,open,.*,5.00,EUR,,,,,,,,staff,${added},$`))
    assert.equal(end, '')
  })

  test('who may not export is refused', async ({ client }) => {
    const viewer = await plantStaff(organizationId, 'viewer')
    const asked = await as(viewer, client.post('/admin/contacts/exports')).json({
      entity: 'contact',
      format: 'csv',
    })
    asked.assertStatus(403)
    const deals = await as(viewer, client.post('/admin/deals/exports')).json({ format: 'csv' })
    deals.assertStatus(403)
  })
})
