/*
 * Signed checkout events at 50 per second for 60 s with 10 % repeats and 10 % out of order.
 * Baseline: a bare HTTP server that verifies the same signature and inserts the event's id.
 */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type pg from 'pg'
import Stripe from 'stripe'
import { fulfilmentInvariants, runFulfilmentLoad } from './support/fulfilment_load.js'
import {
  atConstantRate,
  percentile,
  round,
  withPool,
  type Measurement,
} from './support/measurement.js'

export default {
  stack: { web: 1, worker: 1, env: { TRUSTED_PROXIES: '127.0.0.1' } },
  async run({ stack, log }) {
    const { load, invariants, bare } = await withPool(stack.databaseUrl, async (pool) => {
      const load = await runFulfilmentLoad(stack, pool, { log })
      const invariants = await fulfilmentInvariants(stack, pool, load.sales.length)
      log('baseline: a bare receiver')
      return { load, invariants, bare: await bareAcks(pool) }
    })
    const ackP99 = percentile(load.acks, 0.99)
    const accessP95 = percentile(load.access, 0.95)
    return {
      pass:
        ackP99 < 100 &&
        accessP95 < 500 &&
        invariants.lost === 0 &&
        invariants.doubled === 0 &&
        load.refused === 0,
      figures: {
        'events per second': 50,
        'orders': load.sales.length,
        'repeats sent': load.repeats,
        'sent out of order': load.reordered,
        'sales whose lesson was watched': load.access.length,
        'acknowledgement p50 (ms)': percentile(load.acks, 0.5),
        'acknowledgement p99 (ms), bound 100': ackP99,
        'webhook to lesson p50 (ms)': percentile(load.access, 0.5),
        'webhook to lesson p95 (ms), bound 500': accessP95,
        'webhook to lesson p99 (ms)': percentile(load.access, 0.99),
      },
      baseline: {
        'bare receiver acknowledgement p50 (ms)': percentile(bare, 0.5),
        'bare receiver acknowledgement p99 (ms)': round(percentile(bare, 0.99)),
      },
      invariants: { ...invariants, refused: load.refused },
    }
  },
} satisfies Measurement

async function bareAcks(pool: pg.Pool): Promise<number[]> {
  await pool.query('create table bench_receipts (id text primary key)')
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', async () => {
      const event = Stripe.webhooks.constructEvent(
        Buffer.concat(chunks),
        request.headers['stripe-signature']!,
        'whsec_sandbox'
      )
      await pool.query('insert into bench_receipts values ($1) on conflict do nothing', [event.id])
      response.end('ok')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const samples: number[] = []
  await atConstantRate(50, 500, async (n) => {
    const payload = JSON.stringify({
      id: `evt_${n}`,
      object: 'event',
      type: 'checkout.session.completed',
      data: { object: {} },
    })
    const header = Stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_sandbox' })
    const begun = performance.now()
    await (
      await fetch(url, { method: 'POST', headers: { 'Stripe-Signature': header }, body: payload })
    ).arrayBuffer()
    samples.push(performance.now() - begun)
  })
  server.close()
  return samples
}
