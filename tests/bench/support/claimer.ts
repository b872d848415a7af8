/* A process that claims what is due and writes down that it is in flight, as workers do, and sends nothing. */
import { randomUUID } from 'node:crypto'
import { bootEnvironment } from './app.js'

const app = await bootEnvironment()
const { claimBatch } = await import('#messaging/queries/send_batches')
const { markInFlight } = await import('#messaging/queries/send_chunks')
const { findRun } = await import('#messaging/queries/send_runs')
const { Tenant } = await import('#core/tenancy/tenant')
const { clock } = await import('#core/clock/clock')

const LANES = 3
const CHUNK = 50

async function lane(accounts: Record<string, string>): Promise<number> {
  let claimed = 0
  for (;;) {
    const takenBy = randomUUID()
    const batch = await claimBatch({ takenBy, now: clock.now().toISO(), seconds: 60 })
    if (!batch) return claimed
    await Tenant.run(batch.organizationId, async () => {
      const run = (await findRun(batch.runId))!
      const ns =
        batch.ns ?? Array.from({ length: batch.toN! - batch.fromN! }, (_, n) => batch.fromN! + n)
      for (let from = 0; from < ns.length; from += CHUNK) {
        const marked = await markInFlight(run, {
          ns: ns.slice(from, from + CHUNK),
          accountId: accounts[batch.organizationId],
          batchId: batch.id,
          takenBy,
          now: clock.now().toISO(),
        })
        claimed += marked.size
      }
    })
  }
}

process.once(
  'message',
  async ({ at, accounts }: { at: number; accounts: Record<string, string> }) => {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - Date.now())))
    const claimed = await Promise.all(Array.from({ length: LANES }, () => lane(accounts)))
    process.send!({ claimed: claimed.reduce((sum, n) => sum + n, 0), doneAt: Date.now() })
    await app.terminate()
    process.exit(0)
  }
)
process.send!({ isReady: true })
