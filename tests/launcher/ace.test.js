import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import {
  forgetHouse,
  houseEnvironment,
  noteHouse,
  plainEnvironment,
} from '../../bin/launcher/house_note.js'
import { takeLock } from '../../bin/launcher/lock.js'
import { REPO } from '../../bin/launcher/paths.js'

/** @type {string} */
let home

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'warren-ace-'))
})

afterEach(() => rmSync(home, { recursive: true, force: true }))

function ace(args, env = {}) {
  const { PATH } = process.env
  return spawnSync(process.execPath, ['ace.js', ...args], {
    ...{ cwd: REPO, encoding: 'utf8', timeout: 60_000 },
    env: { PATH, WARREN_HOME: home, ...env },
  })
}

test('without a running house a command says so in one line', () => {
  const { status, stderr, stdout } = ace(['doctor'])
  assert.equal(status, 1)
  assert.equal(stdout, '')
  assert.match(stderr, /^The embedded database is not running: .*npm start.*\n$/)
})

test('help asks for no environment and leaves nothing behind', () => {
  const absent = join(home, 'absent')
  const { status, stdout } = ace(['doctor', '--help'], { WARREN_HOME: absent })
  assert.equal(status, 0)
  assert.match(stdout, /Check the install/)
  assert.ok(!existsSync(absent))
})

test('a bad value is told by doctor, as a finding and without a stack', () => {
  const { status, stdout, stderr } = ace(['doctor', '--json'], {
    ...{ DATABASE_URL: 'postgres://127.0.0.1:1/none', APP_KEY: 'k'.repeat(32), SMTP_URL: 'xx' },
  })
  assert.equal(status, 1)
  assert.equal(stderr, '')
  assert.deepEqual(
    JSON.parse(stdout).map(({ name, ok }) => ({ name, ok })),
    [{ name: 'SMTP_URL', ok: false }]
  )
})

test('the environment of the running house is kept secret, and forgotten with it', () => {
  const env = { DATABASE_URL: 'postgres://127.0.0.1:5541/warren', PORT: '3400', OTHER: 'x' }
  noteHouse(home, { ...env, NODE_ENV: 'production' })
  assert.equal(houseEnvironment({ WARREN_HOME: home }), undefined, 'its launcher is not alive')
  const release = takeLock(home)
  const { OTHER: _other, ...noted } = env
  assert.deepEqual(houseEnvironment({ WARREN_HOME: home }), { ...noted, NODE_ENV: 'development' })
  assert.equal(statSync(join(home, 'house.json')).mode & 0o777, 0o600)
  forgetHouse(home)
  assert.equal(houseEnvironment({ WARREN_HOME: home }), undefined)
  release()
})

test('a database of one’s own gets no invented key', () => {
  const env = { WARREN_HOME: home, DATABASE_URL: 'postgres://db/warren' }
  assert.equal(plainEnvironment(env).APP_KEY, undefined)
  assert.equal(plainEnvironment(env).DATABASE_URL, undefined)
  writeFileSync(join(home, 'app.key'), 'k'.repeat(43))
  assert.equal(plainEnvironment(env).APP_KEY, 'k'.repeat(43))
})
