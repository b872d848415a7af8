import { test } from '@japa/runner'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { BounceMailboxFactory } from '#database/factories/messaging/bounce_mailbox_factory'
import { seal } from '#core/crypto/encrypted'
import { readMailbox } from '#messaging/bounces/reading'
import { sweepBounceMailboxes } from '#messaging/bounces/return_domain'
import { testConnection } from '#messaging/bounces/connection_test'
import { MARK } from '#messaging/ledger/states'
import BounceMailbox from '#messaging/models/bounce_mailbox'
import { bounceAddress } from '#messaging/provider_events/bounce_address'
import env from '#start/env'
import { ImapServer } from '#tests/support/imap_server'
import { as, plantStaff } from '#tests/support/people'
import { stopWorking, workOff } from '#tests/support/queue'
import { plantRun, sendOf, tallyOf, type PlantedRun } from '#tests/support/sends'

const RETURN = { domain: 'bounces.school.test', mailbox: null }
const AT = '/admin/settings/bounces'

const bounceOf = (runId: number, n: number) =>
  [
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.client.test',
    `To: ${bounceAddress({ kind: 'send', runId, n }, RETURN)}`,
    `Message-ID: <${crypto.randomUUID()}@mx.client.test>`,
    'Subject: Undelivered Mail',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.client.test',
    '',
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
    '',
    '--b--',
    '',
  ].join('\r\n')
const LETTER =
  'From: aunt@home.test\r\nSubject: Cake\r\nMessage-ID: <cake@home.test>\r\n\r\nSunday?\r\n'

test.group('A mailbox that bounces come to', (group) => {
  let server: ImapServer
  let run: PlantedRun
  let mailbox: BounceMailbox

  group.each.setup(async () => {
    server = await new ImapServer().listen()
    // The server is on this machine, where people's own servers must not be.
    env.set('OUTGOING_ALLOW', '127.0.0.1')
    run = await plantRun()
    mailbox = await here(() =>
      BounceMailboxFactory.merge({ imapPort: server.port }).apply('imap').apply('verified').create()
    )
    return async () => {
      env.set('OUTGOING_ALLOW', '')
      clock.restore()
      await stopWorking()
      await server.close()
    }
  })

  const here = <T>(fn: () => Promise<T>) => Tenant.run(run.organizationId, fn)
  const row = () => here(() => BounceMailbox.findOrFail(mailbox.id))
  const read = () => here(() => readMailbox(mailbox.id))
  /** As if its next turn had come. */
  const again = async () => {
    await sql('update bounce_mailboxes set due_at = ? where id = ?', [
      clock.now().toISO(),
      mailbox.id,
    ])
    return read()
  }
  const suppressed = async () =>
    (await sql('select 1 from suppressions where organization_id = ?', [run.organizationId])).length
  const flags = (uid: number) =>
    [...server.folder().mails.find((mail) => mail.uid === uid)!.flags].join()

  test('a bounce suppresses the address, shows on the campaign and is marked as seen', async ({
    assert,
  }) => {
    const letter = server.deliver(LETTER)
    const bounce = server.deliver(bounceOf(run.runId, 1))
    await sweepBounceMailboxes()
    await workOff()
    assert.equal((await sendOf(run.runId, 1)).marks, MARK.bounced)
    assert.equal((await tallyOf(run.runId)).bounced, 1)
    assert.equal(await suppressed(), 1)
    assert.equal(flags(bounce), '\\Seen')
    assert.equal(flags(letter), '')
    const { lastReadAt, lastReportAt, takenCount, passedCount, lastError } = await row()
    assert.isNotNull(lastReadAt)
    assert.isNotNull(lastReportAt)
    assert.deepEqual([Number(takenCount), Number(passedCount), lastError], [1, 1, null])
  })

  test('what was read is not read again, and mail of long ago is history', async ({ assert }) => {
    const old = new Date(Date.now() - 40 * 86_400_000)
    server.deliver(LETTER, { date: old })
    server.deliver(bounceOf(run.runId, 0), { date: old })
    assert.deepEqual(await read(), { taken: 0, isMore: false, problem: null })
    assert.lengthOf(server.fetched, 0)
    server.deliver(LETTER)
    const uid = server.deliver(bounceOf(run.runId, 1))
    assert.equal((await again())!.taken, 1)
    assert.equal((await again())!.taken, 0)
    assert.deepEqual(server.fetched, [uid - 1, uid])
    assert.equal((await tallyOf(run.runId)).bounced, 1)
  })

  test('a crash in the middle repeats nothing and loses nothing', async ({ assert }) => {
    server.deliver(bounceOf(run.runId, 0))
    server.deliver(bounceOf(run.runId, 1))
    server.beforeCommand = (command) => (/^UID FETCH 2 /.test(command) ? 'cut' : null)
    assert.isString((await read())!.problem)
    assert.equal((await tallyOf(run.runId)).bounced, 1)
    assert.equal((await row()).lastUid, 1)
    // As if it had died after the mail was taken in, before it was written down how far it came.
    await sql('update bounce_mailboxes set last_uid = 0 where id = ?', [mailbox.id])
    server.beforeCommand = () => null
    assert.deepEqual(await again(), { taken: 1, isMore: false, problem: null })
    assert.equal((await tallyOf(run.runId)).bounced, 2)
    assert.equal(await suppressed(), 2)
    assert.equal(Number((await row()).takenCount), 2)
    assert.equal(flags(1), '\\Seen')
  })

  test('a connection that is lost between two mails loses no mail', async ({ assert }) => {
    server.deliver(bounceOf(run.runId, 0))
    server.deliver(bounceOf(run.runId, 1))
    server.beforeCommand = (command) => (/^UID STORE/.test(command) ? 'cut' : null)
    assert.isString((await read())!.problem)
    assert.equal((await row()).lastUid, 1)
    server.beforeCommand = (command) => (/^UID FETCH/.test(command) ? 'NO not now' : null)
    assert.isString((await again())!.problem)
    assert.equal((await row()).lastUid, 1)
    server.beforeCommand = () => null
    assert.equal((await again())!.taken, 1)
    assert.equal((await tallyOf(run.runId)).bounced, 2)
  })

  test('numbered anew, the folder is read anew, and nothing counts twice', async ({ assert }) => {
    server.deliver(bounceOf(run.runId, 1))
    await read()
    const folder = server.folder()
    folder.uidValidity++
    folder.mails[0].uid = 7
    folder.uidNext = 8
    await again()
    assert.deepEqual(server.fetched, [1, 7])
    assert.equal((await tallyOf(run.runId)).bounced, 1)
    assert.equal((await row()).lastUid, 7)
  })

  test('what was taken in goes to another folder, which is made', async ({ assert }) => {
    await sql(`update bounce_mailboxes set done_folder = 'Processed' where id = ?`, [mailbox.id])
    server.deliver(LETTER)
    server.deliver(bounceOf(run.runId, 1))
    assert.isNull((await read())!.problem)
    assert.deepEqual(
      server.folder().mails.map(({ uid }) => uid),
      [1]
    )
    assert.lengthOf(server.folder('Processed').mails, 1)
  })

  test('two workers do not read at once', async ({ assert }) => {
    server.deliver(bounceOf(run.runId, 1))
    const ends = await Promise.all([read(), read()])
    assert.lengthOf(ends.filter(Boolean), 1)
    assert.lengthOf(server.fetched, 1)
  })

  test('a mailbox tells of mails of its own organization alone', async ({ assert }) => {
    const other = await plantRun()
    server.deliver(bounceOf(other.runId, 1))
    assert.equal((await read())!.taken, 0)
    assert.equal((await tallyOf(other.runId)).bounced, 0)
    assert.equal(Number((await row()).passedCount), 1)
  })

  test('a wrong password is said, tried again ever later, and given up with a notice', async ({
    client,
    assert,
  }) => {
    const owner = await plantStaff(run.organizationId)
    server.password = 'another'
    assert.match((await read())!.problem!, /does not accept the user name or the password/)
    assert.isNull(await read(), 'not before its time')
    for (let n = 0; n < 4; n++) {
      assert.isFalse((await row()).isStopped)
      await again()
    }
    const stopped = await row()
    assert.isTrue(stopped.isStopped)
    assert.equal(stopped.failures, 5)
    assert.isNull(await again())
    const notices = await sql<{ title: string }>(
      'select title from notifications where user_id = ?',
      [owner.user.id]
    )
    assert.deepEqual(
      notices.map(({ title }) => title),
      ['Bounces are not read any more']
    )
    const events = await sql(
      `select 1 from events where organization_id = ? and type = 'bounce_mailbox.stopped'`,
      [run.organizationId]
    )
    assert.lengthOf(events, 1)

    server.password = 'secret'
    server.deliver(bounceOf(run.runId, 1))
    ;(await as(owner, client.post(`${AT}/readings`))).assertStatus(302)
    await workOff()
    assert.equal(await suppressed(), 1)
    assert.containsSubset(await row(), { isStopped: false, failures: 0, lastError: null })
  })

  test('a server that is away is asked for a day before it is given up', async ({ assert }) => {
    await server.close()
    await read()
    assert.match((await row()).lastError!, /Nobody answers/)
    clock.setOffset(20 * 3600)
    await again()
    assert.isFalse((await row()).isStopped)
    clock.setOffset(25 * 3600)
    await again()
    assert.isTrue((await row()).isStopped)
    server = await new ImapServer().listen()
  })

  test('a test of the connection says what is there or what is wrong, and changes nothing', async ({
    assert,
  }) => {
    server.deliver(LETTER)
    const ask = async (change: object = {}) =>
      here(async () => testConnection((await row()).merge(change)))
    assert.deepEqual(await ask(), {
      isOk: true,
      says: 'It works: INBOX has 1 mail, 1 of them from the last 14 days.',
    })
    const says = async (change: object) => (await ask(change)).says
    assert.match(await says({ imapFolder: 'Bounces' }), /no folder Bounces. There are: INBOX/)
    assert.match(await says({ imapPort: 1 }), /Nobody answers/)
    assert.match(await says({ imapHost: '10.0.0.1' }), /cannot be reached from here/)
    const wrong = { imapSecret: seal('wrong', 'bounce_mailbox') }
    assert.match(await says(wrong), /Invalid credentials/)
    assert.match(await says({ imapSecurity: 'starttls' }), /./)
    assert.equal((await ask({ imapSecurity: 'starttls' })).isOk, false)
    assert.lengthOf(server.fetched, 0)
    assert.isNull((await row()).lastReadAt)
  })
})
