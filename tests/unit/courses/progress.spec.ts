import { test } from '@japa/runner'
import { type LearnerLesson, percentOf, resumeAt } from '#courses/queries/learning'
import { freeSlug, slugOf } from '#courses/slug'

/** An outline of one module; `x` is a lesson that is ticked off, `o` one that is open. */
function outline(ticks: string) {
  const lessons = [...ticks].map((tick, n) => ({
    id: `id-${n + 1}`,
    slug: `lesson-${n + 1}`,
    isCompleted: tick === 'x',
  }))
  return [{ id: 'module', title: 'Module', lessons: lessons as LearnerLesson[] }]
}

test.group('Progress', () => {
  test('goes on at {expected} with ticks {ticks} after {last}')
    .with([
      { ticks: 'ooo', last: null, expected: 'lesson-1' },
      { ticks: 'xoo', last: null, expected: 'lesson-2' },
      { ticks: 'xoo', last: 'id-3', expected: 'lesson-3' },
      { ticks: 'xxo', last: 'id-1', expected: 'lesson-3' },
      { ticks: 'oxx', last: 'id-3', expected: 'lesson-1' },
      { ticks: 'xxx', last: 'id-2', expected: 'lesson-2' },
      { ticks: 'xxx', last: 'gone', expected: 'lesson-1' },
      { ticks: '', last: null, expected: null },
    ])
    .run(({ assert }, { ticks, last, expected }) => {
      assert.equal(resumeAt(outline(ticks), last), expected)
    })

  test('is 100 percent only when every lesson is ticked off', ({ assert }) => {
    assert.equal(percentOf(0, 0), 0)
    assert.equal(percentOf(1, 3), 33)
    assert.equal(percentOf(199, 200), 99)
    assert.equal(percentOf(3, 3), 100)
  })
})

test.group('Slugs', () => {
  test('come from titles', ({ assert }) => {
    assert.equal(
      slugOf('Rabbits at home: the first year', 'course'),
      'rabbits-at-home-the-first-year'
    )
    assert.equal(slugOf('兎', 'course'), 'course')
    assert.isAtMost(slugOf('hay '.repeat(200), 'course').length, 80)
  })

  test('are numbered when taken', ({ assert }) => {
    assert.equal(freeSlug('hay', []), 'hay')
    assert.equal(freeSlug('hay', ['hay', 'hay-2']), 'hay-3')
  })
})
