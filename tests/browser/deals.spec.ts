import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { until } from '#tests/support/until'
import Deal from '#crm/models/deal'
import { pipelinesOrFirst } from '#crm/pipelines'
import { openHouse } from './support/house.js'
import { inspect } from './support/inspection.js'
import { logIn, plantHouse } from './support/planted.js'
import { HOUSE, Visitor } from './support/visitor.js'

test.group('Deals on the board', (group) => {
  group.setup(openHouse)

  test('a card goes its way by keyboard, by menu and by hand; what a stage requires is asked', async ({
    assert,
    browser,
    cleanup,
  }) => {
    const { owner, organizationId, order } = await plantHouse()
    const [pipeline] = await Tenant.run(organizationId, () => pipelinesOrFirst())
    const [first, second, , last] = pipeline.stages
    const deals = await Tenant.run(organizationId, async () => [
      await Deal.begin(first.id, {
        title: 'Second card',
        currency: 'EUR',
        contactId: order.contactId,
      }),
      await Deal.begin(first.id, {
        title: 'First card',
        currency: 'EUR',
        contactId: order.contactId,
      }),
    ])
    const stageOf = async (deal: Deal) => {
      const [row] = await sql<{ stage_id: string }>(
        'select stage_id from deals where organization_id = ? and id = ?',
        [organizationId, deal.id]
      )
      return row.stage_id
    }
    const staff = await Visitor.arrive(browser, cleanup, {
      viewport: { width: 1500, height: 900 },
    })
    await logIn(staff, owner)
    await staff.open(`${HOUSE}/admin/deals`)
    const { page } = staff
    const column = (name: string) => page.locator(`section[aria-label="${name}"]`)
    const card = (name: string, title: string) => column(name).getByRole('link', { name: title })

    await card('New', 'First card').focus()
    await page.keyboard.press('Alt+ArrowDown')
    await page.getByText('First card is now at place 2 of New').waitFor({ state: 'attached' })
    await page.keyboard.press('Alt+ArrowRight')
    await card('Qualified', 'First card').waitFor()
    await until('the move by keyboard', async () => (await stageOf(deals[1])) === second.id)

    await column('New').getByRole('button', { name: 'Move or close Second card' }).click()
    await page.getByRole('menuitem', { name: 'Move to' }).press('ArrowRight')
    await page.getByRole('menuitem', { name: 'Negotiation' }).click()
    await page.getByRole('dialog').getByLabel('Amount', { exact: true }).fill('1.250,50')
    await page.getByRole('dialog').getByLabel('Expected close').fill('2027-01-15')
    await page.getByRole('button', { name: 'Save and move' }).click()
    await card('Negotiation', 'Second card').waitFor()
    assert.equal(await stageOf(deals[0]), last.id)
    await column('Negotiation').getByText('€1,250.50').first().waitFor()

    await card('Qualified', 'First card').dragTo(column('New'), {
      targetPosition: { x: 100, y: 110 },
    })
    await card('New', 'First card').waitFor()
    await until('the move by hand', async () => (await stageOf(deals[1])) === first.id)

    const wrong = await inspect(staff, [
      `${HOUSE}/admin/deals`,
      `${HOUSE}/admin/deals/table`,
      `${HOUSE}/admin/deals/forecast`,
      `${HOUSE}/admin/deals/${deals[0].id}`,
      `${HOUSE}/admin/settings/pipelines`,
    ])
    assert.deepEqual(wrong, [])
  }).timeout(180_000)
})
