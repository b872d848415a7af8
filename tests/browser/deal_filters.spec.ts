import { test } from '@japa/runner'
import { Tenant } from '#core/tenancy/tenant'
import { until } from '#tests/support/until'
import { dealCustom } from '#crm/deal_fields'
import Contact from '#crm/models/contact'
import CustomField from '#crm/models/custom_field'
import Deal from '#crm/models/deal'
import { pipelinesOrFirst } from '#crm/pipelines'
import { openHouse } from './support/house.js'
import { logIn, plantHouse } from './support/planted.js'
import { HOUSE, Visitor } from './support/visitor.js'

test.group('Filters of deals in a browser', (group) => {
  group.setup(openHouse)

  test('a filter by a custom field and an amount goes along from the board to the table', async ({
    assert,
    browser,
    cleanup,
  }) => {
    const { owner, organizationId } = await plantHouse()
    await Tenant.run(organizationId, async () => {
      const [{ stages }] = await pipelinesOrFirst()
      const field = await CustomField.define({
        entity: 'deal',
        label: 'Size',
        type: 'select',
        options: [
          { value: 'small', label: 'Small' },
          { value: 'large', label: 'Large' },
        ],
      })
      for (const [title, size, amountMinor] of [
        ['Barn', 'large', 90_000],
        ['Granary', 'large', 1000],
        ['Shed', 'small', 80_000],
      ] as const)
        await Deal.begin(stages[0].id, {
          title,
          currency: 'EUR',
          amountMinor,
          custom: await dealCustom({ [field.key]: size }),
        })
    })
    const staff = await Visitor.arrive(browser, cleanup, {
      viewport: { width: 1500, height: 900 },
    })
    await logIn(staff, owner)
    await staff.open(`${HOUSE}/admin/deals`)
    const { page } = staff
    const shown = (count: number) =>
      until(`${count} cards`, async () => (await page.locator('[data-card]').count()) === count)
    await shown(3)

    await staff.press('Add filter')
    await page.getByPlaceholder('What to filter by').fill('Size')
    await page.getByRole('option', { name: 'Size', exact: true }).click()
    await page.getByLabel('Size', { exact: true }).click()
    await page.getByRole('option', { name: 'Large', exact: true }).click()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.waitForURL(/filter=/)
    await shown(2)

    await staff.press('Add filter')
    await page.getByPlaceholder('What to filter by').fill('Amount')
    await page.getByRole('option', { name: 'Amount', exact: true }).click()
    // In the organization's currency, without choosing it.
    await page.getByLabel('Amount', { exact: true }).fill('100')
    await page.keyboard.press('Enter')
    await shown(1)
    await staff.sees('Amount is at least 100.00 in EUR')

    await staff.follow('Table')
    await staff.at(/\/admin\/deals\/table\?.*filter=/)
    await staff.sees('Size is any of Large')
    assert.deepEqual(await page.locator('tbody a').allInnerTexts(), ['Barn'])
    await page.reload()
    await staff.ready()
    assert.deepEqual(await page.locator('tbody a').allInnerTexts(), ['Barn'])
    await staff.press('Remove the filter Size is any of Large')
    await until('two rows', async () => (await page.locator('tbody a').count()) === 2)
    await staff.follow('Forecast')
    await staff.sees('Amount is at least 100.00 in EUR')
    assert.deepEqual(staff.faults, [])
  }).timeout(120_000)

  test('a page listens to all that concerns it over one connection', async ({
    assert,
    browser,
    cleanup,
  }) => {
    const { owner, organizationId, order } = await plantHouse()
    const staff = await Visitor.arrive(browser, cleanup)
    const asked: string[][] = []
    staff.page.on('request', (request) => {
      const url = new URL(request.url())
      if (url.pathname === '/live') asked.push(url.searchParams.get('channels')!.split(','))
    })
    await logIn(staff, owner)
    await until('the bell listens', () => asked.length > 0)
    asked.length = 0
    await staff.open(`${HOUSE}/admin/contacts/${order.contactId}`)
    await staff.page.getByRole('heading', { level: 1 }).waitFor()
    await until('it listens', () => asked.length > 0)
    const record = `organizations/${organizationId}/contacts/${order.contactId}`
    assert.lengthOf(asked, 1)
    assert.includeMembers(asked[0], [record])
    assert.isTrue(asked[0].some((channel) => channel.startsWith('users/')))

    // And hears: what somebody else changes stands there at once.
    const contact = await Tenant.run(organizationId, () =>
      Contact.query().where('id', order.contactId!).firstOrFail()
    )
    await Tenant.run(organizationId, () => contact.revise({ jobTitle: 'Rabbit keeper' }))
    await staff.sees('Rabbit keeper')
    assert.lengthOf(asked, 1)
  }).timeout(120_000)
})
