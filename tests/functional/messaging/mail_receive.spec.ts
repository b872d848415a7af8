import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { MARK } from '#messaging/ledger/states'
import { bounceAddress } from '#messaging/provider_events/bounce_address'
import { receiveMail } from '#messaging/provider_events/receive_mail'
import { messageIdOf, type MailRef } from '#messaging/refs'
import { plantMail, plantRun, sendOf } from '#tests/support/sends'

const bounce = (to: string, messageId: string, id = crypto.randomUUID()) =>
  Buffer.from(
    [
      'Return-Path: <>',
      'From: MAILER-DAEMON@mx.client.test',
      `To: ${to}`,
      `Message-ID: <${id}@mx.client.test>`,
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
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${messageId}`,
      '',
      '--b--',
      '',
    ].join('\r\n')
  )
const suppressedOf = (organizationId: string) =>
  sql('select 1 from suppressions where organization_id = ?', [organizationId])

test.group('Bounces that come by mail', () => {
  test('are taken in once and suppress the address', async ({ assert }) => {
    const run = await plantRun()
    const ref: MailRef = { kind: 'send', runId: run.runId, n: 1 }
    const raw = bounce(
      bounceAddress(ref, { domain: 'school.test', mailbox: 'bounce' }),
      messageIdOf(ref, 'school.test')
    )
    const answers = await Promise.all([receiveMail(raw), receiveMail(raw)])
    assert.sameMembers(
      answers.map(({ outcome }) => outcome),
      ['applied', 'repeated']
    )
    assert.equal((await sendOf(run.runId, 1)).marks, MARK.bounced)
    assert.lengthOf(await suppressedOf(run.organizationId), 1)
    const [event] = await sql<{ detail: Record<string, string> }>(
      'select detail from send_events where run_id = ?',
      [run.runId]
    )
    assert.equal(event.detail.reply, '550 5.1.1 User unknown')
  })

  test('that prove nothing change nothing', async ({ assert }) => {
    const run = await plantRun()
    const ref: MailRef = { kind: 'send', runId: run.runId, n: 1 }
    const { outcome } = await receiveMail(
      bounce('hello@school.test', messageIdOf(ref, 'school.test'))
    )
    assert.equal(outcome, 'ignored')
    assert.equal((await sendOf(run.runId, 1)).marks, 0)
    assert.lengthOf(await suppressedOf(run.organizationId), 0)
  })

  test('of mails to one person are known by their Message-ID', async ({ assert }) => {
    const { organizationId } = await plantRun()
    const messageId = `<${crypto.randomUUID()}@school.test>`
    await plantMail(organizationId, { address: 'gone@client.test', messageId })
    assert.equal((await receiveMail(bounce('hello@school.test', messageId))).outcome, 'applied')
    assert.lengthOf(await suppressedOf(organizationId), 1)
  })
})
