import { test } from '@japa/runner'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { type Position, recipientRows, type Shown } from '#campaigns/queries/recipients'
import { MARK } from '#messaging/ledger/states'
import { plantOrganization } from '#tests/support/organizations'
import { planOf } from '#tests/support/plan'
import { plantCampaign, plantPeople, plantRun } from './support/plant.js'

test.group('Recipients of a campaign', (group) => {
  let organizationId: string
  let campaignId: string
  let people: string[]
  let runs: number[]

  group.each.setup(async () => {
    organizationId = await plantOrganization('Recipients')
    people = await plantPeople(organizationId, 7)
    const plant = async () => {
      const sent = { state: 'finished' as const, launchedAt: clock.now() }
      return (await plantCampaign(organizationId, sent)).id
    }
    const other = await plant()
    campaignId = await plant()
    const rowsOf = (ids: string[]) =>
      ids.map((contactId, n) => ({ contactId, marks: n === 1 ? MARK.complained : MARK.delivered }))
    await plantRun(organizationId, other, rowsOf(people))
    const test_ = await plantRun(organizationId, campaignId, rowsOf(people.slice(0, 3)))
    await plantRun(organizationId, other, rowsOf(people))
    const rest = await plantRun(organizationId, campaignId, rowsOf(people.slice(3)))
    runs = [test_, rest]
  })

  const page = (after: Position, more: { show?: Shown; q?: string } = {}) =>
    Tenant.run(organizationId, () => recipientRows(campaignId, { after, limit: 2, ...more }))
  const all = async (more: { show?: Shown; q?: string } = {}) => {
    const found: { runId: number; n: number; contactId: string }[] = []
    for (let after: Position = { runId: 0, n: -1 }; ;) {
      const rows = await page(after, more)
      found.push(...rows.slice(0, 2))
      if (rows.length <= 2) return found
      after = found.at(-1)!
    }
  }

  test('come page by page, of the test first and then of the rest', async ({ assert }) => {
    const found = await all()
    assert.deepEqual(
      found.map(({ contactId }) => contactId),
      people
    )
    assert.deepEqual(
      found.map(({ runId, n }) => [runId, n]),
      [...[0, 1, 2].map((n) => [runs[0], n]), ...[0, 1, 2, 3].map((n) => [runs[1], n])]
    )
  })

  test('are narrowed down to what happened, and to who has the words', async ({ assert }) => {
    const ids = async (more: { show?: Shown; q?: string }) =>
      (await all(more)).map(({ contactId }) => contactId)
    assert.deepEqual(await ids({ show: 'complained' }), [people[1], people[4]])
    await sql(`update contacts set last_name = 'Zweistein' where id = any(?::uuid[])`, [
      [people[1], people[2], people[6]],
    ])
    assert.deepEqual(await ids({ q: 'zweistein' }), [people[1], people[2], people[6]])
    assert.deepEqual(await ids({ q: 'zweistein', show: 'complained' }), [people[1]])
  })

  test('are read off their own sendings, and not out of all that left in the month', async ({
    assert,
  }) => {
    const plan = await planOf('sends', () => page({ runId: runs[0], n: 0 }, { show: 'complained' }))
    assert.match(plan, /Index Cond: \(\(run_id = r\.id\)/)
    assert.notMatch(plan, /Index Cond: \(ROW\(/)
  })
})
