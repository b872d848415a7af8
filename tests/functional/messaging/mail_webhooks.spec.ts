import { test } from '@japa/runner'
import { request } from 'undici'
import { sql } from '#core/database/sql'
import env from '#start/env'
import { MARK } from '#messaging/ledger/states'
import { useSns } from '#messaging/provider_events/providers/ses'
import { applyReceipts } from '#messaging/provider_events/receipts'
import { Sns } from '#messaging/provider_events/sns'
import { forgetWebhookAccounts } from '#messaging/provider_events/webhook_accounts'
import { refOf } from '#messaging/refs'
import {
  sendgridKeys,
  type Signed,
  signMailgun,
  signPostmark,
  signResend,
  signSendgrid,
  SnsSigner,
} from '#sandbox/mail_providers/events/signers'
import {
  type Fate,
  mailgunEvent,
  postmarkEvent,
  resendEvent,
  sendgridEvent,
  sesEvent,
} from '#sandbox/mail_providers/events/shapes'
import type { ProviderName, TakenMail } from '#sandbox/mail_providers/providers'
import { plantMail, plantRun, type PlantedRun, sendOf, tallyOf } from '#tests/support/sends'

const ORIGIN = `http://${env.get('HOST')}:${env.get('PORT')}`
const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:mails'
const CERTIFICATE = `https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-${'a'.repeat(32)}.pem`

async function post(provider: string, account: string, { body, headers }: Signed) {
  const answer = await request(`${ORIGIN}/webhooks/${provider}/${account}`, {
    method: 'POST',
    body,
    headers,
  })
  await answer.body.dump()
  return answer.statusCode
}

const receiptsOf = (account: string) =>
  sql<{ id: number; state: string; note: string }>(
    'select id, state, note from receipts where account = ? order by id',
    [account]
  )
const applyAll = async (account: string) =>
  applyReceipts((await receiptsOf(account)).map(({ id }) => id))

function taken(run: PlantedRun, n: number, more: Partial<TakenMail> = {}): TakenMail {
  return {
    provider: 'ses',
    account: 'x',
    id: `provider-${run.runId}-${n}`,
    ref: refOf({ kind: 'send', runId: run.runId, n }),
    messageId: null,
    from: 'hello@sender.test',
    to: run.contacts[n]?.email ?? 'nobody@readers.test',
    takenAt: new Date().toISOString(),
    ...more,
  }
}
const suppressedOf = async (organizationId: string) =>
  (
    await sql<{ reason: string }>(
      'select reason from suppressions where organization_id = ? order by reason',
      [organizationId]
    )
  ).map(({ reason }) => reason)

type Side = {
  settings?: object
  /** What the account keeps, and what signs. */
  secret: { kept: string; signs: string }
  sign(fate: Fate, mail: TakenMail, secret: string, at?: number): Signed
  /** The ways in which a delivery is forged, beside another secret. */
  old(signed: (at: number) => Signed): Signed
}

const sns = new SnsSigner()
const notification = (message: object, more: Record<string, string> = {}) =>
  sns.sign(
    {
      Type: 'Notification',
      MessageId: crypto.randomUUID(),
      TopicArn: TOPIC,
      Message: JSON.stringify(message),
      Timestamp: new Date().toISOString(),
      ...more,
    },
    CERTIFICATE
  )
const keys = sendgridKeys()
const HOURS = 3_600_000

const SIDES: Record<Exclude<ProviderName, 'cloudflare' | 'ses'>, Side> = {
  postmark: {
    secret: { kept: 'a-password', signs: 'a-password' },
    sign: (fate, mail, secret) => signPostmark(JSON.stringify(postmarkEvent(fate, mail)), secret),
    old: (signed) => ({ ...signed(Date.now()), headers: {} }),
  },
  mailgun: {
    secret: { kept: 'key-1', signs: 'key-1' },
    sign: (fate, mail, secret, at) => signMailgun(mailgunEvent(fate, mail), secret, { at }),
    old: (signed) => signed(Date.now() - 13 * HOURS),
  },
  sendgrid: {
    secret: { kept: keys.publicKey, signs: keys.privateKey },
    sign: (fate, mail, secret, at) =>
      signSendgrid(JSON.stringify([sendgridEvent(fate, mail)]), secret, at),
    old: (signed) => signed(Date.now() - 26 * HOURS),
  },
  resend: {
    secret: { kept: 'whsec_c2VjcmV0c2VjcmV0', signs: 'whsec_c2VjcmV0c2VjcmV0' },
    sign: (fate, mail, secret, at) =>
      signResend(JSON.stringify(resendEvent(fate, mail)), secret, {
        at,
        id: `msg_${mail.id}_${fate}`,
      }),
    old: (signed) => signed(Date.now() - 301_000),
  },
}
const OTHER: Record<string, string> = {
  postmark: 'another',
  mailgun: 'another',
  sendgrid: sendgridKeys().privateKey,
  resend: 'whsec_YW5vdGhlcg==',
}

test.group('Webhooks of mail providers', (group) => {
  group.setup(() => {
    useSns(new Sns(async () => sns.pem))
    return () => useSns(new Sns())
  })
  group.each.setup(() => forgetWebhookAccounts())

  for (const [provider, side] of Object.entries(SIDES)) {
    test(`${provider}: what is signed is kept, once, and applied`, async ({ assert }) => {
      const run = await plantRun({
        recipients: 5,
        provider,
        secrets: { webhookSecret: side.secret.kept },
      })
      const { accountId } = run
      const sign = (fate: Fate, n: number) => side.sign(fate, taken(run, n), side.secret.signs)
      const fates: Fate[] = ['delivered', 'bounced', 'soft', 'blocked', 'complained']
      for (const [n, fate] of fates.entries()) {
        assert.equal(await post(provider, accountId, sign(fate, n)), 200, fate)
      }
      const again = sign('delivered', 0)
      assert.equal(await post(provider, accountId, again), 200)
      assert.equal(await post(provider, accountId, again), 200)
      await applyAll(accountId)
      await applyAll(accountId)
      const marks = await Promise.all(fates.map(async (_, n) => (await sendOf(run.runId, n)).marks))
      assert.deepEqual(marks, [
        MARK.delivered,
        MARK.bounced,
        MARK.softBounced,
        MARK.blocked,
        MARK.complained,
      ])
      assert.containsSubset(await tallyOf(run.runId), { delivered: 1, bounced: 3, complained: 1 })
      assert.deepEqual(await suppressedOf(run.organizationId), ['complaint', 'hard_bounce'])
      const receipts = await receiptsOf(accountId)
      assert.isTrue(receipts.every(({ state }) => state === 'applied'))
      const events = await sql('select 1 from send_events where run_id = ?', [run.runId])
      // Postmark has no ids of its own, and its moment is part of ours: the repetition was signed anew.
      assert.lengthOf(events, receipts.length)
      assert.isAtMost(receipts.length, 6)
    })

    test(`${provider}: what is forged is refused and leaves nothing`, async ({ assert }) => {
      const run = await plantRun({ provider, secrets: { webhookSecret: side.secret.kept } })
      const sign = (at?: number) =>
        side.sign('bounced', taken(run, 0), side.secret.signs, at ?? Date.now())
      const good = sign()
      const forged: Record<string, Signed> = {
        'another secret': side.sign('bounced', taken(run, 0), OTHER[provider]),
        'no proof': { body: good.body.replace('"signature"', '"nothing"'), headers: {} },
        'too old': side.old(sign),
        'no JSON': { ...good, body: 'hello' },
        ...(provider === 'sendgrid' || provider === 'resend'
          ? { 'one byte more': { ...good, body: `${good.body} ` } }
          : {}),
      }
      for (const [how, delivery] of Object.entries(forged)) {
        const status = await post(provider, run.accountId, delivery)
        assert.oneOf(status, [400, 401, 422], `${provider}: ${how}`)
      }
      const other = await plantRun({ provider, secrets: { webhookSecret: OTHER[provider] } })
      assert.equal(await post(provider, other.accountId, good), 401)
      assert.deepEqual(await receiptsOf(run.accountId), [])
      assert.deepEqual(await receiptsOf(other.accountId), [])
    })
  }

  test('Mailgun signs no body: a token is good for its own event alone', async ({ assert }) => {
    const run = await plantRun({ provider: 'mailgun', secrets: { webhookSecret: 'k' } })
    const token = 'f'.repeat(50)
    const at = Date.now()
    const first = signMailgun(mailgunEvent('delivered', taken(run, 0)), 'k', { token, at })
    const made = signMailgun(mailgunEvent('bounced', taken(run, 1)), 'k', { token, at })
    assert.equal(await post('mailgun', run.accountId, first), 200)
    assert.equal(await post('mailgun', run.accountId, first), 200)
    assert.equal(await post('mailgun', run.accountId, made), 401)
    assert.lengthOf(await receiptsOf(run.accountId), 1)
  })

  test('SendGrid sends many at once: each is kept once', async ({ assert }) => {
    const run = await plantRun({
      recipients: 100,
      provider: 'sendgrid',
      secrets: { webhookSecret: keys.publicKey },
    })
    const events = run.contacts.map((_, n) => sendgridEvent('delivered', taken(run, n)))
    const sign = (some: object[]) => signSendgrid(JSON.stringify(some), keys.privateKey)
    assert.equal(await post('sendgrid', run.accountId, sign(events.slice(0, 60))), 200)
    assert.equal(
      await post('sendgrid', run.accountId, sign([...events.slice(50), events[99], { x: 1 }])),
      200
    )
    assert.lengthOf(await receiptsOf(run.accountId), 100)
    await applyAll(run.accountId)
    assert.equal((await tallyOf(run.runId)).delivered, 100)
  })

  test('SES: the first topic is confirmed and bound, no other is heard', async ({ assert }) => {
    const run = await plantRun({
      recipients: 3,
      provider: 'ses',
      settings: { region: 'eu-central-1' },
    })
    const asked: string[] = []
    useSns(
      new Sns(async (url) => {
        asked.push(url)
        return sns.pem
      })
    )
    const subscribe = (topic: string, url: string) =>
      sns.sign(
        {
          Type: 'SubscriptionConfirmation',
          MessageId: crypto.randomUUID(),
          Token: 't',
          TopicArn: topic,
          Message: 'm',
          SubscribeURL: url,
          Timestamp: new Date().toISOString(),
        },
        CERTIFICATE
      )
    const confirmAt = 'https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=t'
    const bounce = sesEvent('bounced', taken(run, 0))
    const { accountId } = run
    assert.equal(await post('ses', accountId, notification(bounce)), 401, 'before it is bound')
    assert.equal(await post('ses', accountId, subscribe(TOPIC, 'https://evil.test/')), 401)
    assert.equal(
      await post(
        'ses',
        accountId,
        subscribe(TOPIC.replace('eu-central-1', 'us-east-1'), confirmAt)
      ),
      401
    )
    assert.equal(await post('ses', accountId, subscribe(TOPIC, confirmAt)), 200)
    assert.include(asked, confirmAt)
    const strange = `${TOPIC}-of-somebody`
    assert.equal(await post('ses', accountId, subscribe(strange, confirmAt)), 401)
    assert.equal(await post('ses', accountId, notification(bounce, { TopicArn: strange })), 401)
    const good = notification(bounce)
    assert.equal(await post('ses', accountId, good), 200)
    assert.equal(await post('ses', accountId, good), 200)
    assert.equal(
      await post('ses', accountId, notification(sesEvent('complained', taken(run, 1)))),
      200
    )
    const notice = {
      notificationType: 'Delivery',
      ...sesEvent('delivered', taken(run, 2)),
      eventType: undefined,
    }
    assert.equal(await post('ses', accountId, notification(notice)), 200)
    await applyAll(accountId)
    assert.lengthOf(await receiptsOf(accountId), 3)
    assert.deepEqual(await suppressedOf(run.organizationId), ['complaint', 'hard_bounce'])
    assert.equal((await sendOf(run.runId, 2)).marks, MARK.delivered)
  })

  test('SES: certificates come from Amazon, in the topic’s region', async ({ assert }) => {
    const run = await plantRun({ provider: 'ses', settings: { topicArn: TOPIC } })
    const own = new SnsSigner()
    const message = JSON.stringify(sesEvent('bounced', taken(run, 0)))
    const fields = {
      Type: 'Notification',
      MessageId: crypto.randomUUID(),
      TopicArn: TOPIC,
      Message: message,
      Timestamp: new Date().toISOString(),
    }
    const urls = [
      'https://evil.test/SimpleNotificationService-0.pem',
      CERTIFICATE.replace('https', 'http'),
      CERTIFICATE.replace('eu-central-1', 'us-east-1'),
      CERTIFICATE.replace('.com/', '.com.evil.test/'),
      CERTIFICATE.replace('https://', 'https://a@'),
      CERTIFICATE.replace('/Simple', '/elsewhere/Simple'),
      'no address',
    ]
    for (const url of urls) {
      assert.equal(await post('ses', run.accountId, sns.sign(fields, url)), 401, url)
    }
    assert.equal(await post('ses', run.accountId, own.sign(fields, CERTIFICATE)), 401)
    const changed = sns.sign(fields, CERTIFICATE)
    changed.body = changed.body.replace('Permanent', 'Transient')
    assert.equal(await post('ses', run.accountId, changed), 401)
    assert.deepEqual(await receiptsOf(run.accountId), [])
  })

  test('unknown accounts, other providers and missing secrets', async ({ assert }) => {
    const run = await plantRun({ provider: 'resend' })
    const signed = signResend('{}', 'whsec_AAAA')
    assert.equal(await post('resend', run.accountId, signed), 503)
    assert.equal(await post('postmark', run.accountId, signed), 404)
    assert.equal(await post('resend', crypto.randomUUID(), signed), 404)
    assert.equal(await post('resend', 'nobody', signed), 404)
  })

  test('an event comes before its mail knows the provider’s id, and waits for it', async ({
    assert,
  }) => {
    const run = await plantRun({ provider: 'postmark', secrets: { webhookSecret: 's' } })
    const mailId = await plantMail(run.organizationId)
    const mail = taken(run, 0, { ref: null, id: `early-${mailId}`, to: 'reader@readers.test' })
    const signed = signPostmark(JSON.stringify(postmarkEvent('bounced', mail)), 's')
    assert.equal(await post('postmark', run.accountId, signed), 200)
    await applyAll(run.accountId)
    assert.containsSubset(await receiptsOf(run.accountId), [{ state: 'received' }])
    await sql('update outgoing_mails set account_id = ?, provider_id = ? where id = ?', [
      run.accountId,
      mail.id,
      mailId,
    ])
    await applyAll(run.accountId)
    assert.containsSubset(await receiptsOf(run.accountId), [{ state: 'applied' }])
    assert.deepEqual(await suppressedOf(run.organizationId), ['hard_bounce'])
  })

  test('an account says nothing of another organization’s mails', async ({ assert }) => {
    const [own, victim] = [
      await plantRun({ provider: 'postmark', secrets: { webhookSecret: 's' } }),
      await plantRun(),
    ]
    const signed = signPostmark(JSON.stringify(postmarkEvent('bounced', taken(victim, 0))), 's')
    assert.equal(await post('postmark', own.accountId, signed), 200)
    await applyAll(own.accountId)
    assert.containsSubset(await receiptsOf(own.accountId), [
      { state: 'ignored', note: 'No mail here belongs to it' },
    ])
    assert.equal((await sendOf(victim.runId, 0)).marks, 0)
    assert.deepEqual(await suppressedOf(victim.organizationId), [])
  })

  test('receipts are applied by their sweeper too, once', async ({ assert }) => {
    const run = await plantRun({ provider: 'postmark', secrets: { webhookSecret: 's' } })
    const signed = signPostmark(JSON.stringify(postmarkEvent('delivered', taken(run, 0))), 's')
    await post('postmark', run.accountId, signed)
    const { applyReceipt } = await import('#core/receipts/receipt')
    const [{ id }] = await receiptsOf(run.accountId)
    await Promise.all([applyReceipt(id), applyReceipts([id]), applyReceipt(id)])
    assert.containsSubset(await receiptsOf(run.accountId), [{ state: 'applied' }])
    assert.equal((await tallyOf(run.runId)).delivered, 1)
    assert.lengthOf(await sql('select 1 from send_events where run_id = ?', [run.runId]), 1)
  })
})
