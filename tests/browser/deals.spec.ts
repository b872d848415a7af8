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
    await page.getByRole('button', { name: 'Save and move' }).click()
    await page.getByText('Enter an amount, such as 1250.00').waitFor()
    await page.getByText('Choose a day').waitFor()
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

    // Lost with a reason, and taken back; the board keeps its filter all along.
    await page.getByLabel('Search deals').fill('First')
    await column('Negotiation').getByText('No deals').waitFor()
    await column('New').getByRole('button', { name: 'Move or close First card' }).click()
    await page.getByRole('menuitem', { name: 'Lost' }).click()
    await page.getByRole('button', { name: 'Mark as lost' }).click()
    await page.getByText('Choose a reason').waitFor()
    await page.getByRole('dialog').getByRole('radio').first().click()
    await page.getByRole('button', { name: 'Mark as lost' }).click()
    await page.getByText('First card is lost').first().waitFor()
    await column('New').getByText('No deals').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await card('New', 'First card').waitFor()
    assert.equal(await column('Negotiation').locator('[data-card]').count(), 0)

    const wrong = await inspect(staff, [
      `${HOUSE}/admin/deals`,
      `${HOUSE}/admin/deals/table`,
      `${HOUSE}/admin/deals/forecast`,
      `${HOUSE}/admin/deals/${deals[0].id}`,
      `${HOUSE}/admin/settings/pipelines`,
    ])
    assert.deepEqual(wrong, [])
  }).timeout(180_000)

  test('further cards come as one scrolls; one is carried by Space and arrows, and dragged among them', async ({
    assert,
    browser,
    cleanup,
  }) => {
    const { owner, organizationId } = await plantHouse()
    const [pipeline] = await Tenant.run(organizationId, () => pipelinesOrFirst())
    const [first, second] = pipeline.stages
    await sql(`update pipeline_stages set required_fields = '[]' where organization_id = ?`, [
      organizationId,
    ])
    await sql(
      `insert into deals (id, organization_id, pipeline_id, stage_id, rank, title, amount_minor, currency,
         stage_entered_at, created_at, updated_at)
       select gen_random_uuid(), ?, ?, ?, 'e' || lpad(n::text, 5, '0'), 'Card ' || lpad(n::text, 3, '0') || '.', 10000, 'EUR',
         now(), now(), now() from generate_series(1, 130) n`,
      [organizationId, pipeline.id, first.id]
    )
    const staff = await Visitor.arrive(browser, cleanup, {
      viewport: { width: 1500, height: 900 },
    })
    await logIn(staff, owner)
    await staff.open(`${HOUSE}/admin/deals`)
    const { page } = staff
    const column = (name: string) => page.locator(`section[aria-label="${name}"]`)
    const cards = (name: string) => column(name).locator('[data-card]')
    const titles = async (name: string) =>
      (await cards(name).getByRole('link').allInnerTexts()).map((text) => text.trim())
    const standing = async (stageId: string) => {
      const rows = await sql<{ title: string }>(
        `select title from deals where organization_id = ? and stage_id = ? order by rank, id`,
        [organizationId, stageId]
      )
      return rows.map((row) => row.title)
    }

    await until('all cards by scrolling', async () => {
      await cards('New').last().scrollIntoViewIfNeeded()
      return (await cards('New').count()) === 130
    })
    await column('New').getByText('€13,000', { exact: true }).waitFor()
    await column('New').getByText('weighted €1,300').waitFor()

    // Carried by keyboard: nothing is sent before it is put down.
    await column('New').getByRole('link', { name: 'Card 128.' }).focus()
    await page.keyboard.press('Space')
    await page.getByText('Card 128. is taken, place 128 of 130 in New').waitFor({
      state: 'attached',
    })
    await page.keyboard.press('ArrowRight')
    await column('Qualified').getByRole('link', { name: 'Card 128.' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('Card 128. is back at place 128 of 130 in New').waitFor({
      state: 'attached',
    })
    assert.lengthOf(await standing(second.id), 0)
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Space')
    await page.getByText('Card 128. is now at place 126 of New').waitFor({ state: 'attached' })
    await until('the move by keyboard', async () => (await standing(first.id))[125] === 'Card 128.')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await until('the second move', async () => (await standing(second.id))[0] === 'Card 128.')
    await column('Qualified').getByText('€100').first().waitFor()

    // By hand, between two that were scrolled to.
    const target = column('New').locator('[data-card]', { hasText: 'Card 120.' })
    await target.scrollIntoViewIfNeeded()
    const { height } = (await target.boundingBox())!
    await cards('Qualified')
      .first()
      .dragTo(target, { targetPosition: { x: 40, y: height - 6 } })
    await until('the move by hand', async () => (await standing(first.id))[120] === 'Card 128.')
    assert.equal((await titles('New'))[120], 'Card 128.')
    assert.deepEqual(await titles('New'), await standing(first.id))
    assert.lengthOf(await titles('New'), 130)

    // Who looks at a deal and comes back finds the board as it was left.
    await column('New').getByRole('link', { name: 'Card 120.' }).click()
    await page.getByRole('heading', { name: 'Card 120.' }).waitFor()
    await page.goBack()
    await until('the cards are there again', async () => (await cards('New').count()) === 130)
  }).timeout(180_000)
})
