import http from 'node:http'
import https from 'node:https'
import { createHmac } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type Stripe from 'stripe'
import type { Account } from '#sandbox/stripe/account'
import type { Control } from '#sandbox/control'

const BACK_OFF_MS = [1000, 3000, 9000, 27_000, 81_000, 243_000, 729_000]
const TRIES = BACK_OFF_MS.length + 1
const AT_ONCE = 48
const TIMEOUT_MS = 15_000

interface Delivery {
  account: Account
  endpointId: string
  event: Stripe.Event
  attempt: number
  dueAt: number
}
type Saved = { key: string; endpointId: string; eventId: string; attempt: number; dueAt: number }

/**
 * Posts events to endpoints, signed as Stripe signs them, and again with growing
 * pauses until they are acknowledged. The knobs decide what goes wrong on the way.
 */
export class WebhookDeliveries {
  #waiting = new Map<NodeJS.Timeout, Delivery>()
  #ready: Delivery[] = []
  #running = new Set<Delivery>()
  #closed = false
  #agents = {
    'http:': new http.Agent({ keepAlive: true, maxSockets: AT_ONCE }),
    'https:': new https.Agent({ keepAlive: true, maxSockets: AT_ONCE }),
  }

  constructor(
    private control: Control,
    private file: string
  ) {}

  schedule(account: Account, endpoint: Stripe.WebhookEndpoint, event: Stripe.Event): void {
    const { drop, duplicate, reorder, delayMs } = this.control.knobs
    if (Math.random() < drop) return
    const copies = Math.random() < duplicate ? 2 : 1
    for (let copy = 0; copy < copies; copy++) {
      const delivery = { account, endpointId: endpoint.id, event, attempt: 1, dueAt: 0 }
      // Held back long enough for what happens next to arrive before it.
      const heldBack = Math.random() < reorder ? 300 + Math.random() * 1200 : 0
      this.#wait(delivery, delayMs + heldBack + copy * Math.random() * 500)
    }
  }

  /** Takes up what an earlier run had not delivered. */
  resume(accountOf: (key: string) => Account): void {
    if (!existsSync(this.file)) return
    const saved = JSON.parse(readFileSync(this.file, 'utf8')) as Saved[]
    rmSync(this.file)
    for (const { key, endpointId, eventId, attempt, dueAt } of saved) {
      const account = accountOf(key)
      const event = account.collections.event.get(eventId)
      if (!event) continue
      const delivery = { account, endpointId, event, attempt, dueAt }
      this.#wait(delivery, Math.max(1, dueAt - Date.now()))
    }
  }

  close(): void {
    this.#closed = true
    const open = [...this.#waiting.values(), ...this.#ready, ...this.#running]
    for (const timer of this.#waiting.keys()) clearTimeout(timer)
    const saved = open.map(({ account, endpointId, event, attempt, dueAt }): Saved => {
      return { key: account.key, endpointId, eventId: event.id, attempt, dueAt }
    })
    if (saved.length) writeFileSync(this.file, JSON.stringify(saved))
    for (const agent of Object.values(this.#agents)) agent.destroy()
  }

  #wait(delivery: Delivery, ms: number): void {
    delivery.dueAt = Date.now() + ms
    if (ms < 1) {
      this.#ready.push(delivery)
      return this.#next()
    }
    const timer = setTimeout(() => {
      this.#waiting.delete(timer)
      this.#ready.push(delivery)
      this.#next()
    }, ms)
    timer.unref()
    this.#waiting.set(timer, delivery)
  }

  #next(): void {
    while (!this.#closed && this.#running.size < AT_ONCE && this.#ready.length) {
      const delivery = this.#ready.shift()!
      this.#running.add(delivery)
      void this.#attempt(delivery).finally(() => {
        this.#running.delete(delivery)
        this.#next()
      })
    }
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const { account, endpointId, event } = delivery
    const endpoint = account.collections.endpoint.get(endpointId)
    const secret = account.collections.secret.get(endpointId)?.secret
    if (!endpoint || !secret || endpoint.status !== 'enabled') return
    const status = await this.#post(endpoint.url, JSON.stringify(event, null, 2), secret)
    if (this.#closed) return
    if (status >= 200 && status < 300) {
      if (event.pending_webhooks > 0) event.pending_webhooks -= 1
    } else if (delivery.attempt < TRIES) {
      this.#wait({ ...delivery, attempt: delivery.attempt + 1 }, BACK_OFF_MS[delivery.attempt - 1])
    }
  }

  /** Resolves to the status answered, 0 when nothing answered. */
  #post(url: string, payload: string, secret: string, again = true): Promise<number> {
    const target = new URL(url)
    const secure = target.protocol === 'https:'
    return new Promise((resolve) => {
      const request = (secure ? https : http).request(
        target,
        {
          method: 'POST',
          agent: this.#agents[secure ? 'https:' : 'http:'],
          timeout: TIMEOUT_MS,
          headers: {
            'content-type': 'application/json; charset=utf-8',
            'content-length': Buffer.byteLength(payload),
            'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
            'stripe-signature': signature(payload, secret),
            'accept': '*/*; q=0.5, application/xml',
          },
        },
        (response) => {
          response.resume()
          response.on('close', () => resolve(response.statusCode ?? 0))
        }
      )
      request.on('timeout', () => request.destroy())
      request.on('error', () => {
        // A kept connection that the other side had just closed says nothing about the event.
        if (request.reusedSocket && again) resolve(this.#post(url, payload, secret, false))
        else resolve(0)
      })
      request.end(payload)
    })
  }
}

/** Stripe-Signature of a payload: real time, whatever the calendar says. */
export function signature(payload: string, secret: string, at = Date.now()): string {
  const t = Math.floor(at / 1000)
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${payload}`).digest('hex')}`
}
