import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { BaseModel, column } from '@adonisjs/lucid/orm'
import { sql } from '#core/database/sql'
import { keysetPage, type KeysetOptions } from '#core/http/keyset'
import { Tenant } from '#core/tenancy/tenant'

class Thing extends BaseModel {
  static table = 'core_test_things'
  @column({ isPrimary: true })
  declare id: number
  @column()
  declare rank: number
}

const order: KeysetOptions['columns'] = [
  ['made_at', 'desc'],
  ['id', 'desc'],
]
const page = (options: Partial<KeysetOptions> = {}) =>
  keysetPage<Thing>(Thing.query(), { columns: order, perPage: 3, scope: 'things', ...options })
const idsOf = (rows: Thing[]) => rows.map((row) => row.id)

test.group('Keyset pages', (group) => {
  group.setup(async () => {
    await sql('drop table if exists core_test_things')
    // Three rows share each moment, microseconds apart from the next three.
    await sql(`create table core_test_things as
      select n as id, n % 4 as rank,
        timestamptz '2026-01-01 00:00:00.000001Z' + (n / 3) * interval '1 microsecond' as made_at
      from generate_series(1, 10) n`)
    return async () => {
      await sql('drop table core_test_things')
    }
  })

  test('walk the whole list forward and back, each row once', async ({ assert }) => {
    const first = await page()
    assert.isNull(first.previous)
    const second = await page({ cursor: first.next })
    const third = await page({ cursor: second.next })
    const fourth = await page({ cursor: third.next })
    assert.deepEqual(
      [first, second, third, fourth].map(({ rows }) => idsOf(rows)),
      [[10, 9, 8], [7, 6, 5], [4, 3, 2], [1]]
    )
    assert.isNull(fourth.next)
    const back = await page({ cursor: fourth.previous })
    assert.deepEqual(idsOf(back.rows), [4, 3, 2])
    const start = await page({ cursor: (await page({ cursor: back.previous })).previous })
    assert.deepEqual(idsOf(start.rows), [10, 9, 8])
    assert.isNull(start.previous)
    assert.isNotNull(start.next)
  })

  test('hold their place while rows come and go', async ({ assert }) => {
    const first = await page()
    await sql(`insert into core_test_things values (11, 0, '2027-01-01'), (12, 0, '2027-01-02')`)
    await sql('delete from core_test_things where id = 7')
    try {
      assert.deepEqual(idsOf((await page({ cursor: first.next })).rows), [6, 5, 4])
    } finally {
      await sql('delete from core_test_things where id > 10')
      await sql(`insert into core_test_things
        select 7, 3, timestamptz '2026-01-01 00:00:00.000001Z' + 2 * interval '1 microsecond'`)
    }
  })

  test('go by columns in different directions', async ({ assert }) => {
    const columns: KeysetOptions['columns'] = [
      ['rank', 'asc'],
      ['id', 'desc'],
    ]
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const { rows, next }: { rows: Thing[]; next: string | null } = await page({ columns, cursor })
      seen.push(...idsOf(rows))
      cursor = next
    } while (cursor)
    assert.deepEqual(seen, [8, 4, 9, 5, 1, 10, 6, 2, 7, 3])
  })

  test('leave no trace in the rows', async ({ assert }) => {
    const { rows } = await keysetPage<Record<string, unknown>>(db.from('core_test_things'), {
      columns: order,
      perPage: 1,
      scope: 'things',
    })
    assert.sameMembers(Object.keys(rows[0]), ['id', 'rank', 'made_at'])
    const models = await page()
    assert.deepEqual(models.rows[0].$extras, { made_at: models.rows[0].$extras.made_at })
  })

  test('refuse a cursor that is forged, of another list or another organization', async ({
    assert,
  }) => {
    const { next } = await page()
    const organizationId = randomUUID()
    for (const attempt of [
      () => page({ cursor: 'nonsense' }),
      () => page({ cursor: `${next!.slice(0, -2)}xx` }),
      () => page({ cursor: next, scope: 'other things' }),
      () => Tenant.run(organizationId, () => page({ cursor: next })),
    ]) {
      const error = await attempt().catch((thrown) => thrown)
      assert.containsSubset(
        { status: error.status, code: error.code },
        { status: 422, code: 'E_BAD_CURSOR' }
      )
    }
  })
})
