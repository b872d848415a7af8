import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { workBatches } from '#messaging/ledger/batch_worker'
import { resolveDoubts } from '#messaging/ledger/doubts'
import { sweepSends } from '#messaging/ledger/finishing'
import { freezeRun } from '#messaging/ledger/freezing'
import { cancelRun, pauseRun, resumeRun, setRate } from '#messaging/ledger/runs'
import { STATE } from '#messaging/ledger/states'
import MailAccount from '#messaging/models/mail_account'
import { claimBatch } from '#messaging/queries/send_batches'
import { markInFlight } from '#messaging/queries/send_chunks'
import { findRun } from '#messaging/queries/send_runs'
import { plantOrganization } from '#tests/support/organizations'
import { stopWorking } from '#tests/support/queue'
import type { SmtpSink } from '#tests/support/smtp_sink'
import { openSink } from '#tests/functional/campaigns/support/sink'
import { counted, decide, orderRun, plantAgreeing, rowsOf, tallied } from './support/sending.js'

const PEOPLE = 60
const STEPS = 22

/** Numbers that are the same for the same seed. */
function chance(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return { next, pick: <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] }
}

/** A run to which anything happens, in any order. */
class History {
  readonly #chance
  readonly #out = new Set<string>()
  /** Mails that nobody could tell about at some time may come twice, when somebody decided so. */
  readonly doubted = new Set<number>()
  mayRepeat = false
  runId!: number
  people!: string[]

  constructor(
    readonly organizationId: string,
    readonly sink: SmtpSink,
    seed: number
  ) {
    this.#chance = chance(seed)
  }

  async begin(): Promise<void> {
    const { pick } = this.#chance
    this.people = await plantAgreeing(this.organizationId, PEOPLE)
    const uncertainPolicy = pick(['hold', 'hold', 'resend'] as const)
    this.mayRepeat = uncertainPolicy === 'resend'
    this.runId = await orderRun(this.organizationId, {
      variants: pick([1, 2, 3]),
      perHour: pick([null, 120, 600, 1800]),
      uncertainPolicy,
    })
  }

  async live(): Promise<void> {
    for (let step = 0; step < STEPS; step++) {
      const [one, other] = [this.#act(), this.#act()]
      // As often as not while workers are at it.
      if (this.#chance.next() < 0.5) await Promise.all([one(), this.#work(), other()])
      else {
        await one()
        await this.#work()
      }
      await this.#noteDoubts()
    }
  }

  /** All goes well from now on; resolves when the run is at its end. */
  async end(): Promise<string> {
    this.#behave(null)
    // Slots go by real time, which does not travel.
    await sql('delete from send_rates where organization_id = ?', [this.organizationId])
    for (let round = 0; round < 40; round++) {
      await this.#in(() => resumeRun(this.runId))
      await this.#in(() => freezeRun(this.runId))
      await this.#strand()
      await sweepSends()
      await this.#work()
      await sweepSends()
      const { state } = (await this.#in(() => findRun(this.runId)))!
      const open = await sql('select 1 from send_batches where run_id = ?', [this.runId])
      if (['finished', 'cancelled'].includes(state) && open.length === 0) return state
      clock.travel({ hours: 3 })
    }
    return 'stuck'
  }

  /** Who was out before anything was handed over for them. */
  get out(): string[] {
    return [...this.#out]
  }

  #act(): () => Promise<unknown> {
    const { next, pick } = this.#chance
    const [kind, share, some] = [next(), next(), pick(this.people)]
    const run = <T>(act: (id: number) => Promise<T>) => this.#in(() => act(this.runId))
    if (kind < 0.12) return () => run(pauseRun)
    if (kind < 0.3) return () => run(resumeRun)
    if (kind < 0.4) {
      const perHour = pick([null, 60, 600, 36_000])
      return () => run((id) => setRate(id, perHour))
    }
    if (kind < 0.5) return () => run(freezeRun)
    if (kind < 0.6) return () => this.#unsubscribe(some)
    if (kind < 0.72) return async () => this.#behave(pick(['451', '550', 'cut', 'cut after', null]))
    if (kind < 0.8) return async () => clock.travel({ minutes: Math.ceil(share * 90) })
    if (kind < 0.9) return () => this.#die(share)
    if (kind < 0.94) return () => this.#decide(share < 0.5 ? 'sent' : 'resend')
    if (kind < 0.95) return () => run(cancelRun)
    return () => this.#strand().then(sweepSends)
  }

  /** Two workers at once. */
  #work(): Promise<unknown> {
    return Promise.all([workBatches(), workBatches()])
  }

  #behave(fault: string | null): void {
    const { next } = this.#chance
    const answers: Record<string, string> = { '451': '451 4.3.0 later', '550': '550 5.1.1 nobody' }
    const isRcpt = fault === '550'
    const rule = () => (fault && next() < 0.4 ? (answers[fault] ?? fault) : null)
    this.sink.atRcpt = isRcpt ? rule : () => null
    this.sink.atEnd = isRcpt ? () => null : rule
  }

  async #unsubscribe(contactId: string): Promise<void> {
    await decide(this.organizationId, [contactId], 'denied')
    const [row] = await sql<{ state: number; attempts: number }>(
      'select state, attempts from sends where run_id = ? and contact_id = ?',
      [this.runId, contactId]
    )
    // A worker may have read just before; once it was tried, it may have left.
    if (!row || row.attempts > 0) return
    await new Promise((resolve) => setTimeout(resolve, 300))
    const [now] = await sql<{ state: number; attempts: number }>(
      'select state, attempts from sends where run_id = ? and contact_id = ?',
      [this.runId, contactId]
    )
    if (now.attempts === 0) this.#out.add(contactId)
  }

  /** A worker takes a batch, marks some of its rows, and is heard of no more. */
  async #die(share: number): Promise<void> {
    const takenBy = randomUUID()
    const now = clock.now().toISO()
    const batch = await claimBatch({ takenBy, now, seconds: 600 })
    if (!batch) return
    await this.#in(async () => {
      const run = (await findRun(batch.runId))!
      const account = await MailAccount.findByOrFail('provider', 'smtp')
      const all =
        batch.ns ?? Array.from({ length: PEOPLE }, (_, n) => n).slice(batch.fromN!, batch.toN!)
      const ns = all.slice(0, Math.ceil(all.length * share))
      await markInFlight(run, { ns, accountId: account.id, batchId: batch.id, takenBy, now })
    })
  }

  /** Leases of the dead run out. */
  async #strand(): Promise<void> {
    await sql(
      `update send_batches set leased_until = clock_timestamp() - interval '1 second'
       where run_id = ? and leased_until > clock_timestamp() + interval '300 seconds'`,
      [this.runId]
    )
  }

  async #decide(decision: 'sent' | 'resend'): Promise<void> {
    await this.#noteDoubts()
    if (decision === 'resend') this.mayRepeat = true
    await this.#in(() => resolveDoubts(this.runId, decision))
  }

  async #noteDoubts(): Promise<void> {
    for (const { n, state } of await rowsOf(this.runId))
      if (state === STATE.uncertain) this.doubted.add(n)
  }

  #in<T>(act: () => Promise<T>): Promise<T> {
    return Tenant.run(this.organizationId, act)
  }
}

test.group('A sending to which anything happens', (group) => {
  group.tap((one) => one.timeout(120_000))
  let sink: SmtpSink
  let organizationId: string

  group.each.setup(async () => {
    // Whoever works here is a worker of the test.
    await stopWorking()
    // Workers take whatever is due, of whomever; sweepers too.
    await sql(
      `update send_runs set state = 'cancelled' where state not in ('finished', 'cancelled')`
    )
    await sql('delete from send_batches')
    organizationId = await plantOrganization('Histories')
    const opened = await openSink(organizationId)
    sink = opened.sink
    return async () => {
      clock.restore()
      await opened.close()
    }
  })

  test('whatever happens in whatever order, everybody is at one end and got it once: {$self}')
    .with([11, 22, 33, 44, 55, 66])
    .run(async ({ assert }, seed) => {
      const history = new History(organizationId, sink, seed)
      await history.begin()
      await history.live()
      const { runId } = history
      assert.include(['finished', 'cancelled'], await history.end(), 'it comes to an end')
      const rows = await rowsOf(runId)
      assert.deepEqual(await tallied(runId), await counted(runId), 'the sums are those of the rows')
      assert.isEmpty(rows.filter(({ state }) => state <= STATE.inFlight))
      assert.isEmpty(await sql('select 1 from send_batches where run_id = ?', [runId]))

      const got = new Map<string, string[]>()
      for (const { to, raw } of sink.mails) {
        const id = /^Message-ID: (.+?)\r$/m.exec(raw)![1]
        got.set(to, [...(got.get(to) ?? []), id])
      }
      for (const { n, state, email, contactId } of rows) {
        const ids = got.get(email) ?? []
        const why = `row ${n} in state ${state} got ${ids.length}`
        assert.isAtMost(new Set(ids).size, 1, `${why}: one Message-ID`)
        if (!history.mayRepeat) assert.isAtMost(ids.length, 1, why)
        // What is said not to have left did not, unless nobody could tell at some time.
        if (ids.length > 0 && !history.mayRepeat)
          assert.include([STATE.sent, STATE.uncertain], state, why)
        if (state === STATE.sent && !history.doubted.has(n)) assert.isNotEmpty(ids, why)
        if (history.out.includes(contactId)) assert.isEmpty(ids, `${why} after they were out`)
      }
    })
})
