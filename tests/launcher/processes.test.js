import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { takeLock } from '../../bin/launcher/lock.js'
import { Problem } from '../../bin/launcher/problem.js'
import {
  bornAt,
  endOrphans,
  isAlive,
  readRecord,
  recordOf,
  until,
  writeRecord,
} from '../../bin/launcher/processes.js'

/** @type {string} */
let home
/** @type {import('node:child_process').ChildProcess[]} */
let started = []

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'warren-run-'))
  mkdirSync(join(home, 'run'))
})

afterEach(() => {
  for (const child of started) child.kill('SIGKILL')
  started = []
  rmSync(home, { recursive: true })
})

/** A process that lives until it is ended; `stubborn` ones ignore SIGTERM. */
async function bystander({ stubborn = false } = {}) {
  const source = `${stubborn ? `process.on('SIGTERM', () => {});` : ''} setInterval(() => {}, 1000); console.log('up')`
  const child = spawn(process.execPath, ['-e', source], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  started.push(child)
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return child
}

test('an orphan with a pid file is ended, and the file with it', async () => {
  const child = await bystander()
  const file = join(home, 'run', 'web.pid')
  writeRecord(file, recordOf(child.pid, 'web'))
  assert.deepEqual(await endOrphans(home), ['web'])
  assert.equal(bornAt(child.pid), undefined)
  assert.ok(!existsSync(file))
})

test('an orphan that ignores the request is forced', async () => {
  const child = await bystander({ stubborn: true })
  writeRecord(join(home, 'run', 'worker.pid'), recordOf(child.pid, 'worker'))
  assert.deepEqual(await endOrphans(home, { grace: 200 }), ['worker'])
  assert.ok(await until(() => bornAt(child.pid) === undefined, 2000))
})

test('a stranger with a recycled pid is left alone', async () => {
  const child = await bystander()
  const record = recordOf(child.pid, 'web')
  writeRecord(join(home, 'run', 'web.pid'), { ...record, born: `${record.born}1` })
  assert.deepEqual(await endOrphans(home), [])
  assert.ok(isAlive(record))
  assert.ok(!existsSync(join(home, 'run', 'web.pid')))
})

test('a damaged pid file names nobody', async () => {
  for (const text of ['', 'nonsense', '{"pid":1}', '{"pid":-5}', '{"pid":"7"}']) {
    const file = join(home, 'run', 'web.pid')
    writeFileSync(file, text)
    assert.equal(readRecord(file), undefined, text)
    assert.deepEqual(await endOrphans(home), [])
  }
})

test('a second start is refused with the address and the pid of the first', async () => {
  const child = await bystander()
  const record = recordOf(child.pid, 'Warren', { url: 'http://127.0.0.1:3333' })
  writeRecord(join(home, 'launcher.pid'), record)
  assert.throws(
    () => takeLock(home),
    (error) =>
      error instanceof Problem &&
      error.message === `Warren is already running at http://127.0.0.1:3333 (process ${child.pid}).`
  )
  assert.deepEqual(readRecord(join(home, 'launcher.pid')), record)
})

test('the lock of a killed launcher is taken over and given back', async () => {
  const child = await bystander()
  const record = recordOf(child.pid, 'Warren')
  child.kill('SIGKILL')
  await until(() => bornAt(child.pid) === undefined, 2000)
  writeRecord(join(home, 'launcher.pid'), record)
  const release = takeLock(home, { url: 'http://127.0.0.1:3810' })
  assert.equal(readRecord(join(home, 'launcher.pid'))?.pid, process.pid)
  release()
  assert.ok(!existsSync(join(home, 'launcher.pid')))
})
