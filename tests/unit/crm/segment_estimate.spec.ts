import { test } from '@japa/runner'
import { estimate } from '#crm/segment_counting'

test.group('Estimates of segments', () => {
  test('tell the share among sampled pages, with a margin that scatter widens', ({ assert }) => {
    const even = Array.from({ length: 100 }, () => ({ contacts: 10, matching: 5 }))
    const clumped = Array.from({ length: 100 }, (_one, n) => ({
      contacts: 10,
      matching: n % 2 === 0 ? 10 : 0,
    }))
    assert.deepEqual(estimate(even, 1_000_000), { count: 500_000, margin: 0, isExact: false })
    const { count, margin } = estimate(clumped, 1_000_000)
    assert.equal(count, 500_000)
    assert.closeTo(margin, 98_500, 1000)
  })

  test('of nobody found do not say nobody', ({ assert }) => {
    const pages = [{ contacts: 3000, matching: 0 }]
    assert.deepEqual(estimate(pages, 1_000_000), { count: 0, margin: 1000, isExact: false })
    assert.deepEqual(estimate([], 500), { count: 0, margin: 500, isExact: false })
  })
})
