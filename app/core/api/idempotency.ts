import { createHash } from 'node:crypto'
import { v4 as uuid } from 'uuid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Refusal } from '#core/http/refusal'

/** Whoever works on a request has this long; then another try may take it over. */
const LEASE_SECONDS = 120
const KEPT_HOURS = 24

export type KeptAnswer = { status: number; location: string | null; body: string | null }

type Row = KeptAnswer & { request_hash: string; is_leased: boolean; lease_id: string }

/**
 * One request under an Idempotency-Key. Its answer is kept in the transaction of the change: a
 * request is carried out once, whoever asks again and whatever crashes. Requests that fail change
 * nothing and leave the key free.
 */
export class IdempotentRequest {
  readonly #lease = uuid()
  readonly #hash: string

  constructor(
    readonly organizationId: string,
    readonly apiKeyId: string,
    readonly key: string,
    request: { method: string; url: string; body: string }
  ) {
    if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
      throw new Refusal('An Idempotency-Key has 1 to 255 visible ASCII characters.', {
        code: 'E_IDEMPOTENCY_KEY_INVALID',
        status: 400,
      })
    }
    this.#hash = createHash('sha256')
      .update(`${request.method} ${request.url}\n${request.body}`)
      .digest('hex')
  }

  /** Takes the key. Resolves to the answer that was given before, or null: carry it out. Throws a Refusal (409, 422). */
  async claim(): Promise<KeptAnswer | null> {
    if (await this.#take()) return null
    const kept = await this.#find()
    // Let go in between.
    if (!kept) return this.claim()
    if (kept.request_hash !== this.#hash) {
      throw new Refusal('This Idempotency-Key was used for another request. Make a new one.', {
        code: 'E_IDEMPOTENCY_KEY_REUSED',
      })
    }
    if (kept.status !== null) return kept
    throw new Refusal('A request with this Idempotency-Key is being worked on. Ask again later.', {
      code: 'E_IDEMPOTENCY_IN_FLIGHT',
      status: 409,
    })
  }

  /** Keeps the answer, together with what was changed. Throws when somebody else took over meanwhile. */
  async keep(answer: KeptAnswer, trx: TransactionClientContract): Promise<void> {
    const kept = await sql(
      `update idempotency_keys set status = ?, location = ?, body = ?
       where organization_id = ? and api_key_id = ? and key = ? and lease_id = ? returning key`,
      [answer.status, answer.location, answer.body, ...this.#id(), this.#lease],
      trx
    )
    if (kept.length === 0) {
      throw new Refusal('This took too long, and another request has taken over.', {
        code: 'E_IDEMPOTENCY_IN_FLIGHT',
        status: 409,
      })
    }
  }

  /** Lets the key go: nothing was changed. */
  async release(): Promise<void> {
    await sql(
      `delete from idempotency_keys
       where organization_id = ? and api_key_id = ? and key = ? and lease_id = ? and status is null`,
      [...this.#id(), this.#lease]
    )
  }

  /** A new key, one that is a day old, or one whose request died on the way. */
  async #take(): Promise<boolean> {
    const now = clock.now()
    const taken = await sql(
      `insert into idempotency_keys as held
         (organization_id, api_key_id, key, request_hash, lease_id, leased_until, expires_at)
       values (?, ?, ?, ?, ?, clock_timestamp() + make_interval(secs => ?), ?::timestamptz)
       on conflict (organization_id, api_key_id, key) do update set
         request_hash = excluded.request_hash, lease_id = excluded.lease_id, leased_until = excluded.leased_until,
         expires_at = excluded.expires_at, status = null, location = null, body = null
       where held.expires_at <= ?::timestamptz
         or (held.status is null and held.leased_until < clock_timestamp() and held.request_hash = excluded.request_hash)
       returning key`,
      [
        ...this.#id(),
        this.#hash,
        this.#lease,
        LEASE_SECONDS,
        now.plus({ hours: KEPT_HOURS }).toISO(),
        now.toISO(),
      ]
    )
    return taken.length > 0
  }

  async #find(): Promise<Row | undefined> {
    const [row] = await sql<Row>(
      `select request_hash, status, location, body from idempotency_keys
       where organization_id = ? and api_key_id = ? and key = ?`,
      this.#id()
    )
    return row
  }

  #id(): [string, string, string] {
    return [this.organizationId, this.apiKeyId, this.key]
  }
}
