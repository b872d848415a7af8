import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Problem } from '../../bin/launcher/problem.js'
import {
  appKey,
  checkDisk,
  checkPorts,
  isLoopback,
  readSettings,
} from '../../bin/launcher/settings.js'

test('nothing set means loopback and the documented ports', () => {
  const settings = readSettings({})
  assert.equal(settings.url, 'http://127.0.0.1:3333')
  assert.equal(settings.sandboxUrl, 'http://127.0.0.1:3334')
  assert.equal(settings.sandboxSmtpPort, 3335)
  assert.equal(settings.sandbox, true)
  assert.equal(settings.loopback, true)
})

test('a bad value is refused by the name of its variable', () => {
  for (const [name, value] of [
    ['PORT', 'abc'],
    ['PORT', '0'],
    ['PORT', '70000'],
    ['SANDBOX_PORT', '-1'],
    ['SANDBOX_SMTP_PORT', '1e3'],
    ['SANDBOX', 'yes'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['DATABASE_URL', 'nonsense'],
  ]) {
    assert.throws(
      () => readSettings({ [name]: value }),
      (error) => error instanceof Problem && error.message.startsWith(name),
      `${name}=${value}`
    )
  }
})

test('two services cannot share a port', () => {
  assert.throws(() => readSettings({ PORT: '3334' }), /PORT and SANDBOX_PORT are both 3334/)
})

test('a server that listens everywhere is shown by an address that opens here', () => {
  const settings = readSettings({ HOST: '0.0.0.0', PORT: '8080' })
  assert.equal(settings.url, 'http://127.0.0.1:8080')
  assert.equal(settings.loopback, false)
})

test('loopback is told from the outside', () => {
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost'])
    assert.ok(isLoopback(host), host)
  for (const host of ['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.com', 'example.com']) {
    assert.ok(!isLoopback(host), host)
  }
})

test('a taken port is named with its variable', async () => {
  const server = createServer()
  const port = await new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(/** @type {any} */ (server.address()).port))
  )
  try {
    await assert.rejects(
      checkPorts([{ name: 'SANDBOX_PORT', host: '127.0.0.1', port }]),
      (error) =>
        error instanceof Problem &&
        error.message === `SANDBOX_PORT: port ${port} is taken by another program.` &&
        error.hint.includes(`SANDBOX_PORT=${port + 10}`)
    )
  } finally {
    server.close()
  }
})

test('an address of another machine is refused as HOST', async () => {
  await assert.rejects(
    checkPorts([{ name: 'PORT', host: '192.0.2.1', port: 3899 }]),
    /^Problem: HOST/
  )
})

test('a full disk is told before anything is written', () => {
  assert.throws(() => checkDisk(tmpdir(), 1e9), /The disk is full: \d+ MB are free/)
  checkDisk(tmpdir(), 0)
})

test('the key is made once, kept secret, and the environment goes first', () => {
  const home = mkdtempSync(join(tmpdir(), 'warren-key-'))
  try {
    assert.equal(appKey(home, { APP_KEY: 'given' }), 'given')
    assert.ok(!existsSync(join(home, 'app.key')))
    const key = appKey(home, {})
    assert.ok(key.length >= 32)
    assert.equal(appKey(home, {}), key)
    assert.equal(readFileSync(join(home, 'app.key'), 'utf8'), key)
    assert.equal(statSync(join(home, 'app.key')).mode & 0o777, 0o600)
    writeFileSync(join(home, 'app.key'), 'short')
    assert.throws(() => appKey(home, {}), /is damaged/)
  } finally {
    rmSync(home, { recursive: true })
  }
})
