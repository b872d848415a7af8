import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { quietUntil } from '#messaging/policy/send_policy'

test.group('Frequency and quiet hours', () => {
  const at = (iso: string) => DateTime.fromISO(iso, { zone: 'utc' })
  const night = { quietFrom: 22 * 60, quietTo: 8 * 60 }

  test('quiet hours go by the clock of the reader, over midnight and clock changes', ({
    assert,
  }) => {
    const until = (now: string, zone: string, hours = night) =>
      quietUntil(hours, at(now), zone, 'Europe/Berlin')?.toISOString() ?? null
    assert.isNull(until('2026-11-21T12:00:00Z', 'Europe/Berlin'))
    assert.equal(until('2026-11-21T21:00:00Z', 'Europe/Berlin'), '2026-11-22T07:00:00.000Z')
    assert.equal(until('2026-11-22T03:00:00Z', 'Europe/Berlin'), '2026-11-22T07:00:00.000Z')
    assert.isNull(until('2026-11-22T07:00:00Z', 'Europe/Berlin'))
    assert.equal(until('2026-11-21T12:00:00Z', 'Pacific/Auckland'), '2026-11-21T19:00:00.000Z')
    assert.equal(until('2026-11-21T21:30:00Z', 'Nowhere/Land'), '2026-11-22T07:00:00.000Z')
    assert.equal(until('2026-03-28T22:00:00Z', 'Europe/Berlin'), '2026-03-29T06:00:00.000Z')
    const noon = { quietFrom: 12 * 60, quietTo: 14 * 60 }
    assert.equal(until('2026-11-21T12:30:00Z', 'Europe/London', noon), '2026-11-21T14:00:00.000Z')
    assert.isNull(until('2026-11-21T14:00:00Z', 'Europe/London', noon))
    assert.isNull(until('2026-11-21T14:00:00Z', 'Europe/London', { quietFrom: 60, quietTo: 60 }))
    // Between two and three comes twice: who waits for half past two does so until its second time.
    const dawn = { quietFrom: 22 * 60, quietTo: 150 }
    assert.equal(until('2026-10-25T00:15:00Z', 'Europe/Berlin', dawn), '2026-10-25T00:30:00.000Z')
    assert.equal(until('2026-10-25T01:15:00Z', 'Europe/Berlin', dawn), '2026-10-25T01:30:00.000Z')
  })
})
