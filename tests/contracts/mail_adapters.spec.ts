import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { SignatureV4 } from '@smithy/signature-v4'
import { test } from '@japa/runner'
import { sandbox as place } from '#config/app'
import type { Message } from '#sandbox/mail/mailbox'
import type { RunningSandbox } from '#sandbox/server'
import { composeMessage } from '#messaging/transport/compose'
import {
  mailAdapters,
  type AccountSettings,
  type MailAdapter,
  type OutgoingMessage,
} from '#messaging/transport/contract'
import { control, runSandbox } from './sandbox/running.js'

/** An account with each provider, whose keys lead to the sandbox. */
const ACCOUNTS: Record<string, Pick<AccountSettings, 'settings' | 'secrets'>> = {
  ses: {
    settings: { region: 'eu-central-1', accessKeyId: 'AKIATEST' },
    secrets: { secretAccessKey: 'sandbox-key' },
  },
  postmark: { settings: {}, secrets: { serverToken: 'sandbox-key' } },
  mailgun: {
    settings: { domain: 'mg.school.test', region: 'eu' },
    secrets: { apiKey: 'sandbox-key' },
  },
  sendgrid: { settings: { region: 'eu' }, secrets: { apiKey: 'sandbox-key' } },
  resend: { settings: {}, secrets: { apiKey: 'sandbox-key' } },
  cloudflare: { settings: { accountId: 'abc' }, secrets: { apiToken: 'sandbox-key' } },
}
const NAMES = Object.keys(ACCOUNTS)

function letter(to: string, more: Partial<OutgoingMessage> = {}): Promise<OutgoingMessage> {
  const mailId = randomUUID()
  return composeMessage(
    {
      ref: `m.${mailId}`,
      messageId: `<m.${mailId}@school.test>`,
      envelopeFrom: 'hello@school.test',
      from: { address: 'hello@school.test', name: 'Ada, "the" Teacher' },
      to: { address: to, name: 'Bea Büyer' },
      replyTo: 'answers@school.test',
      subject: 'Grüße & more',
      html: '<p>Hello <b>Bea</b></p>',
      text: 'Hello Bea',
      headers: {
        'List-Unsubscribe': '<https://school.test/u/1>',
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'X-Warren-Ref': `m.${mailId}`,
      },
      purpose: 'transactional',
      date: new Date(),
      ...more,
    },
    null
  )
}

test.group('Mail providers, spoken to by our adapters', (group) => {
  const formerPort = place.port
  group.each.teardown(() => {
    place.port = formerPort
  })

  /** A sandbox of its own and an adapter that is led there. */
  async function connect(cleanup: Parameters<typeof runSandbox>[0], provider: string) {
    const sandbox = await runSandbox(cleanup)
    place.port = Number(new URL(sandbox.url).port)
    const adapter = await adapterOf(provider)
    cleanup(() => adapter.close())
    return { sandbox, adapter }
  }
  const adapterOf = (provider: string): Promise<MailAdapter> =>
    mailAdapters.getOrFail(provider)({ id: randomUUID(), maxConnections: 2, ...ACCOUNTS[provider] })
  const mails = async (sandbox: RunningSandbox) =>
    (await (await fetch(`${sandbox.url}/mailbox/messages.json`)).json()) as Message[]

  test('{$self} takes mails with their headers, Message-ID and ref')
    .with(NAMES)
    .run(async ({ assert, cleanup }, provider) => {
      const { sandbox, adapter } = await connect(cleanup, provider)
      const messages = [await letter('bea@client.test'), await letter('cleo@client.test')]
      const sent = []
      for (let at = 0; at < messages.length; at += adapter.batchSize) {
        sent.push(...(await adapter.send(messages.slice(at, at + adapter.batchSize))))
      }
      assert.deepEqual(
        sent.map(({ kind }) => kind),
        ['accepted', 'accepted']
      )
      const [second, first] = await mails(sandbox)
      assert.deepEqual([first.to, second.to], [['bea@client.test'], ['cleo@client.test']])
      assert.equal(first.from, 'hello@school.test')
      assert.equal(first.subject, 'Grüße & more')
      assert.include(first.html!, '<b>Bea</b>')
      assert.include(first.text!, 'Hello Bea')
      assert.equal(first.headers['message-id'], messages[0].messageId)
      assert.equal(first.headers['list-unsubscribe-post'], 'List-Unsubscribe=One-Click')
    })

  test('{$self} says of a dead address that it is one, and sends to the others')
    .with(NAMES)
    .run(async ({ assert, cleanup }, provider) => {
      const { sandbox, adapter } = await connect(cleanup, provider)
      const messages = [await letter('reject-me@client.test'), await letter('bea@client.test')]
      const sent = await adapter.send(messages)
      assert.containsSubset(sent, [{ kind: 'refused', isAddress: true }, { kind: 'accepted' }])
      assert.lengthOf(await mails(sandbox), 1)
    })

  test('{$self} is slowed down by 429 and put off by 500')
    .with(NAMES)
    .run(async ({ assert, cleanup }, provider) => {
      const { sandbox, adapter } = await connect(cleanup, provider)
      await control(sandbox, { mail: { throttleNext: 1, failNext: 1 } })
      const send = async () => (await adapter.send([await letter('bea@client.test')]))[0]
      assert.containsSubset(await send(), { kind: 'deferred', scope: 'account' })
      assert.containsSubset(await send(), { kind: 'deferred', scope: 'account' })
      assert.equal((await send()).kind, 'accepted')
      assert.lengthOf(await mails(sandbox), 1)
    })

  test('{$self}: a cut after the mail was handed over is uncertain')
    .with(NAMES)
    .run(async ({ assert, cleanup }, provider) => {
      const { sandbox, adapter } = await connect(cleanup, provider)
      await control(sandbox, { mail: { cutNext: 1 } })
      const [result] = await adapter.send([await letter('bea@client.test')])
      assert.equal(result.kind, 'uncertain')
      assert.lengthOf(await mails(sandbox), 1)
    })

  test('{$self}: nobody at home is unreachable')
    .with(NAMES)
    .run(async ({ assert, cleanup }, provider) => {
      const server = createServer()
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      place.port = (server.address() as AddressInfo).port
      await new Promise((resolve) => server.close(resolve))
      const adapter = await adapterOf(provider)
      cleanup(() => adapter.close())
      const [result] = await adapter.send([await letter('bea@client.test')])
      assert.equal(result.kind, 'unreachable')
    })

  test('Postmark and Mailgun say whether a mail in doubt was taken')
    .with(['postmark', 'mailgun'])
    .run(async ({ assert, cleanup }, provider) => {
      const { adapter } = await connect(cleanup, provider)
      const taken = await letter('bea@client.test')
      const never = await letter('bea@client.test')
      await adapter.send([taken])
      const ask = ({ ref, messageId }: OutgoingMessage, since: Date) =>
        adapter.lookUp!({ ref, messageId, to: 'bea@client.test', since })
      const longAgo = new Date(Date.now() - 600_000)
      assert.equal(await ask(taken, longAgo), 'taken')
      assert.equal(await ask(never, longAgo), 'not taken')
      assert.equal(await ask(never, new Date()), 'unknown')
    })

  test('Resend sends a call that is repeated once', async ({ assert, cleanup }) => {
    const { sandbox, adapter } = await connect(cleanup, 'resend')
    const messages = [await letter('bea@client.test')]
    const first = await adapter.send(messages)
    assert.deepEqual(await adapter.send(messages), first)
    assert.lengthOf(await mails(sandbox), 1)
  })

  test('attachments go along', async ({ assert, cleanup }) => {
    const attachments = [{ name: 'a.txt', type: 'text/plain', content: Buffer.from('Hello') }]
    for (const provider of NAMES) {
      const { adapter } = await connect(cleanup, provider)
      const [result] = await adapter.send([await letter('bea@client.test', { attachments })])
      assert.equal(result.kind, 'accepted', provider)
    }
  })

  test('the signature for Amazon is the one that its own code makes', async ({ assert }) => {
    const { createHash, createHmac } = await import('node:crypto')
    const { signAws } = await import('#messaging/transport/sigv4')
    /** What the reference implementation wants of a hash. */
    class Sha256 {
      #hash
      constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
        this.#hash = secret
          ? createHmac('sha256', Buffer.from(secret as never))
          : createHash('sha256')
      }
      update(data: Uint8Array | string) {
        this.#hash.update(data as never)
      }
      async digest() {
        return new Uint8Array(this.#hash.digest())
      }
      reset() {}
    }
    const keys = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' }
    const at = new Date('2026-03-01T12:34:56.000Z')
    const request = {
      method: 'POST',
      host: 'email.eu-central-1.amazonaws.com',
      path: '/v2/email/outbound-emails',
      region: 'eu-central-1',
      service: 'ses',
      body: '{"a":1}',
    }
    const ours = signAws(request, keys, at)
    const theirs = await new SignatureV4({
      credentials: keys,
      region: request.region,
      service: request.service,
      sha256: Sha256 as never,
    }).sign(
      {
        method: 'POST',
        protocol: 'https:',
        hostname: request.host,
        path: request.path,
        headers: {
          'content-type': 'application/json',
          'host': request.host,
          'x-amz-content-sha256': ours['x-amz-content-sha256'],
        },
        body: request.body,
      },
      { signingDate: at }
    )
    assert.equal(ours.authorization, theirs.headers.authorization)
  })
})
