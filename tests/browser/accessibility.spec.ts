import { test } from '@japa/runner'
import { openHouse } from './support/house.js'
import { inspect } from './support/inspection.js'
import { enterPortal, logIn, plantHouse } from './support/planted.js'
import { HOUSE, Visitor } from './support/visitor.js'

test.group('Pages for everybody: contrast, names, width, no errors', (group) => {
  group.setup(openHouse)

  test('the public site', async ({ assert, browser, cleanup }) => {
    const { site, course, product } = await plantHouse()
    const visitor = await Visitor.arrive(browser, cleanup)
    const paths = [
      '/',
      '/courses',
      `/courses/${course.slug}`,
      '/products',
      `/products/${product.slug}`,
    ]
    const wrong = await inspect(
      visitor,
      paths.map((path) => `${site}${path}`)
    )
    assert.deepEqual(wrong, [])
  })

  test('the doors and the portal', async ({ assert, browser, cleanup }) => {
    const house = await plantHouse()
    const { site, course, lessons } = house
    const client = await Visitor.arrive(browser, cleanup)
    const doors = ['/login', '/signup', '/password/forgot'].map((path) => `${HOUSE}${path}`)
    assert.deepEqual(await inspect(client, [...doors, `${site}/learn/login`]), [])
    await enterPortal(client, house)
    const lesson = `/learn/courses/${course.slug}/lessons/${lessons[0].slug}`
    assert.deepEqual(await inspect(client, [`${site}/learn`, `${site}${lesson}`]), [])
  })

  test('the admin: what is taught and sold', async ({ assert, browser, cleanup }) => {
    const { owner, course, lessons, product, order } = await plantHouse()
    const staff = await Visitor.arrive(browser, cleanup)
    await logIn(staff, owner)
    const wrong = await inspect(staff, [
      `${HOUSE}/admin/courses`,
      `${HOUSE}/admin/courses/${course.id}/edit`,
      `${HOUSE}/admin/courses/${course.id}/lessons/${lessons[0].id}/edit`,
      `${HOUSE}/admin/courses/${course.id}/students`,
      `${HOUSE}/admin/products`,
      `${HOUSE}/admin/products/${product.id}/edit`,
      `${HOUSE}/admin/orders`,
      `${HOUSE}/admin/orders/${order.id}`,
    ])
    assert.deepEqual(wrong, [])
  }).timeout(180_000)

  test('the admin: people and settings', async ({ assert, browser, cleanup }) => {
    const { owner, order } = await plantHouse()
    const staff = await Visitor.arrive(browser, cleanup)
    await logIn(staff, owner)
    const wrong = await inspect(staff, [
      `${HOUSE}/admin`,
      `${HOUSE}/admin/contacts`,
      `${HOUSE}/admin/contacts/${order.contactId}`,
      `${HOUSE}/admin/pages`,
      `${HOUSE}/admin/events`,
      `${HOUSE}/admin/settings/organization`,
      `${HOUSE}/admin/settings/members`,
      `${HOUSE}/admin/settings/payments`,
      `${HOUSE}/account`,
    ])
    assert.deepEqual(wrong, [])
  }).timeout(180_000)
})
