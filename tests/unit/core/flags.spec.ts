import { test } from '@japa/runner'
import { bucketOf, BUCKETS, fnv1a } from '#core/flags/bucket'
import { decide, Flags, type Flag } from '#core/flags/flags'

const flag = (changes: Partial<Flag> = {}): Flag => ({
  key: 'new-editor',
  enabled: true,
  seed: 'seed-1',
  rollout: 10_000,
  rules: [],
  ...changes,
})
const ids = Array.from({ length: 5000 }, (_, n) => `organization-${n}`)
const inside = (rollout: number, key = 'new-editor') =>
  new Set(ids.filter((organizationId) => decide(flag({ key, rollout }), { organizationId }).value))

test.group('Buckets', () => {
  test('FNV-1a of "{text}" is {hash}')
    .with([
      { text: '', hash: 0x811c9dc5 },
      { text: 'a', hash: 0xe40c292c },
      { text: 'foobar', hash: 0xbf9cf968 },
    ])
    .run(({ assert }, { text, hash }) => assert.equal(fnv1a(text), hash))

  test('"{id}" under "{seed}" is in bucket {bucket}, as elsewhere')
    .with([
      { seed: 'seed', id: 'a', bucket: 505 },
      { seed: 'seed', id: 'b', bucket: 2696 },
      { seed: 'foo', id: 'ab', bucket: 2575 },
      { seed: 'foo', id: 'def', bucket: 2019 },
      { seed: '89123klj', id: '8952klfjas09ujkasdf', bucket: 1240 },
      { seed: '90850943850283058242805', id: '123', bucket: 7516 },
    ])
    .run(({ assert }, { seed, id, bucket }) => assert.equal(bucketOf(id, seed), bucket))
})

test.group('Flags', () => {
  test('a growing rollout drops nobody and comes close to its share', ({ assert }) => {
    let before = new Set<string>()
    for (const percent of [10, 20, 50, 100]) {
      const now = inside((percent * BUCKETS) / 100)
      assert.isTrue(
        [...before].every((id) => now.has(id)),
        `${percent} %`
      )
      assert.closeTo(now.size / ids.length, percent / 100, 0.03)
      before = now
    }
  })

  test('a new name moves nobody', ({ assert }) => {
    assert.deepEqual(inside(3000, 'renamed'), inside(3000))
  })

  test('the kill switch goes before rules, and rules before the rollout', ({ assert }) => {
    const rules = [
      { attribute: 'userId', in: ['u1'], value: false },
      { attribute: 'organizationId', in: ['o1'], value: true },
    ]
    assert.deepEqual(decide(flag({ enabled: false, rules }), { organizationId: 'o1' }), {
      value: false,
      reason: 'DISABLED',
    })
    assert.deepEqual(decide(flag({ rules, rollout: 0 }), { organizationId: 'o1' }), {
      value: true,
      reason: 'TARGETING_MATCH',
    })
    assert.isFalse(decide(flag({ rules }), { organizationId: 'o1', userId: 'u1' }).value)
    assert.deepEqual(decide(flag({ rules, rollout: 0 }), { organizationId: 'o2' }), {
      value: false,
      reason: 'SPLIT',
    })
    assert.isFalse(decide(flag({ rollout: 9999 }), {}).value, 'nobody in particular is in no share')
  })

  test('an unknown flag is what the caller says', async ({ assert }) => {
    const flags = new Flags(async () => [flag()])
    assert.deepEqual(await flags.evaluate('nope', {}, true), { value: true, reason: 'DEFAULT' })
    assert.deepEqual(await flags.evaluate('new-editor', {}, false), {
      value: true,
      reason: 'DEFAULT',
    })
  })

  test('a database that does not answer breaks nothing', async ({ assert }) => {
    let isDown = true
    let reads = 0
    const flags = new Flags(async () => {
      reads++
      if (isDown) throw new Error('down')
      return [flag()]
    })
    assert.deepEqual(await flags.evaluate('new-editor', {}, false), {
      value: false,
      reason: 'ERROR',
    })
    isDown = false
    assert.deepEqual(await flags.evaluate('new-editor', {}, false), {
      value: true,
      reason: 'DEFAULT',
    })
    await flags.evaluate('new-editor', {}, false)
    assert.equal(reads, 2, 'what was read is fresh for a while')
    isDown = true
    flags.forget()
    assert.deepEqual(await flags.evaluate('new-editor', {}, false), {
      value: true,
      reason: 'STALE',
    })
  })
})
