import { test } from '@japa/runner'
import {
  anchored,
  dueMoment,
  nextDay,
  reminderMoment,
  type AskedRepeat,
} from '#crm/models/task/repeat_rule'

/** The days that follow one another when each is done on its day. */
function days(asked: AskedRepeat, first: string, count: number): string[] {
  const rule = anchored(asked, first)
  const found: string[] = []
  let day = first
  for (let n = 0; n < count; n++) {
    day = nextDay(rule, day, day)
    found.push(day)
  }
  return found
}

test.group('Repeating', () => {
  test('daily, and every so many days', ({ assert }) => {
    assert.deepEqual(days({ every: 'day', interval: 1 }, '2026-02-27', 3), [
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
    ])
    assert.deepEqual(days({ every: 'day', interval: 10 }, '2026-12-28', 1), ['2027-01-07'])
  })

  test('weekly on days, over the turn of the week', ({ assert }) => {
    // 2026-11-20 is a Friday.
    const rule: AskedRepeat = { every: 'week', interval: 1, weekdays: [5, 1, 3, 1] }
    assert.deepEqual(days(rule, '2026-11-20', 4), [
      '2026-11-23',
      '2026-11-25',
      '2026-11-27',
      '2026-11-30',
    ])
    assert.deepEqual(days({ ...rule, interval: 2 }, '2026-11-20', 2), ['2026-11-30', '2026-12-02'])
  })

  test('weekly without days keeps the weekday of the first one', ({ assert }) => {
    assert.deepEqual(days({ every: 'week', interval: 1 }, '2026-11-22', 2), [
      '2026-11-29',
      '2026-12-06',
    ])
  })

  test('the 31st comes back after months that have none', ({ assert }) => {
    assert.deepEqual(days({ every: 'month', interval: 1 }, '2026-12-31', 4), [
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
    ])
  })

  test('days that some months lack come back, also in steps of several months', ({ assert }) => {
    assert.deepEqual(days({ every: 'month', interval: 2 }, '2026-08-31', 4), [
      '2026-10-31',
      '2026-12-31',
      '2027-02-28',
      '2027-04-30',
    ])
    assert.deepEqual(days({ every: 'month', interval: 1 }, '2028-01-30', 3), [
      '2028-02-29',
      '2028-03-30',
      '2028-04-30',
    ])
    // Done weeks late: the next one that is still to come, on its own day.
    const monthly = anchored({ every: 'month', interval: 1 }, '2026-01-31')
    assert.equal(nextDay(monthly, '2026-02-28', '2026-03-31'), '2026-04-30')
    assert.equal(nextDay(monthly, '2026-02-28', '2026-03-30'), '2026-03-31')
  })

  test('the 29th of February is the 28th in years that have none', ({ assert }) => {
    assert.deepEqual(days({ every: 'year', interval: 1 }, '2028-02-29', 4), [
      '2029-02-28',
      '2030-02-28',
      '2031-02-28',
      '2032-02-29',
    ])
  })

  test('who was away finds one, not a heap', ({ assert }) => {
    const daily = anchored({ every: 'day', interval: 1 }, '2026-01-01')
    assert.equal(nextDay(daily, '2026-01-01', '2026-11-20'), '2026-11-21')
    const monthly = anchored({ every: 'month', interval: 1 }, '2026-01-31')
    assert.equal(nextDay(monthly, '2026-01-31', '2026-06-30'), '2026-07-31')
    const weekly = anchored({ every: 'week', interval: 2, weekdays: [1] }, '2026-11-02')
    assert.equal(nextDay(weekly, '2026-11-02', '2026-11-20'), '2026-11-30')
  })

  test('done early, it comes after its own day', ({ assert }) => {
    const daily = anchored({ every: 'day', interval: 1 }, '2026-11-25')
    assert.equal(nextDay(daily, '2026-11-25', '2026-11-20'), '2026-11-26')
  })
})

test.group('Being due', () => {
  const due = (dueOn: string, dueTime: string | null, timeZone = 'Europe/Berlin') =>
    dueMoment({ dueOn, dueTime, timeZone }).toISO()

  test('nine is nine on the wall, in winter and in summer', ({ assert }) => {
    assert.equal(due('2026-03-28', '09:00'), '2026-03-28T08:00:00.000Z')
    assert.equal(due('2026-03-29', '09:00'), '2026-03-29T07:00:00.000Z')
    assert.equal(due('2026-10-24', '09:00'), '2026-10-24T07:00:00.000Z')
    assert.equal(due('2026-10-25', '09:00'), '2026-10-25T08:00:00.000Z')
  })

  test('a time that the clocks skip is the one after the gap', ({ assert }) => {
    assert.equal(due('2026-03-29', '02:30'), '2026-03-29T01:30:00.000Z')
    assert.equal(due('2026-03-30', '02:30'), '2026-03-30T00:30:00.000Z')
  })

  test('a whole day ends with the day, of 23 or 25 hours too', ({ assert }) => {
    assert.equal(due('2026-03-29', null), '2026-03-29T22:00:00.000Z')
    assert.equal(due('2026-10-25', null), '2026-10-25T23:00:00.000Z')
    assert.equal(due('2026-11-20', null, 'America/New_York'), '2026-11-21T05:00:00.000Z')
  })

  test('an hour that comes twice is the first of the two', ({ assert }) => {
    assert.equal(due('2026-10-25', '02:30'), '2026-10-25T00:30:00.000Z')
    assert.equal(due('2026-10-25', '03:00'), '2026-10-25T02:00:00.000Z')
  })

  test('a day whose midnight is skipped begins an hour later', ({ assert }) => {
    // In Beirut the clocks go from midnight to one on the 29th.
    assert.equal(due('2026-03-28', null, 'Asia/Beirut'), '2026-03-28T22:00:00.000Z')
    assert.equal(due('2026-03-29', null, 'Asia/Beirut'), '2026-03-29T21:00:00.000Z')
    assert.equal(due('2026-03-29', '00:30', 'Asia/Beirut'), '2026-03-28T22:30:00.000Z')
  })

  test('reminders count back in real minutes, over the change of the clocks too', ({ assert }) => {
    const morning = { dueOn: '2026-03-29', dueTime: '09:00', timeZone: 'Europe/Berlin' }
    assert.equal(reminderMoment(morning, 480).toISO(), '2026-03-28T23:00:00.000Z')
    assert.equal(reminderMoment(morning, 1440).toISO(), '2026-03-28T07:00:00.000Z')
  })

  test('reminders count back from the time, or from nine in the morning', ({ assert }) => {
    const remind = (dueTime: string | null, minutes: number) =>
      reminderMoment({ dueOn: '2026-11-20', dueTime, timeZone: 'Europe/Berlin' }, minutes).toISO()
    assert.equal(remind('15:30', 30), '2026-11-20T14:00:00.000Z')
    assert.equal(remind(null, 0), '2026-11-20T08:00:00.000Z')
    assert.equal(remind(null, 1440), '2026-11-19T08:00:00.000Z')
  })
})
