import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { clock } from '#core/clock/clock'
import { periodOf } from '#insights/period'

test.group('A period', (group) => {
  group.each.teardown(() => clock.restore())

  test('is whole days of the zone, over a change of the clocks too', ({ assert }) => {
    clock.freeze(DateTime.fromISO('2026-03-30T21:30:00Z'))
    const { from, before } = periodOf(7, 'Europe/Berlin')
    assert.equal(from.toUTC().toISO(), '2026-03-23T23:00:00.000Z')
    assert.equal(before.toUTC().toISO(), '2026-03-16T23:00:00.000Z')
    clock.freeze(DateTime.fromISO('2026-04-02T21:30:00Z'))
    const later = periodOf(7, 'Europe/Berlin')
    assert.equal(later.from.toUTC().toISO(), '2026-03-26T23:00:00.000Z')
    assert.equal(later.from.plus({ days: 7 }).toUTC().toISO(), '2026-04-02T22:00:00.000Z')
  })
})
