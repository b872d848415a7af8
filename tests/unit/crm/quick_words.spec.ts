import { test } from '@japa/runner'
import { readQuickTask } from '../../../inertia/components/crm/activity/quick_words.js'

test.group('A task in one line', () => {
  // 2026-11-20 is a Friday.
  const read = (text: string) => {
    const { title, dueOn, dueTime } = readQuickTask(text, '2026-11-20')
    return [title, dueOn, dueTime]
  }

  test('understands the day and the time at its end', ({ assert }) => {
    assert.deepEqual(read('Call Ada tomorrow 15:30'), ['Call Ada', '2026-11-21', '15:30'])
    assert.deepEqual(read('Call Ada on monday at 9:05'), ['Call Ada', '2026-11-23', '09:05'])
    assert.deepEqual(read('Pay in 10 days'), ['Pay', '2026-11-30', null])
    assert.deepEqual(read('Pay 2027-01-31'), ['Pay', '2027-01-31', null])
    assert.deepEqual(read('Tea at 16:00'), ['Tea', '2026-11-20', '16:00'])
  })

  test("a weekday is the next one, today's in a week", ({ assert }) => {
    assert.deepEqual(read('Report Friday'), ['Report', '2026-11-27', null])
    assert.deepEqual(read('Report thursday'), ['Report', '2026-11-26', null])
  })

  test('leaves other words alone', ({ assert }) => {
    for (const text of [
      'Monday',
      'Read Tomorrowland',
      'Meet the 2026-02-30',
      'Call 25:00',
      'a b',
    ]) {
      assert.deepEqual(read(text), [text, null, null])
    }
    assert.deepEqual(read('  Plan   the  day '), ['Plan the day', null, null])
  })
})
