import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { clock } from '#core/clock/clock'

test.group('Clock', (group) => {
  group.each.teardown(() => clock.restore())

  test('runs with real time in UTC', ({ assert }) => {
    assert.closeTo(clock.now().toMillis(), Date.now(), 1000)
    assert.equal(clock.now().zoneName, 'UTC')
  })

  test('stands still and travels', ({ assert }) => {
    clock.freeze(DateTime.fromISO('2026-03-01T12:00:00Z'))
    assert.equal(clock.now().toISO(), '2026-03-01T12:00:00.000Z')
    clock.travel({ days: 7, minutes: 30 })
    assert.equal(clock.now().toISO(), '2026-03-08T12:30:00.000Z')
  })

  test('runs ahead by the offset', ({ assert }) => {
    clock.setOffset(3600)
    assert.closeTo(clock.millis() - Date.now(), 3_600_000, 1000)
    assert.equal(clock.offsetSeconds, 3600)
    clock.restore()
    assert.equal(clock.offsetSeconds, 0)
  })
})
