import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { compose } from '@adonisjs/core/helpers'
import { BaseModel, column } from '@adonisjs/lucid/orm'
import { WithId } from '#core/database/with_id'
import { sql } from '#core/database/sql'
import { Tenant, TenantMissingException } from '#core/tenancy/tenant'
import { Tenanted } from '#core/tenancy/tenanted'

class ThingSchema extends BaseModel {
  @column({ isPrimary: true })
  declare id: string
  @column()
  declare organizationId: string
  @column()
  declare name: string
}
class Thing extends compose(ThingSchema, Tenanted, WithId) {
  static table = 'core_test_tenanted'
}

const a = randomUUID()
const b = randomUUID()

test.group('Tenanted', (group) => {
  group.setup(async () => {
    await sql('drop table if exists core_test_tenanted')
    await sql(
      'create table core_test_tenanted (id uuid primary key, organization_id uuid not null, name text)'
    )
    return async () => {
      await sql('drop table core_test_tenanted')
    }
  })
  group.each.setup(async () => {
    await sql('delete from core_test_tenanted')
    await Tenant.run(a, () => Thing.create({ name: 'of a' }))
    await Tenant.run(b, () => Thing.create({ name: 'of b' }))
  })

  test('asking without a tenant throws, however it is asked', async ({ assert }) => {
    for (const ask of [
      () => Thing.query().exec(),
      () => Thing.all(),
      () => Thing.find(randomUUID()),
      () => Thing.findBy('name', 'of a'),
      () => Thing.first(),
      () => Thing.create({ name: 'x' }),
    ]) {
      const error = await (async () => ask())().catch((thrown) => thrown)
      assert.instanceOf(error, TenantMissingException)
    }
  })

  test('a tenant sees its own rows alone', async ({ assert }) => {
    const [ofB] = await Tenant.run(b, () => Thing.all())
    await Tenant.run(a, async () => {
      assert.deepEqual(
        (await Thing.all()).map((thing) => thing.name),
        ['of a']
      )
      assert.isNull(await Thing.find(ofB.id))
      assert.isNull(await Thing.findBy('name', 'of b'))
      await assert.rejects(() => Thing.query().where('id', ofB.id).firstOrFail())
    })
  })

  test('no clause leads out of the tenant', async ({ assert }) => {
    await Tenant.run(a, async () => {
      const attempts = [
        Thing.query().orWhere('name', 'of b'),
        Thing.query().where('name', 'x').orWhere('name', 'of b'),
        Thing.query().orWhereRaw(`name = 'of b'`),
        Thing.query()
          .where('name', 'x')
          .wrapExisting()
          .orWhere((group) => group.where('name', 'of b')),
        Thing.query().where('name', 'x').orWhereIn('name', ['of b']).clone(),
        Thing.query().clearWhere().where('name', 'of b'),
        Thing.query()
          .whereIn('id', Thing.query().orWhere('name', 'of b').select('id'))
          .where('name', 'of b'),
      ]
      for (const query of attempts) assert.lengthOf(await query, 0, query.toQuery())
      const page = await Thing.query().where('name', 'of a').orWhere('name', 'of b').paginate(1, 10)
      assert.equal(page.total, 1)
      await Thing.query().where('name', 'x').orWhere('name', 'of b').update({ name: 'taken' })
      await Thing.query().where('name', 'x').orWhere('name', 'of b').delete()
      assert.deepEqual(
        (await Thing.query().where('name', 'of a').orWhere('name', 'of b')).map(
          (thing) => thing.name
        ),
        ['of a']
      )
    })
    assert.lengthOf(await sql(`select 1 from core_test_tenanted where name = 'of b'`), 1)
  })

  test('changing and deleting by query reach its own rows alone', async ({ assert }) => {
    await Tenant.run(a, async () => {
      await Thing.query().update({ name: 'changed' })
      await Thing.query().where('name', 'of b').delete()
    })
    assert.deepEqual(await sql('select name from core_test_tenanted order by name'), [
      { name: 'changed' },
      { name: 'of b' },
    ])
  })

  test('creating fills the tenant in, and refuses another', async ({ assert }) => {
    const thing = await Tenant.run(a, () => Thing.create({ name: 'new' }))
    assert.equal(thing.organizationId, a)
    await assert.rejects(
      () => Tenant.run(a, () => Thing.create({ name: 'x', organizationId: b })),
      /foreign/i
    )
  })

  test('a foreign row in hand is neither saved nor deleted', async ({ assert }) => {
    const ofB = await Tenant.run(b, () => Thing.firstOrFail())
    await Tenant.run(a, async () => {
      ofB.name = 'taken over'
      await assert.rejects(() => ofB.save(), /foreign/i)
      await assert.rejects(() => ofB.delete(), /foreign/i)
    })
    await assert.rejects(() => ofB.save(), TenantMissingException as never)
    assert.lengthOf(await sql(`select 1 from core_test_tenanted where name = 'of b'`), 1)
  })

  test('unscoped code sees all, and must say whose a new row is', async ({ assert }) => {
    await Tenant.unscoped('test', async () => {
      assert.lengthOf(await Thing.all(), 2)
      await assert.rejects(
        () => Thing.create({ name: 'nobody’s' }),
        TenantMissingException as never
      )
    })
  })
})
