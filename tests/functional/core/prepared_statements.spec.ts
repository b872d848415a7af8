import pg from 'pg'
import { test } from '@japa/runner'
import env from '#start/env'
import { prepareRepeated } from '#core/database/prepared_statements'

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: env.get('DATABASE_URL') })
  await client.connect()
  prepareRepeated(client)
  return client
}

/** As the query builder calls: with a callback. */
function ask(client: pg.Client, text: string, values: unknown[]): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    client.query({ text, values }, (error: Error, result: pg.QueryResult) =>
      error ? reject(error) : resolve(result)
    )
  })
}

const prepared = async (client: pg.Client) =>
  (await client.query('select statement from pg_prepared_statements')).rows.map(
    (row) => row.statement
  )

test.group('Prepared statements', () => {
  test('what is repeated is prepared, in each way of asking; what comes once is not', async ({
    assert,
  }) => {
    const client = await connect()
    for (let n = 0; n < 4; n++) {
      const { rows } = await ask(client, 'select $1::int + 1 as n', [n])
      assert.equal(rows[0].n, n + 1)
      assert.equal((await client.query('select $1::int * 2 as n', [n])).rows[0].n, n * 2)
    }
    await ask(client, 'select $1::int - 1 as n', [5])
    assert.sameMembers(await prepared(client), [
      'select $1::int + 1 as n',
      'select $1::int * 2 as n',
    ])
    await client.end()
  })

  test('a table that changed under a kept plan costs one error, not the connection', async ({
    assert,
  }) => {
    const client = await connect()
    await client.query('create temp table kept (a int)')
    const select = () => ask(client, 'select * from kept where a is not null or $1::int = 1', [1])
    for (let n = 0; n < 4; n++) await select()
    await client.query('alter table kept add column b int')
    await assert.rejects(select, /cached plan must not change result type/)
    assert.deepEqual(
      (await select()).fields.map((field) => field.name),
      ['a', 'b']
    )
    await client.end()
  })
})
