import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { nodeBinary, REPO } from '../../bin/launcher/paths.js'

/** A domain that is none: what is made in it can be removed as a whole. */
const DOMAIN = 'zz_trial'

function make(...args) {
  const { PATH } = process.env
  return spawnSync(nodeBinary(), ['ace.js', ...args], {
    ...{ cwd: REPO, encoding: 'utf8', timeout: 60_000, env: { PATH } },
  })
}

test('a job and a mail are made in their domain, with stable names and both templates', (t) => {
  t.after(() => {
    for (const folder of ['app', 'resources/mails']) {
      rmSync(join(REPO, folder, DOMAIN), { recursive: true, force: true })
    }
  })
  const read = (file) => readFileSync(join(REPO, file), 'utf8')
  assert.equal(make('make:job', `${DOMAIN}/MergeThings`).status, 0)
  assert.match(
    read(`app/${DOMAIN}/jobs/merge_things.ts`),
    /class MergeThings extends Job.*jobName = 'zz_trial\/merge_things'/s
  )
  const { status, stdout } = make('make:mail', `${DOMAIN}/welcome`)
  assert.equal(status, 0)
  assert.match(stdout, /mails\.add\('zz_trial\/welcome'/)
  assert.match(read(`app/${DOMAIN}/mails/welcome.ts`), /mailName = 'zz_trial\/welcome'/)
  for (const kind of ['mjml', 'txt']) {
    assert.match(
      read(`resources/mails/${DOMAIN}/welcome.${kind}`),
      /Hello\{% if name %\} \{\{ name \}\}/
    )
  }
})

test('what lands in a domain wants its name, and the help says where', () => {
  for (const kind of ['mail', 'factory']) {
    const { status, stderr, stdout } = make(`make:${kind}`, 'things')
    assert.equal(status, 1, kind)
    assert.match(`${stdout}${stderr}`, /Name the domain too: node ace make:/)
  }
  assert.ok(!existsSync(join(REPO, 'app', 'controllers')))
  assert.match(
    make('make:controller', '--help').stdout,
    /writes app\/crm\/controllers\/contacts_controller\.ts/
  )
})
