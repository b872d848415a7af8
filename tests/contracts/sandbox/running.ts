import http from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import type { AddressInfo } from 'node:net'
import { startSandbox, type RunningSandbox } from '#sandbox/server'

/** Japa's hook of one test. */
type Cleanup = (handler: () => void | Promise<void>) => unknown

export const SECRET = 'whsec_of_the_test'

/** A sandbox of the test's own, ended with it. */
export async function runSandbox(cleanup: Cleanup, options: { host?: string; home?: string } = {}) {
  const home = options.home ?? (await mkdtemp(join(tmpdir(), 'warren-sandbox-')))
  const sandbox = await startSandbox({ port: 0, smtpPort: 0, appPort: 9, ...options, home })
  cleanup(async () => {
    await sandbox.close()
    await rm(home, { recursive: true, force: true })
  })
  return { ...sandbox, home }
}

/** The real SDK, led to a sandbox. */
export function stripeOf(sandbox: RunningSandbox, key = 'sk_test_sandbox'): Stripe {
  return new Stripe(key, {
    host: '127.0.0.1',
    port: Number(new URL(sandbox.url).port),
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  })
}

export const aSession = (
  changes: Partial<Stripe.Checkout.SessionCreateParams> = {},
  unitAmount = 4900
): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  line_items: [
    {
      quantity: 1,
      price_data: {
        currency: 'eur',
        unit_amount: unitAmount,
        product_data: { name: 'A course' },
      },
    },
  ],
  success_url: 'http://shop.test/thanks?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://shop.test/back',
  metadata: { order_id: 'order-1' },
  payment_intent_data: { metadata: { order_id: 'order-1' } },
  ...changes,
})

export const post = (url: string, data: unknown = {}) =>
  fetch(url, { method: 'POST', body: JSON.stringify(data) })

export const pay = (sandbox: RunningSandbox, id: string, data: object = {}) =>
  post(`${sandbox.url}/stripe/_test/sessions/${id}/pay`, data)

export const control = (sandbox: RunningSandbox, knobs: object) =>
  post(`${sandbox.url}/control`, knobs)

/** Posts a form of a page, without following where it leads. */
export const submit = (url: string, fields: Record<string, string>) =>
  fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) })

/**
 * A server that takes webhooks for a key, verified by the SDK. `answers` are the statuses of the
 * next deliveries; then 200.
 */
export async function listen(cleanup: Cleanup, sandbox: RunningSandbox, key = 'sk_test_sandbox') {
  const received: Stripe.Event[] = []
  const answers: number[] = []
  const stripe = stripeOf(sandbox)
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const signature = request.headers['stripe-signature']!
      received.push(stripe.webhooks.constructEvent(Buffer.concat(chunks), signature, SECRET))
      response.writeHead(answers.shift() ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanup(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  await post(`${sandbox.url}/stripe/_test/endpoints`, { key, url, secret: SECRET })
  return { received, answers, types: () => received.map(({ type }) => type) }
}
