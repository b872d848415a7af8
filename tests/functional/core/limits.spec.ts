import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import { LimitReached, Limits, limits } from '#core/limits/limits'
import { Tenant } from '#core/tenancy/tenant'
import { plantOrganization } from '#tests/support/organizations'

limits.add('core_test_things', { noun: 'things', default: 2 })

const check = (organizationId: string, used: number) =>
  Tenant.run(organizationId, () =>
    db.transaction((trx) => Limits.check('core_test_things', used, trx))
  )

test.group('Limits', () => {
  test('there is room up to the limit, and a sentence beyond it', async ({ assert }) => {
    const organizationId = await plantOrganization()
    await check(organizationId, 1)
    const error = await check(organizationId, 2).catch((thrown) => thrown)
    assert.instanceOf(error, LimitReached)
    assert.equal(error.message, 'You have reached your limit of 2 things.')
    assert.equal(error.status, 422)
  })

  test('an organization may have a limit of its own, and only its own', async ({ assert }) => {
    const generous = await plantOrganization()
    const other = await plantOrganization()
    await sql(
      `insert into organization_limits (organization_id, name, value, updated_at) values (?, ?, 5, clock_timestamp())`,
      [generous, 'core_test_things']
    )
    await check(generous, 4)
    await assert.rejects(() => check(generous, 5), 'You have reached your limit of 5 things.')
    await assert.rejects(() => check(other, 2))
  })

  test('a limit that nobody declared is a fault', async ({ assert }) => {
    await assert.rejects(() => Limits.of('nope'), 'There is no limit "nope"')
  })
})
