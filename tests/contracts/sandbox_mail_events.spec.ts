import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import env from '#start/env'
import { seal } from '#core/crypto/encrypted'
import { MARK } from '#messaging/ledger/states'
import { applyReceipts } from '#messaging/provider_events/receipts'
import { forgetWebhookAccounts } from '#messaging/provider_events/webhook_accounts'
import { refOf } from '#messaging/refs'
import type { RunningSandbox } from '#sandbox/server'
import { plantRun, sendOf } from '#tests/support/sends'
import { until } from '#tests/support/until'
import { control, runSandbox } from './sandbox/running.js'

const APP = `http://${env.get('HOST')}:${env.get('PORT')}`
const RECIPIENTS = ['ada@client.test', 'bounce@client.test', 'complaint@client.test']
const KEY = 'sandbox_key'

type Send = (to: string, ref: string) => { path: string; headers: object; body: object }

const SENDS: Record<string, Send> = {
  resend: (to, ref) => ({
    path: '/resend/emails',
    headers: { authorization: `Bearer ${KEY}` },
    body: {
      from: 'a@sender.test',
      to: [to],
      subject: 'Hello',
      tags: [{ name: 'ref', value: ref.replaceAll('.', '_') }],
    },
  }),
  sendgrid: (to, ref) => ({
    path: '/sendgrid/v3/mail/send',
    headers: { authorization: `Bearer ${KEY}` },
    body: {
      personalizations: [{ to: [{ email: to }], custom_args: { ref } }],
      from: { email: 'a@sender.test' },
      subject: 'Hello',
      content: [{ type: 'text/plain', value: 'Hello' }],
    },
  }),
  postmark: (to, ref) => ({
    path: '/postmark/email/batch',
    headers: { 'x-postmark-server-token': KEY },
    body: [
      { From: 'a@sender.test', To: to, Subject: 'Hello', TextBody: 'Hello', Metadata: { ref } },
    ],
  }),
}

test.group('Sandbox: what mail providers tell', (group) => {
  group.tap((one) => one.timeout(20_000))

  for (const [provider, send] of Object.entries(SENDS)) {
    test(`${provider}: bounces, complaints and deliveries reach the account’s webhook`, async ({
      assert,
      cleanup,
    }) => {
      const sandbox = await runSandbox(cleanup)
      const run = await connected(sandbox, provider)
      for (const [n, to] of RECIPIENTS.entries()) {
        const { path, headers, body } = send(to, refOf({ kind: 'send', runId: run.runId, n }))
        const answer = await fetch(sandbox.url + path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        })
        assert.isTrue(answer.ok)
      }
      const ids = await until('four events', async () => {
        const rows = await sql<{ id: number }>('select id from receipts where account = ?', [
          run.accountId,
        ])
        return rows.length >= 4 && rows.map(({ id }) => id)
      })
      await applyReceipts(ids)
      const marks = await Promise.all(
        [0, 1, 2].map(async (n) => (await sendOf(run.runId, n)).marks)
      )
      assert.deepEqual(marks, [MARK.delivered, MARK.bounced, MARK.delivered | MARK.complained])
    })
  }

  test('events come twice and out of order when asked to, and count once', async ({
    assert,
    cleanup,
  }) => {
    const sandbox = await runSandbox(cleanup)
    await control(sandbox, { duplicate: 1, reorder: 0.5 })
    const run = await connected(sandbox, 'resend')
    const { path, headers, body } = SENDS.resend(
      'complaint@client.test',
      refOf({ kind: 'send', runId: run.runId, n: 0 })
    )
    await fetch(sandbox.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    const ids = await until('both events', async () => {
      const rows = await sql<{ id: number }>('select id from receipts where account = ?', [
        run.accountId,
      ])
      return rows.length >= 2 && rows.map(({ id }) => id)
    })
    await applyReceipts(ids)
    assert.equal((await sendOf(run.runId, 0)).marks, MARK.delivered | MARK.complained)
  })
})

/** A run whose account's events lead here, checked by what the sandbox gave. */
async function connected(sandbox: RunningSandbox, provider: string) {
  const run = await plantRun({ provider })
  const url = `${APP}/webhooks/${provider}/${run.accountId}`
  const answer = await fetch(`${sandbox.url}/mail-events/endpoints`, {
    method: 'POST',
    body: JSON.stringify({ provider, account: KEY, url }),
  })
  const { secret } = (await answer.json()) as { secret: string }
  await sql('update mail_accounts set secrets = ? where id = ?', [
    seal({ webhookSecret: secret }, 'mail_account'),
    run.accountId,
  ])
  forgetWebhookAccounts()
  return run
}
