import { setTimeout as wait } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import logger from '@adonisjs/core/services/logger'
import { clock } from '#core/clock/clock'
import { returnPathFor } from '#messaging/bounces/return_path'
import { LEASE_SECONDS } from '#messaging/ledger/batch_worker'
import { bySender, countsOf, handOver, type Printed } from '#messaging/ledger/hand_over'
import { domainOf, type Press } from '#messaging/ledger/press'
import { REASON, STATE } from '#messaging/ledger/states'
import type MailAccount from '#messaging/models/mail_account'
import { againAt } from '#messaging/pacing/hindrance'
import { accountsFor } from '#messaging/pacing/routing'
import { giveBackSlots, noteOutcomes, reserveSlots } from '#messaging/pacing/pacing'
import { cappedOf, rule, type SendPolicy } from '#messaging/policy/send_policy'
import { lockForCap } from '#messaging/queries/send_policies'
import { applyFacts } from '#messaging/provider_events/facts'
import type { MailFact } from '#messaging/provider_events/mail_fact'
import type { Batch } from '#messaging/queries/send_batches'
import {
  markInFlight,
  readChunk,
  settle,
  type Outcome,
  type Recipient,
} from '#messaging/queries/send_chunks'
import type { Run } from '#messaging/queries/send_runs'
import type { SendResult } from '#messaging/transport/contract'

/** Waits between tries to write down what a provider said: a database that starts anew is there again by then. */
const SETTLE_WAITS_MS = [100, 1000, 4000, 10_000]

/** Tries in all before a mail that is put off again and again counts as failed. */
const MOST_ATTEMPTS = 10

export type ChunkDone = {
  /** Rows that wait for their time. */
  later: { n: number; dueAt: Date }[]
  /** False when the run was paused or the batch is no longer ours. */
  goesOn: boolean
}

/** From which domain, and where what comes back goes to. */
type Way = { senderDomain: string; returns: Awaited<ReturnType<typeof returnPathFor>> }

/** Sends some rows of a batch: asks again who may get it, writes down what is handed over, hands over, writes down how it went. */
export class ChunkSender {
  readonly #accounts = new Map<string, Promise<MailAccount[]>>()
  readonly #moments = new Map<string, Date>()
  /** Rows that are written down as in flight, and not yet how it went. */
  readonly inFlight = new Set<number>()

  constructor(
    private readonly run: Run,
    private readonly press: Press,
    private readonly batch: Batch,
    private readonly takenBy: string,
    private readonly policy: SendPolicy
  ) {}

  async send(ns: number[]): Promise<ChunkDone> {
    const { run } = this
    const readers = await readChunk(run, ns, {
      variables: this.press.variables,
      recipience: {
        channel: 'email',
        topicId: run.topicId,
        organizationId: run.organizationId,
        now: clock.now().toISO(),
      },
    })
    const outcomes: Outcome[] = readers
      .filter(({ reason }) => reason !== REASON.none.code)
      .map(({ n, reason }) => ({ n, state: STATE.skipped, reason }))
    const later: ChunkDone['later'] = []
    let goesOn = true
    const may = readers.filter(({ reason }) => reason === REASON.none.code)
    const { allowed, ...ruled } = await this.#rule(may)
    outcomes.push(...ruled.outcomes)
    later.push(...ruled.later)
    for (const group of bySender(allowed, this.press)) {
      const done = await this.#sendGroup(group)
      later.push(...done.later)
      if (!done.goesOn) {
        goesOn = false
        break
      }
    }
    await this.#settle(outcomes)
    return { later, goesOn }
  }

  /** What the organization's rule of frequency and quiet hours says of readers. */
  async #rule(readers: Recipient[]) {
    const rulings = await rule(readers, this.policy, { now: clock.now(), home: this.press.home })
    const allowed: Recipient[] = []
    const outcomes: Outcome[] = []
    const later: ChunkDone['later'] = []
    for (const [at, ruling] of rulings.entries()) {
      const { n } = readers[at]
      if (ruling.kind === 'allow') allowed.push(readers[at])
      else if (ruling.kind === 'skip')
        outcomes.push({ n, state: STATE.skipped, reason: ruling.reason })
      else {
        outcomes.push({ n, state: STATE.waiting, reason: ruling.reason })
        later.push({ n, dueAt: ruling.until })
      }
    }
    return { allowed, outcomes, later }
  }

  /** Readers of one sender: they go by the same accounts. */
  async #sendGroup(readers: Recipient[]): Promise<ChunkDone> {
    const sender = this.press.senderOf(readers[0].variant)
    const accounts = await this.#accountsOf(sender.id)
    // Before any row is in flight: what fails here leaves nobody in doubt.
    const returns = await returnPathFor(sender.domain)
    const later: ChunkDone['later'] = []
    let waiting = readers
    for (const [at, account] of accounts.entries()) {
      if (waiting.length === 0) break
      const { taken, left, why, dueAt } = await this.#withSlots(account, sender.domain, waiting)
      // Whose day is over is stood in for; a rate or a slow recipient is no reason to go another way.
      const overflow = why === 'day' && at < accounts.length - 1 ? left : []
      if (overflow.length === 0) later.push(...left.map(({ n }) => ({ n, dueAt })))
      waiting = overflow
      if (taken.length === 0) continue
      const marked = await this.#mark(taken, account)
      for (const n of marked) this.inFlight.add(n)
      if (marked.size < taken.length) {
        // Under a cap another sending may have come first: they are asked again in a moment.
        if (this.policy.capMails === null && marked.size === 0) return { later, goesOn: false }
        const dueAt = this.#after(30)
        later.push(...taken.filter(({ n }) => !marked.has(n)).map(({ n }) => ({ n, dueAt })))
      }
      const sent = await this.#hand(
        account,
        { senderDomain: sender.domain, returns },
        taken.filter(({ n }) => marked.has(n))
      )
      later.push(...sent.later)
      waiting = [...sent.unreached, ...overflow]
    }
    const retryAt = this.#after(60)
    later.push(...waiting.map(({ n }) => ({ n, dueAt: retryAt })))
    return { later, goesOn: true }
  }

  /** Asked once per batch: some hundred mails go the same way, and a paused account is heard of soon enough. */
  #accountsOf(senderId: string): Promise<MailAccount[]> {
    const known = this.#accounts.get(senderId)
    if (known) return known
    const accounts = accountsFor(senderId, 'marketing')
    this.#accounts.set(senderId, accounts)
    return accounts
  }

  async #withSlots(account: MailAccount, senderDomain: string, readers: Recipient[]) {
    const wanted = new Map<string, number>()
    for (const { email } of readers)
      wanted.set(domainOf(email), (wanted.get(domainOf(email)) ?? 0) + 1)
    const { granted, nextAt, why } = await reserveSlots({ account, senderDomain, wanted })
    const isOver = why === 'day' || why === 'warm_up'
    const dueAt = isOver ? this.#once(why, againAt({ until: nextAt })) : (nextAt ?? this.#after(10))
    const slots = new Map(granted)
    const taken: Recipient[] = []
    const left: Recipient[] = []
    for (const reader of readers) {
      const domain = domainOf(reader.email)
      const free = slots.get(domain) ?? 0
      if (free > 0) {
        slots.set(domain, free - 1)
        taken.push(reader)
      } else {
        left.push(reader)
      }
    }
    return { taken, left, why, dueAt }
  }

  #mark(readers: Recipient[], account: MailAccount): Promise<Set<number>> {
    const now = clock.now()
    const mark = (some: Recipient[], trx?: TransactionClientContract) =>
      markInFlight(
        this.run,
        {
          ns: some.map(({ n }) => n),
          accountId: account.id,
          batchId: this.batch.id,
          takenBy: this.takenBy,
          now: now.toISO(),
        },
        trx
      )
    const { policy } = this
    if (policy.capMails === null) return mark(readers)
    return db.transaction(async (trx) => {
      await lockForCap(
        readers.map(({ contactId }) => contactId),
        trx
      )
      const capped = await cappedOf(readers, policy, now, trx)
      return mark(
        readers.filter(({ contactId }) => !capped.has(contactId)),
        trx
      )
    })
  }

  async #hand(account: MailAccount, { senderDomain, returns }: Way, readers: Recipient[]) {
    const at = clock.now().toJSDate()
    const printed: Printed[] = []
    const outcomes: Outcome[] = []
    for (const reader of readers) {
      try {
        printed.push({ reader, message: this.press.print(reader, at, returns) })
      } catch (error) {
        logger.warn({ err: error, run_id: this.run.id, n: reader.n }, 'mail not made')
        outcomes.push({ n: reader.n, state: STATE.failed, reason: REASON.broken.code })
      }
    }
    const results = await handOver(account, printed)
    const later: ChunkDone['later'] = []
    const unreached: Recipient[] = []
    const facts: MailFact[] = []
    for (const [at_, result] of results.entries()) {
      const { reader } = printed[at_]
      if (result.kind === 'unreachable') {
        unreached.push(reader)
        // It waits again, for the next account.
        const [state, reason] = [STATE.waiting, REASON.deferred.code]
        outcomes.push({ n: reader.n, state, reason, isUntried: true })
        continue
      }
      const { outcome, dueAt } = this.#outcomeOf(reader, result)
      outcomes.push(outcome)
      if (dueAt) later.push({ n: reader.n, dueAt })
      if (result.kind === 'refused') facts.push(this.#refusal(reader, result, account))
    }
    // Before anything else: what was said is known here alone.
    await this.#settle(outcomes)
    await noteOutcomes(account, senderDomain, countsOf(printed, results))
    if (unreached.length > 0) await giveBackSlots(account, senderDomain, unreached.length)
    if (facts.length > 0)
      await db.transaction((trx) => applyFacts(facts, trx).then(() => undefined))
    return { later, unreached }
  }

  #outcomeOf(
    { n, attempts }: Recipient,
    result: Exclude<SendResult, { kind: 'unreachable' }>
  ): { outcome: Outcome; dueAt?: Date } {
    switch (result.kind) {
      case 'accepted':
        return { outcome: { n, state: STATE.sent, reason: 0, providerId: result.providerId } }
      case 'refused':
        return { outcome: { n, state: STATE.failed, reason: REASON.refused.code } }
      case 'uncertain':
        if (this.run.uncertainPolicy === 'hold')
          return { outcome: { n, state: STATE.uncertain, reason: REASON.cut.code } }
        break
      case 'deferred':
    }
    if (attempts + 1 >= MOST_ATTEMPTS)
      return { outcome: { n, state: STATE.failed, reason: REASON.expired.code } }
    const asked = result.kind === 'deferred' ? result.retryAfterSeconds : undefined
    return {
      outcome: {
        n,
        state: STATE.waiting,
        reason: result.kind === 'deferred' ? REASON.deferred.code : REASON.cut.code,
      },
      dueAt: asked ? this.#after(asked) : this.#backOff(attempts),
    }
  }

  #refusal(
    reader: Recipient,
    result: Extract<SendResult, { kind: 'refused' }>,
    account: MailAccount
  ): MailFact {
    return {
      ref: { kind: 'send', runId: this.run.id, n: reader.n },
      kind: result.isAddress ? 'bounced' : 'blocked',
      ...(result.isAddress ? { bounce: 'hard' as const } : {}),
      happenedAt: clock.now().toJSDate(),
      detail: { code: result.code, reply: result.reply },
      address: reader.email,
      organizationId: this.run.organizationId,
      accountId: account.id,
      dedupeKey: `refused:${this.run.id}:${reader.n}`,
    }
  }

  /** One moment for all of a batch that are put off alike: they come back together, and not in ever smaller pieces. */
  #once(key: string, moment: Date): Date {
    const known = this.#moments.get(key)
    if (!known) this.#moments.set(key, moment)
    return known ?? moment
  }

  #after(seconds: number): Date {
    return this.#once(`after ${seconds}`, clock.now().plus({ seconds }).toJSDate())
  }

  /** 1, 2, 4 … minutes, at most 2 hours, and not all batches at the same moment. */
  #backOff(attempts: number): Date {
    const seconds = Math.min(60 * 2 ** attempts, 7200) * (0.75 + Math.random() / 2)
    return this.#once(`try ${attempts}`, clock.now().plus({ seconds }).toJSDate())
  }

  async #settle(outcomes: Outcome[]): Promise<void> {
    const by = { batchId: this.batch.id, takenBy: this.takenBy, seconds: LEASE_SECONDS }
    for (let turn = 0; ; turn++) {
      try {
        await settle(this.run, outcomes, { ...by, now: clock.now().toISO() })
        for (const { n } of outcomes) this.inFlight.delete(n)
        return
      } catch (error) {
        if (turn >= SETTLE_WAITS_MS.length) throw error
        logger.warn({ err: error, run_id: this.run.id }, 'outcomes are not written down yet')
        await wait(SETTLE_WAITS_MS[turn])
      }
    }
  }
}
