import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Context } from '#core/context'
import { sql } from '#core/database/sql'
import { DomainEvent, type RecordedEvent } from '#core/events/domain_event'
import { EventLoop } from '#core/events/event_loop'
import { listen, Listener } from '#core/events/listener'
import { drainOnce, ensureCursors, readerLags } from '#core/events/pump'
import { eventReaders, type EventReader } from '#core/events/reader'
import { relay, sweepDeliveries } from '#core/events/relay'
import { queues } from '#core/queue/queues'
import { Tenant } from '#core/tenancy/tenant'
import { stopWorking, untilReadable, workOff } from '#tests/support/queue'
import { until } from '#tests/support/until'

class ThingDone extends DomainEvent {
  static type = 'core_test.thing_done'
  static subject = 'thing'
  static label = 'A thing was done'
  static schema = { type: 'object' as const, properties: { n: { type: 'integer' } } }
  declare static payload: { n: number }
}

const heard: { event: RecordedEvent; organizationId: string | null }[] = []
let failures = 0

class HearThing extends Listener {
  static listenerName = 'core_test/hear_thing'
  async handle(event: RecordedEvent) {
    if (failures > 0) {
      failures--
      throw new Error('not now')
    }
    heard.push({ event, organizationId: Tenant.idOrNull() })
  }
}
class EchoThing extends Listener {
  static listenerName = 'core_test/echo_thing'
  async handle() {}
}

listen('core_test.thing_done', {
  'core_test/hear_thing': async () => ({ default: HearThing }),
  'core_test/echo_thing': async () => ({ default: EchoThing }),
})

const record = (n: number, organizationId: string | null = null) =>
  ThingDone.recordAlone({ organizationId, subjectId: randomUUID(), payload: { n } })

/** A reader that begins at the end of the log, as it stands now. */
async function readerFromNow(drain: EventReader['drain'], more: Partial<EventReader> = {}) {
  const reader: EventReader = {
    name: `core_test/${randomUUID()}`,
    types: ['core_test.thing_done'],
    drain,
    ...more,
  }
  eventReaders.add(reader.name, reader)
  await sql(
    `insert into event_readers (name, xid, event_id)
     select ?, coalesce(max(xid::text::numeric), 0)::text::xid8, coalesce(max(id), 0) from events`,
    [reader.name]
  )
  return reader
}
/** Reads what may be read now. */
const drain = async (reader: EventReader) => {
  while ((await drainOnce(reader)) > 0);
}
/** Reads all that is committed. */
const drainAll = async (reader: EventReader) => {
  await untilReadable()
  await drain(reader)
}

test.group('Events', (group) => {
  group.setup(async () => {
    await ensureCursors()
    await workOff()
    return () => stopWorking()
  })
  group.each.setup(() => {
    heard.length = 0
    failures = 0
    return async () => {
      for (const name of eventReaders.keys().filter((key) => key.startsWith('core_test/'))) {
        eventReaders.remove(name)
        await sql('delete from event_readers where name = ?', [name])
      }
    }
  })

  test('a fact stands and falls with its transaction, and knows who did it', async ({ assert }) => {
    const actor = { type: 'user' as const, id: randomUUID() }
    const subjectId = randomUUID()
    const id = await Context.run({ actor, requestId: 'req-7', ip: '10.1.2.3' }, () =>
      ThingDone.recordAlone({ organizationId: null, subjectId, payload: { n: 1 } })
    )
    const [row] = await sql(
      'select type, actor_type, actor_id, request_id, host(ip::inet) as ip, payload from events where id = ?',
      [id]
    )
    assert.deepEqual(row, {
      type: 'core_test.thing_done',
      actor_type: 'user',
      actor_id: actor.id,
      request_id: 'req-7',
      ip: '10.1.2.3',
      payload: { n: 1 },
    })
    const lost = randomUUID()
    await assert.rejects(() =>
      db.transaction(async (trx) => {
        await ThingDone.record({ organizationId: null, subjectId: lost, payload: { n: 2 } }, trx)
        throw new Error('rolled back')
      })
    )
    assert.lengthOf(await sql('select 1 from events where subject_id = ?', [lost]), 0)
  })

  test('the log is append-only', async ({ assert }) => {
    const id = await record(1)
    await assert.rejects(() => sql(`update events set type = 'x' where id = ?`, [id]))
    await assert.rejects(() => sql(`delete from events where id = ?`, [id]))
  })

  test('nothing is skipped while a transaction that wrote first is still open', async ({
    assert,
  }) => {
    const seen: number[] = []
    const reader = await readerFromNow(async (events) => {
      seen.push(...events.map((event) => event.payload.n as number))
    })
    const slow = await db.transaction()
    await ThingDone.record({ organizationId: null, subjectId: null, payload: { n: 1 } }, slow)
    await record(2)
    await record(3)
    await drain(reader)
    assert.deepEqual(seen, [], 'later facts wait for the one that may still commit')
    assert.isAbove((await readerLags()).find((lag) => lag.name === reader.name)!.seconds, 0)
    await slow.commit()
    await drainAll(reader)
    assert.deepEqual(seen, [1, 2, 3])
    assert.equal((await readerLags()).find((lag) => lag.name === reader.name)!.seconds, 0)
  })

  test('an open transaction that wrote nothing yet holds up what begins after its write', async ({
    assert,
  }) => {
    const seen: number[] = []
    const reader = await readerFromNow(async (events) => {
      seen.push(...events.map((event) => event.payload.n as number))
    })
    const idle = await db.transaction()
    await idle.rawQuery('select 1')
    await record(1)
    await drainAll(reader)
    assert.deepEqual(seen, [1], 'a transaction without an id of its own holds up nobody')
    await ThingDone.record({ organizationId: null, subjectId: null, payload: { n: 2 } }, idle)
    await record(3)
    await idle.commit()
    await drainAll(reader)
    assert.sameMembers(seen, [1, 2, 3])
  })

  test('parallel writers and readers: each fact is read once, by one of them', async ({
    assert,
  }) => {
    const seen: number[] = []
    const reader = await readerFromNow(
      async (events) => {
        seen.push(...events.map((event) => event.payload.n as number))
      },
      { batchSize: 7 }
    )
    let isWriting = true
    const reading = [1, 2, 3].map(async () => {
      while (isWriting) await drainOnce(reader)
    })
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let n = 0; n < 15; n++) await record(writer * 100 + n)
      })
    )
    isWriting = false
    await Promise.all(reading)
    await drainAll(reader)
    const expected = Array.from({ length: 8 }, (_, w) =>
      Array.from({ length: 15 }, (__, n) => w * 100 + n)
    ).flat()
    assert.lengthOf(seen, expected.length)
    assert.sameMembers(seen, expected)
  })

  test('what a failing reader wrote is undone, and it backs off', async ({ assert }) => {
    const other = await readerFromNow(async () => {})
    const reader = await readerFromNow(async (_events, trx) => {
      await trx.rawQuery(`update event_readers set last_error = 'half-written' where name = ?`, [
        other.name,
      ])
      throw new Error('poisoned')
    })
    const loop = new EventLoop()
    await loop.start()
    try {
      await record(1)
      const row = await until('the failure is written down', async () => {
        const [state] = await sql<{ attempts: number; last_error: string; waits: boolean }>(
          'select attempts, last_error, retry_at > clock_timestamp() as waits from event_readers where name = ?',
          [reader.name]
        )
        return state.attempts > 0 && state
      })
      assert.equal(row.last_error, 'poisoned')
      assert.isTrue(row.waits)
      assert.equal(await drainOnce(reader), 0, 'it is left alone until its time')
      const [untouched] = await sql('select last_error from event_readers where name = ?', [
        other.name,
      ])
      assert.isNull(untouched.last_error)
    } finally {
      await loop.stop()
    }
  })

  test('a reader whose hints fail has read all the same', async ({ assert }) => {
    let drained = 0
    const reader = await readerFromNow(
      async (events) => {
        drained += events.length
      },
      { drained: () => Promise.reject(new Error('the queue is gone')) }
    )
    await record(1)
    await drainAll(reader)
    await drainAll(reader)
    assert.equal(drained, 1)
  })

  test('the loop wakes by notification', async ({ assert }) => {
    const seen: number[] = []
    await readerFromNow(async (events) => {
      seen.push(...events.map((event) => event.payload.n as number))
    })
    const loop = new EventLoop()
    await loop.start()
    try {
      await record(5)
      await until('it is read', () => seen.length > 0, 3000)
      assert.deepEqual(seen, [5])
    } finally {
      await loop.stop()
    }
  })

  test('the loop survives the loss of its connections', async ({ assert }) => {
    const seen: number[] = []
    await readerFromNow(async (events) => {
      seen.push(...events.map((event) => event.payload.n as number))
    })
    const loop = new EventLoop()
    await loop.start()
    try {
      await sql(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and query ilike 'listen warren_events%'`
      )
      await record(6)
      await until('it is read', () => seen.length > 0, 5000)
      await until(
        'it listens again',
        async () =>
          (
            await sql(
              `select 1 from pg_stat_activity where datname = current_database() and query ilike 'listen warren_events%'`
            )
          ).length > 0,
        5000
      )
      assert.deepEqual(seen, [6])
    } finally {
      await loop.stop()
    }
  })

  test('each listener gets each event once, with its tenant', async ({ assert }) => {
    const organizationId = randomUUID()
    const id = await record(1, organizationId)
    await workOff()
    await drainAll(relay)
    await workOff()
    assert.lengthOf(heard, 1)
    assert.containsSubset(heard[0], {
      organizationId,
      event: { id, type: 'core_test.thing_done', payload: { n: 1 } },
    })
    const owed = await sql(
      'select listener, state, attempts from event_deliveries where event_id = ? order by 1',
      [id]
    )
    assert.deepEqual(owed, [
      { listener: 'core_test/echo_thing', state: 'done', attempts: 1 },
      { listener: 'core_test/hear_thing', state: 'done', attempts: 1 },
    ])
  })

  test('a lost job is swept up from its row', async ({ assert }) => {
    await stopWorking()
    const id = await record(1)
    await drainAll(relay)
    for (const name of queues.names()) await (await queues.open(name)).obliterate({ force: true })
    await workOff()
    assert.lengthOf(heard, 0)
    await sql(
      `update event_deliveries set due_at = clock_timestamp() - interval '1 second' where event_id = ?`,
      [id]
    )
    assert.isAtLeast(await sweepDeliveries(), 2)
    await workOff()
    assert.lengthOf(heard, 1)
  })

  test('a listener that fails is tried again when its pause is over, and the others are not', async ({
    assert,
  }) => {
    failures = 1
    const id = await record(1)
    await workOff()
    const state = () =>
      sql(
        `select state, attempts, last_error from event_deliveries where event_id = ? and listener = ?`,
        [id, 'core_test/hear_thing']
      )
    assert.deepEqual(await state(), [{ state: 'pending', attempts: 1, last_error: 'not now' }])
    await sql(`update event_deliveries set due_at = clock_timestamp() where event_id = ?`, [id])
    await sweepDeliveries()
    await workOff()
    assert.deepEqual(await state(), [{ state: 'done', attempts: 2, last_error: null }])
    assert.lengthOf(heard, 1)
    const [echo] = await sql(
      'select attempts from event_deliveries where event_id = ? and listener = ?',
      [id, 'core_test/echo_thing']
    )
    assert.equal(echo.attempts, 1)
  })
})
