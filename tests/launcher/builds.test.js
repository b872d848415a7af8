import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { removeUnused } from '../../bin/launcher/builds.js'
import { Child } from '../../bin/launcher/child.js'
import { takeLock, waitForLock } from '../../bin/launcher/lock.js'
import { recordOf, until, writeRecord } from '../../bin/launcher/processes.js'

/** @type {string} */
let root
/** @type {import('node:child_process').ChildProcess[]} */
let started = []

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'warren-builds-'))
})

afterEach(() => {
  for (const child of started) child.kill('SIGKILL')
  started = []
  rmSync(root, { recursive: true })
})

function bystander() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  started.push(child)
  return child
}

function buildUsedBy(name, record) {
  mkdirSync(join(root, name, '.users'), { recursive: true })
  if (record) writeRecord(join(root, name, '.users', `${record.pid}.pid`), record)
}

test('a build that another house runs from stays; what nobody uses goes', () => {
  const other = bystander()
  buildUsedBy('current')
  buildUsedBy('running', recordOf(other.pid, 'Warren'))
  buildUsedBy('dead', { ...recordOf(other.pid, 'Warren'), born: 'long ago' })
  buildUsedBy('unused')
  removeUnused(root, join(root, 'current'))
  assert.ok(existsSync(join(root, 'current')))
  assert.ok(existsSync(join(root, 'running')))
  assert.ok(!existsSync(join(root, 'dead')))
  assert.ok(!existsSync(join(root, 'unused')))
})

test('the second of two builds of a clone waits for the first', async () => {
  const release = takeLock(root, { file: 'build.pid', what: 'Another build' })
  let told = 0
  let isMine = false
  const second = waitForLock(root, {
    ...{ file: 'build.pid', what: 'Another build', pause: 10 },
    onWait: () => told++,
  }).then((give) => {
    isMine = true
    return give
  })
  await until(() => told === 1, 2000)
  assert.equal(isMine, false)
  release()
  const releaseSecond = await second
  assert.equal(told, 1)
  releaseSecond()
  assert.ok(!existsSync(join(root, 'build.pid')))
})

test('a process whose folder is gone is given up at once, with that reason', async () => {
  for (const folder of ['logs', 'run', 'work']) mkdirSync(join(root, folder))
  writeFileSync(join(root, 'work', 'main.js'), 'setInterval(() => {}, 1000)')
  /** @type {string[]} */
  const reasons = []
  const child = new Child({
    ...{ name: 'web', command: process.execPath, args: ['main.js'] },
    ...{ cwd: join(root, 'work'), env: process.env, home: root, restarts: 5 },
    onGivenUp: (_child, why) => reasons.push(String(why)),
  })
  child.start()
  assert.ok(await until(() => child.running, 2000))
  rmSync(join(root, 'work'), { recursive: true })
  process.kill(/** @type {number} */ (child.pid), 'SIGKILL')
  assert.ok(await until(() => reasons.length > 0, 5000))
  assert.deepEqual(reasons, [`cannot start: its folder ${join(root, 'work')} is gone`])
  assert.equal(child.running, false)
})
