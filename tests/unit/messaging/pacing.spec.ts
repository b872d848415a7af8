import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { byGroup, dealOut, recipientGroup } from '#messaging/pacing/recipient_groups'
import { capOfDay } from '#messaging/pacing/warm_up'

test.group('Groups of recipients', () => {
  test('domains of one provider are one group, others stand for themselves', ({ assert }) => {
    const groups = [
      'gmail.com',
      'googlemail.com',
      'hotmail.co.uk',
      'live.de',
      'yahoo.fr',
      'web.de',
      'school.test',
    ]
    assert.deepEqual(groups.map(recipientGroup), [
      'gmail',
      'gmail',
      'microsoft',
      'microsoft',
      'yahoo',
      'united',
      'school.test',
    ])
    assert.equal(recipientGroup('notgmail.com'), 'notgmail.com')
    assert.equal(recipientGroup('live.evil.example'), 'live.evil.example')
  })

  test('what a group got is dealt to its domains, no more and no less', ({ assert }) => {
    const wanted = new Map([
      ['gmail.com', 30],
      ['googlemail.com', 10],
      ['school.test', 5],
    ])
    assert.deepEqual(
      [...byGroup(wanted)],
      [
        ['gmail', 40],
        ['school.test', 5],
      ]
    )
    const dealt = dealOut(
      wanted,
      new Map([
        ['gmail', 34],
        ['school.test', 2],
      ])
    )
    assert.deepEqual(
      [...dealt],
      [
        ['gmail.com', 30],
        ['googlemail.com', 4],
        ['school.test', 2],
      ]
    )
  })
})

test.group('Warm-up', () => {
  const plan = { warmUp: [50, 100], warmUpFrom: DateTime.fromISO('2026-03-01') }
  const on = (iso: string) => capOfDay(plan, DateTime.fromISO(iso, { zone: 'utc' }))

  test('each day has its cap, and after the last one there is none', ({ assert }) => {
    assert.deepEqual(
      [
        '2026-02-28T23:59:59',
        '2026-03-01T00:00:00',
        '2026-03-02T23:59:59',
        '2026-03-03T00:00:00',
      ].map(on),
      [null, 50, 100, null]
    )
    assert.isNull(capOfDay({ warmUp: null, warmUpFrom: null }, DateTime.utc()))
  })
})
