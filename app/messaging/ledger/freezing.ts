import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import { tellStaff } from '#identity/staff_channels'
import { audienceSql } from '#messaging/audience/audience_sql'
import { insertBatches, type NewBatch } from '#messaging/queries/send_batches'
import {
  freezeAudience,
  lockRun,
  setRunState,
  type FrozenGroup,
  type Run,
} from '#messaging/queries/send_runs'

/** Rows of a batch: some seconds of work, so that organizations take turns and a dead worker holds few back. */
const BATCH = 250

/**
 * Fixes a run's audience, once: the rows, their batches and the state change together or not at all. Resolves to the
 * first moment that something is due, null when the run was not waiting for it.
 */
export async function freezeRun(id: number): Promise<Date | null> {
  const organization = await Organization.findOrFail(Tenant.id())
  return db.transaction(async (trx) => {
    const run = await lockRun(id, trx)
    if (run?.state !== 'freezing') return null
    const now = clock.now().toISO()
    const audience = audienceSql(run.plan.audience, {
      channel: 'email',
      topicId: run.topicId,
      organizationId: run.organizationId,
      now,
    })
    const groups = await freezeAudience(run, audience, now, trx)
    const batches = groups.flatMap((group) => batchesOf(run, group, organization.timeZone))
    if (batches.length > 0)
      await insertBatches({ organizationId: run.organizationId, runId: id }, batches, trx)
    await setRunState({ id, state: batches.length > 0 ? 'sending' : 'finished', now }, trx)
    await tellStaff('campaigns', run.sourceId, trx)
    return batches.reduce<Date>((first, { dueAt }) => (dueAt < first ? dueAt : first), run.startsAt)
  })
}

function batchesOf(run: Run, { zone, fromN, toN }: FrozenGroup, home: string): NewBatch[] {
  const start = startIn(run, zone, home)
  const size = batchSize(run.perHour)
  const batches: NewBatch[] = []
  for (let from = fromN; from < toN; from += size) {
    const dueAt = run.perHour ? new Date(start.getTime() + (from / run.perHour) * 3_600_000) : start
    batches.push({ fromN: from, toN: Math.min(from + size, toN), dueAt })
  }
  return batches
}

/** How many rows a batch takes. A slow run goes by the minute, so that its rate is kept within the hour too. */
export function batchSize(perHour: number | null): number {
  return perHour ? Math.min(BATCH, Math.max(1, Math.round(perHour / 60))) : BATCH
}

/** When a run begins for people of a time zone; '' for those without one. */
export function startIn(run: Run, zone: string, home: string): Date {
  return run.plan.inTimeZones ? momentIn(run.startsAt, zone || home, home) : run.startsAt
}

/** The moment at which it is the same time of day in `zone` as it is at `home` at `at`. Unknown zones are at home. */
export function momentIn(at: Date, zone: string, home: string): Date {
  const there = DateTime.fromJSDate(at, { zone: home }).setZone(zone, { keepLocalTime: true })
  return there.isValid ? there.toJSDate() : at
}
