import { existsSync } from 'node:fs'
import { test } from '@japa/runner'
import { indexJobs, loadJob } from '#core/queue/job_index'
import { eventCatalogue } from '#core/events/domain_event'
import { listeners } from '#core/events/listener'
import { mails } from '#core/mail/mail'

test.group('Names that are stored', () => {
  test('every job is called as its file is', async ({ assert }) => {
    const index = indexJobs()
    assert.isAbove(index.size, 5)
    for (const name of index.keys()) assert.equal((await loadJob(name, index)).jobName, name)
  })

  test('every listener is called as it is wired', async ({ assert }) => {
    for (const [name, { load }] of listeners.entries()) {
      assert.equal((await load()).default.listenerName, name)
    }
  })

  test('every mail is called as it is registered, and has its templates', async ({ assert }) => {
    assert.isAbove(mails.keys().length, 8)
    // Other specs of the same run register mails of their own.
    for (const [name, load] of mails.entries().filter(([key]) => !key.includes('_test/'))) {
      const { mailName, isWhole } = (await load()).default
      assert.equal(mailName, name)
      if (isWhole) continue
      for (const part of ['mjml', 'txt']) {
        assert.isTrue(
          existsSync(new URL(`../../resources/mails/${name}.${part}`, import.meta.url)),
          `${name}.${part}`
        )
      }
    }
  })

  test('every event says what it is and what it carries', ({ assert }) => {
    for (const event of eventCatalogue.all()) {
      assert.match(event.type, /^[a-z_]+\.[a-z_]+$/)
      assert.isAbove((event.label ?? '').length, 3, event.type)
      assert.equal(event.schema?.type, 'object', event.type)
    }
  })
})
