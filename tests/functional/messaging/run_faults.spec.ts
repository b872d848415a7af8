import { randomUUID } from 'node:crypto'
import { mock } from 'node:test'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { workBatches } from '#messaging/ledger/batch_worker'
import { sweepDoubts } from '#messaging/ledger/doubts'
import { sweepSends } from '#messaging/ledger/finishing'
import { cancelRun, pauseRun } from '#messaging/ledger/runs'
import { STATE } from '#messaging/ledger/states'
import MailAccount from '#messaging/models/mail_account'
import { shelve } from '#messaging/queries/run_waits'
import { claimBatch, holdBatches } from '#messaging/queries/send_batches'
import { findRun, lockRun, setRunState } from '#messaging/queries/send_runs'
import { adapterFor } from '#messaging/transport/accounts'
import type { SendResult } from '#messaging/transport/contract'
import { plantOrganization } from '#tests/support/organizations'
import { stopWorking } from '#tests/support/queue'
import type { SmtpSink } from '#tests/support/smtp_sink'
import { until } from '#tests/support/until'
import { openSink } from '#tests/functional/campaigns/support/sink'
import {
  batchesOf,
  counted,
  frozenRun,
  plantAgreeing,
  rowsOf,
  tallied,
  useAdapter,
} from './support/sending.js'

const ACCEPTED: SendResult = { kind: 'accepted', providerId: null, reply: '250' }

test.group('Sendings to many, when something breaks', (group) => {
  group.tap((one) => one.timeout(60_000))
  let organizationId: string
  let sink: SmtpSink

  group.each.setup(async () => {
    // Whoever works here is a worker of the test.
    await stopWorking()
    await sql(
      `update send_runs set state = 'cancelled' where state not in ('finished', 'cancelled')`
    )
    await sql('delete from send_batches')
    organizationId = await plantOrganization('Broken sendings')
    const opened = await openSink(organizationId)
    sink = opened.sink
    return async () => {
      clock.restore()
      await opened.close()
    }
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  /** Whether a connection waits for another one's lock. */
  const isWaiting = async () => {
    const waiting = await sql(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    )
    return waiting.length > 0
  }
  const stateOf = async (runId: number) => (await inTenant(() => findRun(runId)))!.state

  test('an account that cannot be reached for long costs a mail none of its tries', async ({
    assert,
  }) => {
    await plantAgreeing(organizationId, 1)
    const answers: SendResult[] = [
      ...Array.from({ length: 12 }, (): SendResult => ({ kind: 'unreachable', reply: 'refused' })),
      { kind: 'deferred', scope: 'recipient', code: '451', reply: 'greylisted' },
      ACCEPTED,
    ]
    const putBack = useAdapter({ send: async () => [answers.shift()!] })
    const runId = await frozenRun(organizationId)
    try {
      for (let turn = 0; turn < 13; turn++) {
        await workBatches()
        clock.travel({ minutes: 2 })
      }
      const [{ state, attempts }] = await rowsOf(runId)
      assert.deepEqual({ state, attempts }, { state: STATE.waiting, attempts: 1 })
      clock.travel({ hours: 1 })
      await workBatches()
      assert.equal((await rowsOf(runId))[0].state, STATE.sent)
      assert.isEmpty(answers)
    } finally {
      putBack()
    }
  })

  test('what a provider took is written down, though nothing can be learned of it', async ({
    assert,
  }) => {
    await plantAgreeing(organizationId, 5)
    const runId = await frozenRun(organizationId)
    await sql('alter table send_days add constraint nothing_learned check (false) not valid')
    try {
      await workBatches()
    } finally {
      await sql('alter table send_days drop constraint nothing_learned')
    }
    assert.lengthOf(sink.mails, 5)
    assert.isTrue((await rowsOf(runId)).every(({ state }) => state === STATE.sent))
    clock.travel({ minutes: 5 })
    await workBatches()
    assert.lengthOf(sink.mails, 5)
    assert.equal(await stateOf(runId), 'finished')
    assert.deepEqual(await tallied(runId), await counted(runId))
  })

  test('an answer waits for a database that is gone for a moment', async ({ assert }) => {
    await plantAgreeing(organizationId, 5)
    const runId = await frozenRun(organizationId)
    await sql('create sequence gone')
    // A sequence remembers what is rolled back.
    await sql(`create function be_gone() returns trigger language plpgsql as $$ begin
      if new.run_id = ${runId} and new.state = ${STATE.sent} and nextval('gone') <= 1 then raise 'gone'; end if;
      return new; end $$`)
    await sql(
      'create trigger be_gone before update on sends for each row execute function be_gone()'
    )
    try {
      await workBatches()
    } finally {
      await sql('drop function be_gone() cascade')
      await sql('drop sequence gone')
    }
    assert.isTrue((await rowsOf(runId)).every(({ state }) => state === STATE.sent))
    assert.lengthOf(sink.mails, 5)
    assert.equal(await stateOf(runId), 'finished')
  })

  test('a slow server is waited for: the batch stays with who has it', async ({ assert }) => {
    await plantAgreeing(organizationId, 2)
    const runId = await frozenRun(organizationId)
    const lease = async () => {
      const [{ left }] = await sql<{ left: number }>(
        `select extract(epoch from leased_until - clock_timestamp())::float8 as left from send_batches where run_id = ?`,
        [runId]
      )
      return left
    }
    let swept = 0
    const putBack = useAdapter({
      async send(messages) {
        await sql(
          `update send_batches set leased_until = clock_timestamp() + interval '1 second' where run_id = ?`,
          [runId]
        )
        mock.timers.tick(20_000)
        await until('the lease is longer again', async () => (await lease()) > 30, 5000)
        swept = await sweepSends()
        return messages.map(() => ACCEPTED)
      },
    })
    mock.timers.enable({ apis: ['setInterval'] })
    try {
      await workBatches()
    } finally {
      mock.timers.reset()
      putBack()
    }
    assert.equal(swept, 0)
    assert.isTrue((await rowsOf(runId)).every(({ state }) => state === STATE.sent))
  })

  test('what a fault leaves in flight is in doubt at once, and a cancelled run has none open', async ({
    assert,
  }) => {
    await plantAgreeing(organizationId, 3)
    const runId = await frozenRun(organizationId)
    const putBack = useAdapter({ send: () => Promise.reject(new Error('never throws, they said')) })
    try {
      await workBatches()
    } finally {
      putBack()
    }
    assert.isTrue((await rowsOf(runId)).every(({ state }) => state === STATE.uncertain))
    await inTenant(() => cancelRun(runId))
    await workBatches()
    assert.deepEqual(await tallied(runId), await counted(runId))
    assert.isEmpty(await batchesOf(runId))
  })

  test('a batch that is given back while its run goes on again is not held', async ({ assert }) => {
    // Two chunks: the second one finds that the run was paused.
    await plantAgreeing(organizationId, 60)
    const runId = await frozenRun(organizationId)
    let resumed: Promise<void> | null = null
    // People let it go on while the worker hands its batch back: neither sees yet what the other does.
    const resume = () =>
      new Promise<void>((ready) => {
        resumed = inTenant(() =>
          db.transaction(async (trx) => {
            await lockRun(runId, trx)
            await setRunState({ id: runId, state: 'sending', now: clock.now().toISO() }, trx)
            await holdBatches({ organizationId, runId, isHeld: false }, trx)
            ready()
            await Promise.race([worked, until('the worker waits', isWaiting)])
          })
        )
      })
    const putBack = useAdapter({
      async send(messages) {
        if (!resumed) {
          await inTenant(() => pauseRun(runId))
          await resume()
        }
        return messages.map(() => ACCEPTED)
      },
    })
    const worked = workBatches()
    try {
      await worked
      await resumed
      assert.isEmpty((await batchesOf(runId)).filter(({ isHeld }) => isHeld))
      await workBatches()
    } finally {
      putBack()
    }
    assert.equal(await stateOf(runId), 'finished')
  })

  test('a batch that is shelved while its run goes on again is not held', async ({ assert }) => {
    await plantAgreeing(organizationId, 1)
    const runId = await frozenRun(organizationId)
    const takenBy = randomUUID()
    const batch = (await claimBatch({ takenBy, now: clock.now().toISO(), seconds: 60 }))!
    await inTenant(() => pauseRun(runId))
    const run = (await inTenant(() => findRun(runId)))!
    let shelved: Promise<boolean>
    await inTenant(() =>
      db.transaction(async (trx) => {
        await lockRun(runId, trx)
        await setRunState({ id: runId, state: 'sending', now: clock.now().toISO() }, trx)
        await holdBatches({ organizationId, runId, isHeld: false }, trx)
        shelved = shelve(run, { id: batch.id, takenBy }, clock.now().toJSDate())
        await Promise.race([shelved, until('the worker waits', isWaiting)])
      })
    )
    assert.isTrue(await shelved!)
    assert.isEmpty((await batchesOf(runId)).filter(({ isHeld }) => isHeld))
  })

  test('doubts that nobody can be asked about do not keep others from being cleared up', async ({
    assert,
  }) => {
    await plantAgreeing(organizationId, 60)
    const runId = await frozenRun(organizationId)
    const telling = await inTenant(() =>
      new MailAccount()
        .merge({ provider: 'postmark', label: 'Telling', settings: {}, state: 'paused' })
        .keep({ serverToken: 'sandbox' })
        .save()
    )
    const silent = await inTenant(() => MailAccount.findByOrFail('provider', 'smtp'))
    await sql(
      `update sends set state = ${STATE.uncertain}, changed_at = changed_at - interval '10 minutes',
         account_id = case when n = 59 then ?::uuid else ?::uuid end where run_id = ?`,
      [telling.id, silent.id, runId]
    )
    await sql('update send_tallies set uncertain = 60 where run_id = ?', [runId])
    await inTenant(async () => {
      const adapter = await adapterFor(telling)
      adapter.lookUp = async () => 'taken'
    })
    await sweepDoubts()
    const [{ uncertain, sent }] = await tallied(runId)
    assert.deepEqual({ uncertain, sent }, { uncertain: 59, sent: 1 })
  })

  test('one sending that cannot be mended keeps no other from it', async ({ assert }) => {
    await plantAgreeing(organizationId, 1)
    const broken = await frozenRun(organizationId)
    const runId = await frozenRun(organizationId)
    await sql('delete from send_batches where run_id = any(?::bigint[])', [[broken, runId]])
    await sql(`create function refuse() returns trigger language plpgsql as $$ begin
      if new.run_id = ${broken} then raise 'broken'; end if; return new; end $$`)
    await sql(
      'create trigger refuse before insert on send_batches for each row execute function refuse()'
    )
    try {
      await sweepSends()
      await workBatches()
    } finally {
      await sql('drop function refuse() cascade')
    }
    assert.equal(await stateOf(runId), 'finished')
    assert.equal(await stateOf(broken), 'sending')
  })
})
