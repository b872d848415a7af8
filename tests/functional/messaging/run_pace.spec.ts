import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import MailAccount from '#messaging/models/mail_account'
import { workBatches } from '#messaging/ledger/batch_worker'
import { sweepSends } from '#messaging/ledger/finishing'
import { freezeRun } from '#messaging/ledger/freezing'
import { pauseRun, resumeRun, setRate } from '#messaging/ledger/runs'
import { REASON } from '#messaging/ledger/states'
import { NO_POLICY, rule } from '#messaging/policy/send_policy'
import { findRun } from '#messaging/queries/send_runs'
import { plantOrganization } from '#tests/support/organizations'
import { stopWorking } from '#tests/support/queue'
import type { SmtpSink } from '#tests/support/smtp_sink'
import { plantRun } from '#tests/functional/campaigns/support/plant'
import { openSink } from '#tests/functional/campaigns/support/sink'
import { batchesOf, frozenRun, orderRun, plantAgreeing } from './support/sending.js'

test.group('The pace of a sending', (group) => {
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
    organizationId = await plantOrganization('Pace')
    const opened = await openSink(organizationId)
    sink = opened.sink
    clock.freeze(DateTime.fromISO('2027-03-10T06:00:00Z'))
    return async () => {
      clock.restore()
      await opened.close()
    }
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const minutesFromNow = (at: Date) => Math.round((at.getTime() - clock.millis()) / 6000) / 10
  const dues = async (runId: number) =>
    (await batchesOf(runId)).map(({ due, size }) => [minutesFromNow(due), size])

  test('another rate sends nobody their mail before its hour where they live', async ({
    assert,
  }) => {
    const ids = await plantAgreeing(organizationId, 3)
    for (const [n, zone] of ['Asia/Tokyo', 'Europe/Berlin', null].entries())
      await sql('update contacts set time_zone = ? where id = ?', [zone, ids[n]])
    const hours = async (runId: number) => (await dues(runId)).map(([minutes]) => minutes / 60)
    // 18 o'clock: in Tokyo in three hours, in Berlin in eleven, and at home, in UTC, in twelve.
    const startsAt = clock.now().set({ hour: 18 }).toJSDate()
    const runId = await frozenRun(organizationId, { startsAt, inTimeZones: true })
    assert.deepEqual(await hours(runId), [3, 11, 12])
    await inTenant(() => setRate(runId, 600))
    assert.deepEqual(await hours(runId), [3, 11, 12])
    await inTenant(() => setRate(runId, null))
    assert.deepEqual(await hours(runId), [3, 11, 12])
    await workBatches()
    assert.isEmpty(sink.mails)
  })

  test('nothing leaves before the moment that it was ordered for, at whatever rate', async ({
    assert,
  }) => {
    await plantAgreeing(organizationId, 3)
    const startsAt = clock.now().plus({ hours: 2 }).toJSDate()
    const runId = await frozenRun(organizationId, { startsAt })
    await inTenant(() => setRate(runId, 60))
    assert.deepEqual(await dues(runId), [
      [120, 1],
      [121, 1],
      [122, 1],
    ])
  })

  test('a slower rate holds within the hour, a faster one makes large batches again', async ({
    assert,
  }) => {
    await plantAgreeing(organizationId, 30)
    const runId = await frozenRun(organizationId)
    assert.deepEqual(await dues(runId), [[0, 30]])
    await inTenant(() => setRate(runId, 600))
    assert.deepEqual(await dues(runId), [
      [0, 10],
      [1, 10],
      [2, 10],
    ])
    await workBatches()
    assert.lengthOf(sink.mails, 10)
    await inTenant(() => setRate(runId, null))
    assert.deepEqual(await dues(runId), [[0, 20]])
    await workBatches()
    assert.lengthOf(sink.mails, 30)
    assert.lengthOf(new Set(sink.recipients), 30)
    assert.equal((await inTenant(() => findRun(runId)))!.state, 'finished')
  })

  test('what waited for an account keeps its rate when it goes on', async ({ assert }) => {
    await plantAgreeing(organizationId, 40)
    const runId = await frozenRun(organizationId, { perHour: 600 })
    const turn = (state: 'active' | 'paused') =>
      inTenant(async () => {
        const account = await MailAccount.findByOrFail('provider', 'smtp')
        await account.merge({ state }).save()
      })
    await turn('paused')
    for (let n = 0; n < 3; n++) {
      await workBatches()
      clock.freeze(clock.now().plus({ minutes: 2 }))
    }
    assert.isEmpty(sink.mails)
    await turn('active')
    await workBatches()
    assert.lengthOf(sink.mails, 20, 'two turns of a minute, and not the six that passed')
    assert.deepEqual(await dues(runId), [
      [1, 10],
      [2, 10],
    ])
  })

  test('after a pause it goes on at its rate, and makes up for nothing at once', async ({
    assert,
  }) => {
    await plantAgreeing(organizationId, 40)
    const runId = await frozenRun(organizationId, { perHour: 600 })
    await workBatches()
    assert.lengthOf(sink.mails, 10)
    await inTenant(() => pauseRun(runId))
    clock.travel({ hours: 3 })
    await inTenant(() => resumeRun(runId))
    assert.deepEqual(await dues(runId), [
      [0, 10],
      [1, 10],
      [2, 10],
    ])
    await workBatches()
    assert.lengthOf(sink.mails, 20)
  })

  test('paused before its audience is fixed it sends nothing, and begins when it is resumed', async ({
    assert,
  }) => {
    await plantAgreeing(organizationId, 4)
    const runId = await orderRun(organizationId)
    const state = async () => (await inTenant(() => findRun(runId)))!.state
    assert.isTrue(await inTenant(() => pauseRun(runId)))
    await inTenant(() => freezeRun(runId))
    await sweepSends()
    await workBatches()
    assert.isEmpty(sink.mails)
    assert.equal(await state(), 'paused')
    assert.isTrue(await inTenant(() => resumeRun(runId)))
    assert.equal(await state(), 'freezing')
    await sweepSends()
    await workBatches()
    assert.lengthOf(sink.mails, 4)
    assert.equal(await state(), 'finished')
  })

  test('who was sent something yesterday had it, though it was ordered last month', async ({
    assert,
  }) => {
    const [contactId] = await plantAgreeing(organizationId, 1)
    const ordered = DateTime.fromISO('2027-02-27T12:00:00Z')
    await plantRun(organizationId, randomUUID(), [{ contactId }], { startedAt: ordered.toJSDate() })
    await sql('update sends set changed_at = ? where contact_id = ?', [
      DateTime.fromISO('2027-03-09T20:00:00Z').toISO(),
      contactId,
    ])
    const policy = { ...NO_POLICY, capMails: 1, capDays: 1, onCap: 'skip' as const }
    const ruled = () =>
      inTenant(() =>
        rule([{ contactId, timeZone: null }], policy, { now: clock.now(), home: 'UTC' })
      )
    assert.deepEqual(await ruled(), [{ kind: 'skip', reason: REASON.capped.code }])
    clock.travel({ hours: 15 })
    assert.deepEqual(await ruled(), [{ kind: 'allow' }])
  })
})
