import { sql } from '#core/database/sql'
import { pendingMigrations } from '#core/database/pending_migrations'
import { queues, within } from '#core/queue/queues'

const PATIENCE_MS = 2000
let areMigrated = false

/** Looks at what an answer needs. Resolves to the state of each part: `ok`, or what is wrong. */
export async function readiness(): Promise<Record<string, string>> {
  const parts: Record<string, () => Promise<string>> = {
    database: async () => {
      await sql('select 1')
      return 'ok'
    },
    migrations: async () => {
      // Once they have run they stay so for this process.
      areMigrated ||= (await pendingMigrations()).length === 0
      return areMigrated ? 'ok' : 'pending'
    },
    [queues.backend.kind === 'redis' ? 'redis' : 'queue']: async () => {
      const queue = await queues.open('default')
      await queue.getJobCounts('active')
      return 'ok'
    },
  }
  const found = await Promise.all(
    Object.entries(parts).map(async ([name, look]) => [name, await patiently(look)] as const)
  )
  return Object.fromEntries(found)
}

async function patiently(look: () => Promise<string>): Promise<string> {
  try {
    return await within(PATIENCE_MS, look())
  } catch {
    return 'does not answer'
  }
}
