import { test } from '@japa/runner'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'

/** Lists of the admin with filters that an old or mistyped link may have. */
const LISTS: [path: string, broken: string][] = [
  ['/admin', 'days=31'],
  ['/admin/events', 'type=garbage'],
  ['/admin/events', 'type=nobody.knows'],
  ['/admin/events', 'actor=ada'],
  ['/admin/events', 'from=2026-02-30'],
  ['/admin/events', 'cursor=x'],
  ['/admin/orders', 'status=odd'],
  ['/admin/orders', 'product=x'],
  ['/admin/orders', 'from=2026-99-99'],
  ['/admin/orders', 'to=yesterday'],
  ['/admin/orders', 'cursor=x'],
  ['/admin/orders', 'q[a]=1'],
  ['/admin/products', 'status=odd'],
  ['/admin/products', 'q[]=1&q[]=2'],
  ['/admin/contacts', 'cursor=x'],
  ['/admin/contacts', `q=${'x'.repeat(200)}`],
  ['/admin/courses', 'status=odd'],
  ['/admin/courses', 'status=toString'],
  ['/admin/courses', 'q[a]=1'],
  ['/admin/notifications', 'cursor=x'],
]

test.group('Filters in the address of a list', (group) => {
  let owner: Person
  group.setup(async () => {
    owner = await plantStaff(await plantOrganization('Filtered'))
  })

  for (const [path, broken] of LISTS) {
    test(`${path}?${broken.slice(0, 40)} opens the list and says so`, async ({
      client,
      assert,
    }) => {
      const asked = await as(owner, client.get(`${path}?${broken}&kept=1`)).accept('html')
      asked.assertStatus(302)
      assert.equal(asked.header('location'), `${path}?kept=1`)
      assert.match(String(asked.flashMessage('error')), /filter in this address/i)
      ;(await as(owner, client.get(`${path}?kept=1`)).accept('html')).assertStatus(200)
    })
  }

  test('a list that is followed within the app is met the same way', async ({ client, assert }) => {
    const response = await as(owner, client.get('/admin/events?type=garbage')).withInertia()
    response.assertStatus(302)
    assert.equal(response.header('location'), '/admin/events')
  })

  test('machines are told which one it is', async ({ client }) => {
    ;(await as(owner, client.get('/admin/orders?status=odd')).accept('json')).assertStatus(422)
  })
})
