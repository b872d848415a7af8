import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import StoredFile from '#media/models/stored_file'
import { Storage } from '#media/storage'
import { writeExport } from '#crm/exports/write_export'
import Export from '#crm/models/export'
import { stopWorking } from '#tests/support/queue'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { plantContact } from '#tests/support/school'

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

  test('who may not export is refused', async ({ client }) => {
    const viewer = await plantStaff(organizationId, 'viewer')
    const asked = await as(viewer, client.post('/admin/contacts/exports')).json({
      entity: 'contact',
      format: 'csv',
    })
    asked.assertStatus(403)
  })
})
