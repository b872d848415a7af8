import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import db from '@adonisjs/lucid/services/db'
import { Access, type GrantRequest } from '#access/access'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { plantOrganization } from '#tests/support/organizations'
import { plantContact } from '#tests/support/school'

test.group('Access', (group) => {
  let organizationId: string
  let contactId: string
  let subjectId: string

  group.each.setup(async () => {
    organizationId = await plantOrganization()
    contactId = (await plantContact(organizationId)).id
    subjectId = uuid()
  })
  group.each.teardown(() => clock.restore())

  const within = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const grant = (more: Partial<GrantRequest> = {}) => {
    const sourceId = uuid()
    return within(() =>
      db.transaction(async (trx) => {
        await Access.grant(
          {
            contactId,
            subjectType: 'course',
            subjectId,
            sourceType: 'manual',
            sourceId,
            reason: 'Won a raffle',
            ...more,
          },
          trx
        )
        return more.sourceId ?? sourceId
      })
    )
  }
  const revoke = (sourceId: string, more = {}) =>
    within(() =>
      db.transaction((trx) =>
        Access.revoke({ sourceType: 'manual', sourceId, reason: 'It was a mistake', ...more }, trx)
      )
    )
  const explain = () => within(() => Access.explain(contactId, 'course', subjectId))
  const facts = (type: string) =>
    sql('select id from events where organization_id = ? and type = ?', [organizationId, type])

  test('without a grant there is none, and it says so', async ({ assert }) => {
    assert.deepInclude(await explain(), {
      allowed: false,
      reason: 'You have no access to this',
      until: null,
    })
  })

  test('a source grants once, however often it is asked to', async ({ assert }) => {
    const sourceId = uuid()
    await Promise.all(Array.from({ length: 10 }, () => grant({ sourceId })))
    assert.lengthOf((await explain()).grants, 1)
    assert.lengthOf(await facts('access.granted'), 1)
  })

  test('access runs from its beginning to its end', async ({ assert }) => {
    clock.freeze(clock.now().set({ year: 2026, month: 5, day: 10 }))
    await grant({ startsAt: clock.now().plus({ days: 2 }), endsAt: clock.now().plus({ days: 4 }) })
    assert.equal((await explain()).reason, 'Your access begins on 12 May 2026')
    clock.travel({ days: 3 })
    const { allowed, reason, until } = await explain()
    assert.isTrue(allowed)
    assert.equal(reason, 'Won a raffle, until 14 May 2026')
    assert.equal(until!.toISODate(), '2026-05-14')
    clock.travel({ days: 2 })
    assert.equal((await explain()).reason, 'Your access ended on 14 May 2026')
  })

  test('a revocation counts from its moment, and says why', async ({ assert }) => {
    clock.freeze(clock.now().set({ year: 2026, month: 5, day: 10 }))
    const sourceId = await grant()
    await revoke(sourceId, { effectiveAt: clock.now().plus({ days: 1 }) })
    await revoke(sourceId)
    assert.isTrue((await explain()).allowed)
    clock.travel({ days: 2 })
    assert.equal((await explain()).reason, 'Your access ended on 11 May 2026: It was a mistake')
    assert.lengthOf(await facts('access.revoked'), 1)
  })

  test('what one source takes, another still gives', async ({ assert }) => {
    const first = await grant()
    await grant({ reason: 'Bought with order 7' })
    await revoke(first)
    const { allowed, reason } = await explain()
    assert.isTrue(allowed)
    assert.equal(reason, 'Bought with order 7')
    assert.deepEqual(await within(() => Access.subjectsOf(contactId, 'course')), [subjectId])
  })

  test('another organization sees nothing of it', async ({ assert }) => {
    await grant()
    const other = await plantOrganization()
    const elsewhere = await Tenant.run(other, () => Access.explain(contactId, 'course', subjectId))
    assert.isFalse(elsewhere.allowed)
    assert.lengthOf(elsewhere.grants, 0)
    await assert.rejects(() =>
      Tenant.run(other, () =>
        db.transaction((trx) =>
          Access.grant(
            {
              contactId,
              subjectType: 'course',
              subjectId,
              sourceType: 'manual',
              sourceId: uuid(),
              reason: 'Foreign',
            },
            trx
          )
        )
      )
    )
  })
})
