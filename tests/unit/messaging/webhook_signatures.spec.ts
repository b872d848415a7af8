import { test } from '@japa/runner'
import { classify } from '#messaging/provider_events/bounce_class'
import { WEBHOOKS } from '#messaging/provider_events/read_receipt'
import { refFrom, statusCodeOf } from '#messaging/provider_events/webhook'
import { signResend } from '#sandbox/mail_providers/events/signers'

const ACCOUNT = {
  id: 'a',
  organizationId: 'o',
  provider: 'resend',
  settings: {},
  secrets: { webhookSecret: 'whsec_plJ3nmyCDGBKInavdOK15jsl' },
}

test.group('Signatures of webhooks', () => {
  test('what Svix publishes as an example is what we make', ({ assert }) => {
    const { headers } = signResend(
      '{"event_type":"ping","data":{"success":true}}',
      'whsec_plJ3nmyCDGBKInavdOK15jsl',
      { id: 'msg_loFOjxBNrRLzqYUf', at: 1_731_705_121_000 }
    )
    assert.equal(headers['svix-signature'], 'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=')
  })

  test('one of several signatures is enough, while a secret is exchanged', async ({ assert }) => {
    const now = Date.now()
    const body = JSON.stringify({ type: 'email.sent', created_at: new Date().toISOString() })
    const good = signResend(body, ACCOUNT.secrets.webhookSecret, { at: now })
    const old = signResend(body, 'whsec_b2xk', { at: now })
    const signature = `${old.headers['svix-signature']} ${good.headers['svix-signature']}`
    const header = (name: string) => (name === 'svix-signature' ? signature : good.headers[name])
    const events = await WEBHOOKS.resend.read({ raw: body, header, now }, ACCOUNT)
    assert.deepEqual(
      events.map(({ eventId, type }) => [eventId, type]),
      [[good.headers['svix-id'], 'email.sent']]
    )
  })
})

test.group('What providers call our mails', () => {
  test('refs as they were given, as tags have them, and in Message-IDs', ({ assert }) => {
    const send = { kind: 'send' as const, runId: 7, n: 42 }
    for (const text of ['s.7.16', 's_7_16', '<s.7.16@school.test>', 's.7.16@school.test']) {
      assert.deepEqual(refFrom(text), send, text)
    }
    const mailId = '0190a6d8-0000-7000-8000-000000000000'
    assert.deepEqual(refFrom(`m_${mailId}`), { kind: 'mail', mailId })
    for (const text of ['', 's.7', 's_7_', 'x.7.16', '<abc@school.test>', null, 7]) {
      assert.isNull(refFrom(text), String(text))
    }
    assert.deepEqual(refFrom(undefined, 'nothing', 's_7_16'), send)
  })

  test('codes stand anywhere in a reply', ({ assert }) => {
    assert.equal(statusCodeOf('550 5.1.1 <a@b.test>: unknown'), '5.1.1')
    assert.equal(statusCodeOf('smtp; 550-5.7.26 Unauthenticated'), '5.7.26')
    assert.equal(statusCodeOf('no mailbox here (#5.1.1)'), '5.1.1')
    assert.isNull(statusCodeOf('host 10.5.1.1 said no'))
    assert.equal(classify(statusCodeOf('421 4.4.2 timeout'), 'timeout'), 'soft')
  })
})
