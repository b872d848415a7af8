import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { plantCrowd } from '#tests/functional/crm/support/crowd'
import { until } from '#tests/support/until'
import { openHouse } from './support/house.js'
import { inspect } from './support/inspection.js'
import { logIn, plantHouse } from './support/planted.js'
import { HOUSE, Visitor } from './support/visitor.js'

test.group('Lists of contacts, with the mouse and without', (group) => {
  group.tap((one) => one.timeout(180_000))
  group.setup(openHouse)

  test('filter, choose all that match, tag them, take it back', async ({
    assert,
    browser,
    cleanup,
  }) => {
    const { owner, organizationId } = await plantHouse()
    await plantCrowd(organizationId, { count: 160 })
    const [{ leads }] = await sql<{ leads: number }>(
      `select count(*)::int as leads from contacts where organization_id = ? and lifecycle = 'lead'`,
      [organizationId]
    )
    const staff = await Visitor.arrive(browser, cleanup)
    const { page } = staff
    await logIn(staff, owner)
    await staff.open(`${HOUSE}/admin/contacts`)
    await staff.press('Add filter')
    await page.getByPlaceholder('What to filter by').fill('Lifecycle')
    await page.getByRole('option', { name: /Lifecycle stage/ }).click()
    await page.getByLabel('Lifecycle stage', { exact: true }).click()
    await page.getByRole('option', { name: 'Lead', exact: true }).click()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.waitForURL(/filter=/)
    await staff.sees(`${leads} contacts`)
    await page.getByRole('checkbox', { name: 'Choose all on this page' }).click()
    await staff.press('Choose all that match')
    await staff.press('Add tags')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('New tags').fill('Spring fair')
    await dialog.getByRole('button', { name: /^Add tags to all/ }).click()
    const tagged = async () => {
      const [row] = await sql<{ count: number }>(
        `select count(*)::int as count from contact_tags x join tags t on t.id = x.tag_id
         where x.organization_id = ? and t.name = 'Spring fair'`,
        [organizationId]
      )
      return row.count
    }
    await until('the tag', async () => (await tagged()) === leads)
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await until('no tag', async () => (await tagged()) === 0)
    await staff.sees(/Taken back/)
    assert.deepEqual(staff.faults, [])
  })

  test('the keyboard walks, chooses, edits and opens', async ({ assert, browser, cleanup }) => {
    const { owner, organizationId } = await plantHouse()
    await plantCrowd(organizationId, { count: 12 })
    const staff = await Visitor.arrive(browser, cleanup)
    const { page } = staff
    await logIn(staff, owner)
    await staff.open(`${HOUSE}/admin/contacts?sort=name`)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await staff.sees('1 contact')
    await page.keyboard.press('Escape')
    await page.keyboard.press('e')
    await page.getByLabel('First name').fill('Keyboard')
    await page.getByLabel('Last name').fill('Walker')
    await page.keyboard.press('Enter')
    await staff.sees('Keyboard Walker')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/admin\/contacts\/[0-9a-f-]{36}/)
    assert.deepEqual(staff.faults, [])
  })

  test('lists are readable for everybody', async ({ assert, browser, cleanup }) => {
    const { owner, organizationId } = await plantHouse()
    await plantCrowd(organizationId, { count: 30 })
    const staff = await Visitor.arrive(browser, cleanup)
    await logIn(staff, owner)
    const filter = JSON.stringify({
      all: [{ condition: 'contact.country', operator: 'is', value: 'DE' }],
    })
    const wrong = await inspect(staff, [
      `${HOUSE}/admin/contacts`,
      `${HOUSE}/admin/contacts?filter=${encodeURIComponent(filter)}`,
      `${HOUSE}/admin/companies`,
      `${HOUSE}/admin/companies?q=nothing`,
    ])
    assert.deepEqual(wrong, [])
  })
})
