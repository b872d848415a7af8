import pg from 'pg'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'

test.group('Transactions', (group) => {
  group.setup(async () => {
    await db.rawQuery(`create table commit_parents (id int primary key)`)
    await db.rawQuery(
      `create table commit_children (
         parent int references commit_parents (id) deferrable initially deferred)`
    )
    return () => db.rawQuery('drop table commit_children, commit_parents')
  })

  test('a commit that the database refuses is an error, and runs no hook', async ({ assert }) => {
    let hooks = 0
    await assert.rejects(
      () =>
        db.transaction(async (trx) => {
          trx.after('commit', () => void hooks++)
          await trx.rawQuery('insert into commit_children values (1)')
        }),
      /violates foreign key constraint/
    )
    assert.equal(hooks, 0)
  })

  test('a commit whose connection is cut is an error', async ({ assert }) => {
    await assert.rejects(() =>
      db.transaction(async (trx) => {
        const { rows } = await trx.rawQuery('select pg_backend_pid() as pid')
        await trx.rawQuery('insert into commit_parents values (1)')
        await db.rawQuery('select pg_terminate_backend(?)', [rows[0].pid])
      })
    )
    // Asked on a connection of its own: the pool may still hold the one that was cut.
    const client = new pg.Client({ connectionString: env.get('DATABASE_URL') })
    await client.connect()
    const { rows } = await client.query('select count(*)::int as n from commit_parents')
    await client.end()
    assert.equal(rows[0].n, 0)
  })

  test('what is committed stays, and its hooks run', async ({ assert }) => {
    let hooks = 0
    await db.transaction(async (trx) => {
      trx.after('commit', () => void hooks++)
      await trx.rawQuery('insert into commit_parents values (2)')
      await db.rawQuery('select 1')
    })
    assert.equal(hooks, 1)
  })
})
