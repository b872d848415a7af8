/*
 * BENCH_DUE (100,000) mails of ten organizations that were put off fall due in the same second: how soon two processes
 * have claimed them all and written down that they are about to leave, beside the same claim on a bare table (`for update
 * skip locked`, two connections). Then workers send: how long each of ten organizations with equal work waits.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type pg from 'pg'
import { bootApp } from './support/app.js'
import { round, until, withPool, type Measurement } from './support/measurement.js'
import { Sink } from './support/sink.js'

const DUE = Number(process.env.BENCH_DUE ?? 100_000)
const ORGANIZATIONS = 10
const SENT_EACH = 2000
const BOUND = { claimS: 5, wait: 2 }

export default {
  // Workers come later: at first nobody else may claim.
  stack: { web: 1, worker: 2 },
  async run({ stack, log }) {
    await stack.stopSandbox()
    const sink = await Sink.start(Number(stack.env.SANDBOX_SMTP_PORT))
    const app = await bootApp(stack)
    try {
      return await withPool(stack.databaseUrl, async (pool) => {
        const { launch, plantReaders } = await import('./support/campaign_load.js')
        const { plantOrganization } = await import('../support/organizations.js')
        const ids: string[] = []
        log(`planting ${ORGANIZATIONS} organizations`)
        for (let n = 0; n < ORGANIZATIONS; n++) {
          const id = await plantOrganization(`Organization ${n}`)
          await plantReaders(pool, id, DUE / ORGANIZATIONS, 'reader')
          ids.push(id)
        }
        const accounts = await houseAccounts(ids)

        log('equal work of ten organizations')
        const waits = await waitsOf(pool, ids, launch)

        log(`${DUE.toLocaleString('en')} fall due in one second`)
        const tomorrow = new Date(Date.now() + 86_400_000)
        const runs: number[] = []
        for (const id of ids) runs.push(await launch(id, { startsAt: tomorrow }))
        await until('audiences are frozen', 300, async () =>
          (await statesOf(pool, runs)).every((state) => state === 'sending')
        )
        await stack.stopWorkers()
        await scatter(pool, runs)
        const children = await Promise.all([0, 1].map(() => claimer(stack.env)))
        const at = Date.now() + 3000
        // Held until then, so that no claim before the moment counts.
        await pool.query(
          'update send_batches set due_at = to_timestamp($1::double precision / 1000)',
          [at]
        )
        for (const child of children) child.send({ at, accounts })
        const told = await Promise.all(children.map(answerOf))
        const claimed = told.reduce((sum, one) => sum + one.claimed, 0)
        const seconds = (Math.max(...told.map(({ doneAt }) => doneAt)) - at) / 1000
        const twice = await inFlightTwice(pool, runs)

        log('baseline: the same claim on a bare table')
        const bare = await bareClaim(pool)
        const ratio = Math.max(...waits) / Math.min(...waits)
        return {
          pass: seconds < BOUND.claimS && claimed === DUE && twice === 0 && ratio <= BOUND.wait,
          figures: {
            'mails due in one second': DUE,
            [`claimed after (s), bound ${BOUND.claimS}`]: round(seconds, 2),
            'organizations with equal work': ORGANIZATIONS,
            'mean wait of the one that waits shortest (s)': round(Math.min(...waits), 2),
            'mean wait of the one that waits longest (s)': round(Math.max(...waits), 2),
            [`longest over shortest, bound ${BOUND.wait}`]: round(ratio, 2),
          },
          baseline: { 'bare table, skip locked, claimed after (s)': round(bare, 2) },
          invariants: { 'not claimed': DUE - claimed, 'claimed twice': twice },
        }
      })
    } finally {
      sink.stop()
      await app.terminate()
    }
  },
} satisfies Measurement

async function houseAccounts(ids: string[]): Promise<Record<string, string>> {
  const { ensureHouse } = await import('#messaging/accounts/house')
  const { default: MailAccount } = await import('#messaging/models/mail_account')
  const { Tenant } = await import('#core/tenancy/tenant')
  const accounts: Record<string, string> = {}
  for (const id of ids) {
    accounts[id] = await Tenant.run(id, async () => {
      await ensureHouse()
      return (await MailAccount.findByOrFail('provider', 'house')).id
    })
  }
  return accounts
}

/** Seconds that the mails of each organization waited on average, of sendings ordered at the same moment. */
async function waitsOf(
  pool: pg.Pool,
  ids: string[],
  launch: typeof import('./support/campaign_load.js').launch
): Promise<number[]> {
  const startsAt = new Date(Date.now() + 15_000)
  const part = { from: 0, to: (SENT_EACH * ORGANIZATIONS) / DUE, salt: 'equal' }
  const audience = { include: { segments: [], everybody: true }, exclude: { segments: [] }, part }
  const runs = await Promise.all(ids.map((id) => launch(id, { startsAt, audience })))
  await until('equal work is done', 600, async () =>
    (await statesOf(pool, runs)).every((state) => state === 'finished')
  )
  const { rows } = await pool.query<{ seconds: number }>(
    `select avg(extract(epoch from changed_at - $2::timestamptz))::float as seconds from sends
     where run_id = any($1::bigint[]) group by run_id`,
    [runs, startsAt]
  )
  return rows.map(({ seconds }) => seconds)
}

/** As after a refusal: each batch is a list of some numbers instead of a stretch. */
async function scatter(pool: pg.Pool, runs: number[]): Promise<void> {
  await pool.query(
    `update send_batches set ns = array(select generate_series(from_n, to_n - 1)), from_n = null, to_n = null
     where run_id = any($1::bigint[])`,
    [runs]
  )
}

async function claimer(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = fork('tests/bench/support/claimer.ts', {
    env: { ...env, LOG_LEVEL: 'error' },
    execArgv: ['--import=@poppinss/ts-exec', '--no-warnings'],
  })
  // The framework says 'ready' on the same channel; ours is an object.
  for (;;) {
    const [message] = await once(child, 'message')
    if (typeof message === 'object') return child
  }
}

async function answerOf(child: ChildProcess): Promise<{ claimed: number; doneAt: number }> {
  const [message] = await once(child, 'message')
  return message
}

async function statesOf(pool: pg.Pool, runs: number[]): Promise<string[]> {
  const { rows } = await pool.query('select state from send_runs where id = any($1::bigint[])', [
    runs,
  ])
  return rows.map(({ state }) => state)
}

async function inFlightTwice(pool: pg.Pool, runs: number[]): Promise<number> {
  const { rows } = await pool.query(
    'select count(*)::int as n from sends where run_id = any($1::bigint[]) and attempts > 1',
    [runs]
  )
  return rows[0].n
}

/** Two connections that take 500 of a plain table's due rows at a time. */
async function bareClaim(pool: pg.Pool): Promise<number> {
  await pool.query(
    'create table bench_due (id int primary key, due_at timestamptz not null, state int not null)'
  )
  await pool.query(`insert into bench_due select n, now(), 0 from generate_series(1, ${DUE}) n`)
  await pool.query('create index on bench_due (due_at) where state = 0')
  await pool.query('analyze bench_due')
  const begun = performance.now()
  const claim = async () => {
    for (;;) {
      const { rowCount } = await pool.query(
        `update bench_due d set state = 1 from (select id from bench_due where state = 0 and due_at <= now()
           order by due_at limit 500 for update skip locked) due where d.id = due.id`
      )
      if (!rowCount) return
    }
  }
  await Promise.all([claim(), claim()])
  const seconds = (performance.now() - begun) / 1000
  await pool.query('drop table bench_due')
  return seconds
}
