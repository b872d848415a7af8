import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { DeletedRow } from '#crm/lists/deleted_list'
import Company from '#crm/models/company'
import Contact from '#crm/models/contact'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { plantContact } from '#tests/support/school'
import { plantCompanies } from './support/crowd.js'

test.group('Deleted contacts and companies', (group) => {
  let organizationId: string
  let owner: Person
  group.each.setup(async () => {
    organizationId = await plantOrganization('Bin')
    owner = await plantStaff(organizationId)
  })
  group.each.teardown(() => clock.restore())

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const deleted = async (names: string[]) => {
    const contacts = []
    for (const name of names) contacts.push(await plantContact(organizationId, name))
    for (const { id } of contacts) {
      await inTenant(async () => (await Contact.findOrFail(id)).remove())
    }
    return contacts
  }

  test('are listed, the last deleted first, for as long as they can come back', async ({
    client,
    assert,
  }) => {
    await plantContact(organizationId, 'Still Here')
    const [old, ada, grace] = await deleted(['Long Gone', 'Ada Lovelace', 'Grace Hopper'])
    await sql(`update contacts set deleted_at = now() - interval '31 days' where id = ?`, [old.id])
    await sql(`update contacts set merged_into_id = ?, deleted_at = now() where id = ?`, [
      ada.id,
      (await plantContact(organizationId, 'Ada Twin')).id,
    ])
    await deletedElsewhere()
    const page = async (qs = {}) => {
      const answer = await as(owner, client.get('/admin/contacts/deleted')).qs(qs).withInertia()
      answer.assertStatus(200)
      return answer.body().props as { rows: DeletedRow[]; next: string | null }
    }
    const { rows, next } = await page()
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['Grace Hopper', 'Ada Lovelace']
    )
    assert.isNull(next)
    assert.equal(rows[0].detail, grace.email)
    assert.equal(
      DateTime.fromISO(rows[0].erasedOn).toMillis(),
      DateTime.fromISO(rows[0].deletedAt).plus({ days: 30 }).toMillis()
    )
    const found = await page({ q: 'lovel' })
    assert.deepEqual(
      found.rows.map(({ id }) => id),
      [ada.id]
    )
  })

  test('a selection comes back, and only what was deleted here', async ({ client, assert }) => {
    const [ada, grace, stays] = await deleted(['Ada Lovelace', 'Grace Hopper', 'Stays Away'])
    const living = await plantContact(organizationId, 'Still Here')
    const foreign = await deletedElsewhere()
    const answer = await as(owner, client.post('/admin/contacts/restorations'))
      .json({ ids: [ada.id, grace.id, living.id, foreign] })
      .redirects(0)
    answer.assertStatus(302)
    const gone = await sql<{ id: string }>(
      'select id from contacts where deleted_at is not null and organization_id = ?',
      [organizationId]
    )
    assert.deepEqual(gone, [{ id: stays.id }])
    const [other] = await sql('select deleted_at from contacts where id = ?', [foreign])
    assert.isNotNull(other.deleted_at)
    const events = await sql<{ subject_id: string }>(
      `select subject_id from events where organization_id = ? and type = 'contact.restored'`,
      [organizationId]
    )
    assert.sameMembers(
      events.map((event) => event.subject_id),
      [ada.id, grace.id]
    )
  })

  test('who deleted a company is told, and it comes back', async ({ client, assert }) => {
    const [id] = await plantCompanies(organizationId, ['Warren Ltd'])
    await as(owner, client.delete(`/admin/companies/${id}`)).redirects(0)
    const answer = await as(owner, client.get('/admin/companies/deleted')).withInertia()
    const [row] = (answer.body().props as { rows: DeletedRow[] }).rows
    assert.containsSubset(row, { id, name: 'Warren Ltd', deletedBy: owner.user.fullName })
    await as(owner, client.post('/admin/companies/restorations'))
      .json({ ids: [id] })
      .redirects(0)
    assert.isNull((await inTenant(() => Company.findOrFail(id))).deletedAt)
  })

  test('who may not delete sees nothing of it', async ({ client }) => {
    const viewer = await plantStaff(organizationId, 'viewer')
    const [ada] = await deleted(['Ada Lovelace'])
    for (const kind of ['contacts', 'companies']) {
      ;(await as(viewer, client.get(`/admin/${kind}/deleted`))).assertStatus(403)
      const answer = await as(viewer, client.post(`/admin/${kind}/restorations`)).json({
        ids: [ada.id],
      })
      answer.assertStatus(403)
    }
  })

  async function deletedElsewhere(): Promise<string> {
    const there = await plantOrganization('Elsewhere')
    const { id } = await plantContact(there, 'Not Ours')
    await Tenant.run(there, async () => (await Contact.findOrFail(id)).remove())
    return id
  }
})
