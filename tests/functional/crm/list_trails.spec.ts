import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import { sql } from '#core/database/sql'
import type { CellRow } from '#crm/queries/list_cells'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff } from '#tests/support/people'
import { plantContact } from '#tests/support/school'

type Page = { rows: CellRow[]; next: string | null }

test.group('Pages of a list by their ids', () => {
  test('are those of the list, on both ways through it', async ({ client, assert }) => {
    const organizationId = await plantOrganization('Trails')
    const owner = await plantStaff(organizationId)
    await sql(
      `insert into contacts (id, organization_id, email, email_norm, first_name, source, created_at, updated_at)
       select id, ?, 'many' || n || '@list.test', 'many' || n || '@list.test', 'Many ' || n, 'test', now(), now()
       from unnest(?::uuid[]) with ordinality people(id, n)`,
      [organizationId, Array.from({ length: 120 }, () => uuid())]
    )
    await plantContact(organizationId, 'Somebody Else')
    const asked = { q: 'many', sort: 'name' }
    const page = async (qs: Record<string, string>) => {
      const answer = await as(owner, client.get('/admin/contacts')).qs(qs).withInertia()
      return (answer.body().props as { list: Page }).list
    }
    const idsOf = async (cursor: string, person = owner) => {
      const answer = await as(person, client.get('/admin/contacts/pages'))
        .qs({ ...asked, cursor })
        .accept('json')
      const body = answer.body() as { ids: string[]; next: string; previous: string }
      return { status: answer.status(), ...body }
    }
    const first = await page(asked)
    const shown = await page({ ...asked, cursor: first.next! })
    const second = await idsOf(first.next!)
    assert.deepEqual(
      second.ids,
      shown.rows.map(({ id }) => id)
    )
    const third = await idsOf(second.next)
    assert.lengthOf(third.ids, 20)
    assert.isNull(third.next)
    assert.deepEqual(
      (await idsOf(second.previous)).ids,
      first.rows.map(({ id }) => id)
    )
    const stranger = await plantStaff(await plantOrganization('Stranger'))
    assert.equal((await idsOf(first.next!, stranger)).status, 422)
  })
})
