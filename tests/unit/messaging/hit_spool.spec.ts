import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import type { Hit } from '#messaging/tracking/hit'
import { HitSpool } from '#messaging/tracking/hit_spool'

const HIT: Hit = {
  kind: 'opened',
  ref: { kind: 'send', runId: 1, n: 1 },
  link: null,
  at: 0,
  method: 'GET',
  userAgent: '',
  purpose: null,
  fetch: null,
  hasLanguage: true,
}
const folder = () => mkdtempSync(join(tmpdir(), 'spool-'))

test.group('Spool of hits', () => {
  test('a hit is in its file when append returns', ({ assert }) => {
    const spool = new HitSpool(folder())
    spool.append(HIT)
    spool.append(HIT)
    const [name] = readdirSync(spool.folder)
    assert.match(name, /\.open$/)
    assert.lengthOf(readFileSync(spool.path(name), 'utf8').trim().split('\n'), 2)
    spool.rotate()
    assert.deepEqual(spool.ready(), [], 'it is young and small')
    spool.rotate(true)
    assert.lengthOf(spool.ready(), 1)
    spool.rotate(true)
  })

  test('two processes have files of their own, the oldest first', ({ assert }) => {
    const [one, other] = [folder()].flatMap((path) => [new HitSpool(path), new HitSpool(path)])
    for (const spool of [one, other, one]) {
      spool.append(HIT)
      spool.rotate(true)
    }
    const names = one.ready()
    assert.lengthOf(new Set(names), 3)
    assert.deepEqual(names, names.toSorted())
  })

  test('what cannot be written is counted, and the way stays open', ({ assert }) => {
    const file = join(folder(), 'no-folder')
    writeFileSync(file, '')
    const spool = new HitSpool(join(file, 'hits'))
    spool.append(HIT)
    spool.append(HIT)
    assert.equal(spool.lost, 2)
    assert.deepEqual(spool.ready(), [])
  })
})
