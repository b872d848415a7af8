import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { test } from '@japa/runner'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { SMTPTransport } from '@adonisjs/mail/transports/smtp'
import mail from '@adonisjs/mail/services/main'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import { Mail, mails, type Composed, type OutgoingMail } from '#core/mail/mail'
import { MailDelivery, sweepMails } from '#core/mail/mail_delivery'
import { plantUser } from '#tests/support/organizations'
import { stopWorking, workOff } from '#tests/support/queue'
import { until } from '#tests/support/until'

type Payload = { name: string }
let isWanted = true
let link: string | null
let fault: Error | null = null

class HelloMail extends Mail<Payload> {
  static mailName = 'core_test/hello'

  async compose({ payload }: OutgoingMail<Payload>): Promise<Composed | null> {
    if (fault) throw fault
    if (!isWanted) return null
    return {
      subject: `Hello ${payload.name} <&>`,
      preheader: 'Only a test',
      template: 'core/notification',
      data: {
        title: 'A title <b>',
        body: 'A body & more',
        url: link,
        preferencesUrl: 'https://example.test/p',
      },
    }
  }
}
mails.add('core_test/hello', async () => ({ default: HelloMail as never }))

type Received = {
  to: string[]
  messageId: string
  subject: string
  html: string
  text: string
  headers: Record<string, string>
}

test.group('Outgoing mail', (group) => {
  const received: Received[] = []
  let server: SMTPServer
  /** What the server does with the next mails, one entry each; then it takes them. */
  let replies: ('cut' | { code: number; at: 'rcpt' | 'data' | 'greeting' })[] = []
  const sockets = new Set<Socket>()

  group.setup(async () => {
    await stopWorking()
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onConnect(_session, done) {
        const reply = replies[0]
        if (typeof reply !== 'object' || reply.at !== 'greeting') return done()
        replies.shift()
        done(Object.assign(new Error('not now'), { responseCode: reply.code }))
      },
      onRcptTo(_address, _session, done) {
        const reply = replies[0]
        if (typeof reply !== 'object' || reply.at !== 'rcpt') return done()
        replies.shift()
        done(Object.assign(new Error('no such person'), { responseCode: reply.code }))
      },
      onData(stream, session, done) {
        const chunks: Buffer[] = []
        stream.on('data', (chunk) => chunks.push(chunk))
        stream.on('end', async () => {
          const parsed = await PostalMime.parse(Buffer.concat(chunks))
          const reply = replies.shift()
          if (typeof reply === 'object')
            return done(Object.assign(new Error('no'), { responseCode: reply.code }))
          received.push({
            to: session.envelope.rcptTo.map(({ address }) => address),
            messageId: parsed.messageId!,
            subject: parsed.subject!,
            html: parsed.html ?? '',
            text: parsed.text ?? '',
            headers: Object.fromEntries(parsed.headers.map(({ key, value }) => [key, value])),
          })
          // The mail is in, and the answer is lost.
          if (reply === 'cut') return sockets.forEach((socket) => socket.destroy())
          done()
        })
      },
    })
    server.on('error', () => {})
    server.server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    })
    server.listen(0, '127.0.0.1')
    await once(server.server, 'listening')
    const { port } = server.server.address() as AddressInfo
    const { config } = mail as unknown as {
      config: { mailers: Record<string, () => SMTPTransport> }
    }
    const original = config.mailers.smtp
    await mail.close('smtp')
    config.mailers.smtp = () => new SMTPTransport({ host: '127.0.0.1', port, ignoreTLS: true })
    return async () => {
      await mail.close('smtp')
      config.mailers.smtp = original
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await stopWorking()
    }
  })
  group.each.setup(async () => {
    // Mails that other specs left would be swept along, to accounts whose servers take their time to be missing.
    await sql(`update outgoing_mails set state = 'cancelled' where state in ('queued', 'sending')`)
    received.length = 0
    replies = []
    isWanted = true
    link = 'https://example.test/x'
    fault = null
    return () => stopWorking()
  })
  const to = (email: string) => received.filter((message) => message.to.includes(email))

  const queue = async (key?: string) => {
    const { id: userId, email } = await plantUser()
    const id = await db.transaction((trx) =>
      HelloMail.queue(
        { to: { email, name: 'Ada', userId }, organizationId: null, payload: { name: 'Ada' }, key },
        trx
      )
    )
    return { id: id!, email }
  }
  const row = async (id: string) =>
    (
      await sql<{
        state: string
        attempts: number
        message_id: string
        cut_attempts: number
        last_error: string
        payload: object
        subject: string
        sent_at: Date | null
      }>(
        `select state, attempts, message_id, cut_attempts, last_error, payload, subject, sent_at
         from outgoing_mails where id = ?`,
        [id]
      )
    )[0]
  const due = (id: string) =>
    sql('update outgoing_mails set due_at = clock_timestamp() where id = ?', [id])

  test('is sent by the worker, in HTML and text, and forgets its payload', async ({ assert }) => {
    const { id, email } = await queue()
    await workOff()
    const [message, ...others] = to(email)
    assert.lengthOf(others, 0)
    const sent = await row(id)
    assert.deepEqual(message.to, [email])
    assert.equal(message.subject, 'Hello Ada <&>')
    assert.equal(message.messageId, sent.message_id)
    assert.include(message.html, 'A title &lt;b&gt;')
    assert.include(message.html, 'A body &amp; more')
    assert.include(message.text, 'A body & more')
    assert.include(message.text, 'https://example.test/x')
    assert.equal(message.headers['auto-submitted'], 'auto-generated')
    assert.containsSubset(sent, {
      state: 'sent',
      attempts: 1,
      payload: {},
      subject: 'Hello Ada <&>',
      last_error: null,
    })
    assert.isNotNull(sent.sent_at)
  })

  test('a notification without a link has no button', async ({ assert }) => {
    link = null
    const { id, email } = await queue()
    await new MailDelivery(id).send()
    assert.notInclude(to(email)[0].html, 'Have a look')
    assert.include(to(email)[0].html, 'https://example.test/p')
  })

  test('a rolled-back mail is never sent, and a key sends once', async ({ assert }) => {
    await assert.rejects(() =>
      db.transaction(async (trx) => {
        await HelloMail.queue(
          { to: { email: 'lost@example.test' }, organizationId: null, payload: { name: 'x' } },
          trx
        )
        throw new Error('rolled back')
      })
    )
    const key = `key-${Date.now()}`
    const { id } = await queue(key)
    assert.isNull((await queue(key)).id)
    await new MailDelivery(id).send()
    assert.lengthOf(received, 1)
    assert.lengthOf(
      await sql(`select 1 from outgoing_mails where to_address = 'lost@example.test'`),
      0
    )
  })

  test('two senders of one row send it once', async ({ assert }) => {
    const { id } = await queue()
    await Promise.all([1, 2, 3].map(() => new MailDelivery(id).send()))
    assert.lengthOf(received, 1)
  })

  test('a temporary {at} refusal puts it back, and the sweeper brings it again')
    .with([
      { at: 'greeting' as const, code: 421 },
      { at: 'rcpt' as const, code: 451 },
      { at: 'data' as const, code: 452 },
    ])
    .run(async ({ assert }, reply) => {
      replies = [reply]
      const { id, email } = await queue()
      await new MailDelivery(id).send()
      assert.containsSubset(await row(id), { state: 'queued', attempts: 1, cut_attempts: 0 })
      assert.lengthOf(to(email), 0)
      await due(id)
      await sweepMails()
      await workOff()
      assert.equal((await row(id)).state, 'sent')
      assert.lengthOf(to(email), 1)
    })

  test('a person who is not there ends it', async ({ assert }) => {
    replies = [{ at: 'rcpt', code: 550 }]
    const { id } = await queue()
    await new MailDelivery(id).send()
    const failed = await row(id)
    assert.containsSubset(failed, { state: 'failed', payload: {} })
    assert.include(failed.last_error, 'no such person')
  })

  test('a server that refuses the install is no reason to give a mail up', async ({ assert }) => {
    replies = [{ at: 'greeting', code: 554 }]
    const { id } = await queue()
    await new MailDelivery(id).send()
    assert.equal((await row(id)).state, 'queued')
  })

  test('a cut between the mail and its answer is counted, and the next try has the same Message-ID', async ({
    assert,
  }) => {
    replies = ['cut']
    const { id } = await queue()
    await new MailDelivery(id).send()
    assert.containsSubset(await row(id), { state: 'queued', attempts: 1, cut_attempts: 1 })
    await due(id)
    await new MailDelivery(id).send()
    assert.equal((await row(id)).state, 'sent')
    assert.lengthOf(received, 2)
    assert.equal(received[0].messageId, received[1].messageId)
  })

  test('a mail that is no longer wanted is not sent', async ({ assert }) => {
    isWanted = false
    const { id } = await queue()
    await new MailDelivery(id).send()
    assert.equal((await row(id)).state, 'cancelled')
    assert.lengthOf(received, 0)
  })

  test('a broken template waits for its repair', async ({ assert }) => {
    fault = new Error('no such template')
    const { id } = await queue()
    await new MailDelivery(id).send()
    assert.containsSubset(await row(id), { state: 'queued', last_error: 'no such template' })
    fault = null
    await new MailDelivery(id).send()
    await until('it is sent', async () => (await row(id)).state === 'sent', 100)
  })

  test('a sender that died is relieved when its lease has run out', async ({ assert }) => {
    const { id, email } = await queue()
    await sql(
      `update outgoing_mails set state = 'sending', due_at = clock_timestamp() + interval '1 minute' where id = ?`,
      [id]
    )
    await new MailDelivery(id).send()
    assert.lengthOf(to(email), 0)
    await due(id)
    await new MailDelivery(id).send()
    assert.containsSubset(await row(id), { state: 'sent', cut_attempts: 1 })
    assert.lengthOf(to(email), 1)
  })
})
