import type { Database } from '@adonisjs/lucid/database'

type Transaction = {
  query(connection: unknown, sql: string, status?: number, value?: unknown): Promise<unknown>
  transactor: { executionPromise: Promise<unknown> }
}
type Client = { transaction(...args: unknown[]): Transaction }

/** What knex calls the end of a transaction that is to be kept. */
const COMMITTED = 1

/**
 * Makes a COMMIT that fails fail. knex reports it only through `executionPromise`, which Lucid does
 * not wait for: a commit cut by the database's restart, or refused by a deferred constraint, would
 * pass for done, and its after-commit hooks would run.
 */
export function checkCommits(db: Database): void {
  const { client } = db.connection().getWriteClient() as unknown as { client: Client }
  const prototype = Object.getPrototypeOf(client) as Client
  const begin = prototype.transaction
  prototype.transaction = function (...args) {
    const transaction = begin.apply(this, args)
    const query = transaction.query
    transaction.query = async function (connection, sql, status, value) {
      const answer = await query.call(this, connection, sql, status, value)
      if (status === COMMITTED) await this.transactor.executionPromise
      return answer
    }
    return transaction
  }
}
