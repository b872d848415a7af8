import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import { readerLags } from '#core/events/pump'
import { queues, within } from '#core/queue/queues'

/** Numbers from the database are at most this old, however often somebody scrapes. */
const FRESH_MS = 5000

/** What Prometheus scrapes. No label ever names an organization or a person. */
export const metrics = new Registry()
collectDefaultMetrics({ register: metrics, prefix: 'warren_' })

export const requestDuration = new Histogram({
  name: 'warren_http_request_duration_seconds',
  help: 'Time from request to answer, by route',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [metrics],
})

const gauge = (name: string, help: string, labelNames: string[] = []) =>
  new Gauge({ name: `warren_${name}`, help, labelNames, registers: [metrics] })

const readerLag = gauge(
  'event_reader_lag_seconds',
  'Age of the first event a reader has not passed',
  ['reader']
)
const queueDepth = gauge('queue_jobs', 'Jobs in a queue, by state', ['queue', 'state'])
const mails = gauge('outgoing_mails', 'Outgoing mails that are not sent, by state', ['state'])
const receipts = gauge('receipts_owed', 'Provider webhooks that are not applied yet')
const deliveries = gauge('event_deliveries', 'What listeners owe, by state', ['state'])
const pool = gauge('database_pool_connections', 'Connections of this process, by state', ['state'])
const up = gauge('up', 'Whether a part of the house answers', ['part'])

const JOB_STATES = ['waiting', 'active', 'delayed', 'prioritized', 'failed'] as const
let readAt = 0
let reading: Promise<void> | null = null

/** The metrics as text. Parts that do not answer are told by `warren_up` and left out. */
export async function scrape(): Promise<string> {
  if (Date.now() - readAt > FRESH_MS) {
    reading ??= readGauges().finally(() => {
      readAt = Date.now()
      reading = null
    })
    await reading
  }
  readPool()
  return metrics.metrics()
}

async function readGauges(): Promise<void> {
  await Promise.all([tell('database', readDatabase), tell('queue', readQueues)])
}

async function tell(part: string, read: () => Promise<void>): Promise<void> {
  try {
    await within(3000, read())
    up.set({ part }, 1)
  } catch {
    up.set({ part }, 0)
  }
}

async function readDatabase(): Promise<void> {
  const [counts] = await sql<Record<string, number>>(
    `select (select count(*) from outgoing_mails where state = 'queued') as queued,
       (select count(*) from outgoing_mails where state = 'sending') as sending,
       (select count(*) from outgoing_mails where state = 'failed') as failed,
       (select count(*) from receipts where state = 'received') as receipts,
       (select count(*) from event_deliveries where state = 'pending') as pending,
       (select count(*) from event_deliveries where state = 'failed') as given_up`
  )
  for (const state of ['queued', 'sending', 'failed']) mails.set({ state }, counts[state])
  receipts.set(counts.receipts)
  deliveries.set({ state: 'pending' }, counts.pending)
  deliveries.set({ state: 'failed' }, counts.given_up)
  for (const { name, seconds } of await readerLags()) readerLag.set({ reader: name }, seconds)
}

async function readQueues(): Promise<void> {
  for (const name of queues.names()) {
    const counts = await (await queues.open(name)).getJobCounts(...JOB_STATES)
    for (const state of JOB_STATES) queueDepth.set({ queue: name, state }, counts[state] ?? 0)
  }
}

function readPool(): void {
  const used = db.connection().getReadClient().client.pool
  pool.set({ state: 'used' }, used.numUsed())
  pool.set({ state: 'free' }, used.numFree())
  pool.set({ state: 'waiting' }, used.numPendingAcquires())
}
