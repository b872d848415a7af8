import { test } from '@japa/runner'
import { roles } from '#identity/roles'
import { sources } from '#tests/support/sources'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff } from '#tests/support/people'

test.group('The matrix of roles', () => {
  test('has no permission that nothing asks for', ({ assert }) => {
    const house = [...sources('app'), ...sources('inertia', /\.(ts|vue)$/)]
      .map(({ text }) => text)
      .join('\n')
    const idle = roles().permissions.filter((permission) => !house.includes(`'${permission}'`))
    assert.deepEqual(idle, [])
  })

  test('is shown with every permission and role of the file', async ({ client, assert }) => {
    const owner = await plantStaff(await plantOrganization('Matrix'))
    const page = await as(owner, client.get('/admin/settings/roles')).withInertia()
    page.assertStatus(200)
    const { permissions, roles: shown } = page.body().props
    assert.deepEqual(permissions, roles().permissions)
    assert.sameMembers(
      shown.map(({ key }: { key: string }) => key),
      roles()
        .all()
        .map(({ key }) => key)
    )
  })
})
