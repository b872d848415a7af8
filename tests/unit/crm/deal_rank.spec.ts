import { test } from '@japa/runner'
import { rankBetween, ranksAfter } from '#crm/models/deal/rank'

const isSorted = (ranks: string[]) => ranks.every((rank, n) => n === 0 || ranks[n - 1] < rank)

test.group('Rank of a deal in its stage', () => {
  test('the first one needs no neighbours', ({ assert }) => {
    assert.equal(rankBetween(null, null), 'a0')
  })

  test('cards put at an end in turn stay in order, and their ranks stay short', ({ assert }) => {
    const down = ranksAfter(null, 20_000)
    assert.isTrue(isSorted(down))
    assert.isAtMost(Math.max(...down.map((rank) => rank.length)), 5)
    const up = ['a0']
    while (up.length < 20_000) up.unshift(rankBetween(null, up[0]))
    assert.isTrue(isSorted(up))
    assert.isAtMost(Math.max(...up.map((rank) => rank.length)), 5)
  })

  test('a thousand cards dropped at random places are in the order in which they stand', ({
    assert,
  }) => {
    let seed = 7
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
    const ranks: string[] = []
    for (let n = 0; n < 1000; n++) {
      const at = random(ranks.length + 1)
      ranks.splice(at, 0, rankBetween(ranks[at - 1] ?? null, ranks[at] ?? null))
    }
    assert.isTrue(isSorted(ranks))
    assert.lengthOf(new Set(ranks), 1000)
  })

  test('the same gap is halved a thousand times', ({ assert }) => {
    for (const side of ['low', 'high']) {
      let [low, high] = ['a0', 'a1']
      for (let n = 0; n < 1000; n++) {
        const middle = rankBetween(low, high)
        assert.isTrue(low < middle && middle < high)
        if (side === 'low') high = middle
        else low = middle
      }
    }
  })

  test('neighbours in the wrong order, or what is no rank, are refused', ({ assert }) => {
    assert.throws(() => rankBetween('a1', 'a0'), RangeError)
    assert.throws(() => rankBetween('a1', 'a1'), RangeError)
    assert.throws(() => rankBetween('?', null), RangeError)
  })
})
