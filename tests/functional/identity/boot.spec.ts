import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'

const SOURCES = [
  '.adonisjs',
  'adonisrc.ts',
  'app',
  'bin',
  'config',
  'database',
  'package.json',
  'resources',
].concat('start', 'tsconfig.json')

test.group('A fault in config/roles.yaml', () => {
  test('stops the start and says where', async ({ assert, cleanup }) => {
    const root = await mkdtemp(join(tmpdir(), 'warren-boot-'))
    cleanup(() => rm(root, { recursive: true, force: true }))
    for (const name of SOURCES) await cp(app.makePath(name), join(root, name), { recursive: true })
    await symlink(app.makePath('node_modules'), join(root, 'node_modules'))
    const file = join(root, 'config/roles.yaml')
    await writeFile(file, (await readFile(file, 'utf8')).replace("'orders:read'", "'orders:raed'"))

    const child = spawn(
      process.execPath,
      ['--import=@poppinss/ts-exec', 'bin/server.ts'],
      // Should it start nevertheless, then not at the port of this suite.
      { cwd: root, env: { ...process.env, PORT: '65534' }, stdio: ['ignore', 'ignore', 'pipe'] }
    )
    cleanup(() => void child.kill())
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    assert.equal(code, 1)
    assert.include(said, 'config/roles.yaml: role "agent" names "orders:raed"')
  }).timeout(60_000)
})
