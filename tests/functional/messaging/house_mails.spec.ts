import { test } from '@japa/runner'
import mail from '@adonisjs/mail/services/main'
import { sandbox as place } from '#config/app'
import { sql } from '#core/database/sql'
import db from '@adonisjs/lucid/services/db'
import { Mail, mails, type Composed } from '#core/mail/mail'
import { MailDelivery } from '#core/mail/mail_delivery'
import { Tenant } from '#core/tenancy/tenant'
import { Suppression } from '#crm/suppression'
import { MailAccountFactory } from '#database/factories/messaging/mail_account_factory'
import { SenderFactory } from '#database/factories/messaging/sender_factory'
import { ensureHouse } from '#messaging/accounts/house'
import MailAccount from '#messaging/models/mail_account'
import Sender from '#messaging/models/sender'
import SendingDomain from '#messaging/models/sending_domain'
import { makeDkimKeys } from '#messaging/senders/domain_keys'
import { closeAdapters } from '#messaging/transport/accounts'
import type { Message } from '#sandbox/mail/mailbox'
import { control, runSandbox } from '#tests/contracts/sandbox/running'
import { plantOrganization } from '#tests/support/organizations'
import { stopWorking } from '#tests/support/queue'

class NoteMail extends Mail<Record<string, never>> {
  static mailName = 'messaging_test/note'

  async compose(): Promise<Composed> {
    return {
      subject: 'A note',
      preheader: 'Only a test',
      template: 'core/notification',
      data: { title: 'A note', body: 'Read me', url: null, preferencesUrl: 'https://x.test/p' },
    }
  }
}
mails.add('messaging_test/note', async () => ({ default: NoteMail as never }))

let count = 0

test.group('House mails of an organization', (group) => {
  let organizationId: string
  const formerPort = place.port

  group.each.setup(async () => {
    await stopWorking()
    organizationId = await plantOrganization('Harbour School')
    return async () => {
      place.port = formerPort
      await closeAdapters()
      await stopWorking()
    }
  })
  const here = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const queue = async (email = `reader-${++count}-${Date.now()}@client.test`) => {
    const id = await NoteMail.queue({ to: { email, name: 'Bea' }, organizationId, payload: {} })
    return { id: id!, email }
  }
  const row = async (id: string) =>
    (
      await sql<{
        state: string
        account_id: string | null
        provider_id: string | null
        last_error: string | null
        last_reply: string | null
        attempts: number
        cut_attempts: number
      }>(
        `select state, account_id, provider_id, last_error, last_reply, attempts, cut_attempts
         from outgoing_mails where id = ?`,
        [id]
      )
    )[0]
  const due = (id: string) =>
    sql('update outgoing_mails set due_at = clock_timestamp() where id = ?', [id])
  /** An account first in order whose provider is a sandbox of the test's own. */
  async function postmark(cleanup: Parameters<typeof runSandbox>[0]) {
    const sandbox = await runSandbox(cleanup)
    place.port = Number(new URL(sandbox.url).port)
    const account = await here(() => MailAccountFactory.merge({ position: -1 }).create())
    const inbox = async (to: string) =>
      (await (await fetch(`${sandbox.url}/mailbox/messages.json?to=${to}`)).json()) as Message[]
    return { sandbox, account, inbox }
  }
  async function ownDomain() {
    return here(async () => {
      await ensureHouse()
      const name = `h${++count}${Date.now().toString(36)}.school.test`
      const domain = new SendingDomain().fill({
        domain: name,
        dkimSelector: 'wtest',
        state: 'verified',
        checks: {},
      })
      await domain.keepKeys(await makeDkimKeys()).save()
      await Sender.query().update({ is_default: false })
      const address = `hello@${name}`
      await SenderFactory.merge({
        name: 'Ada of Harbour',
        address,
        addressNorm: address,
        domainId: domain.id,
        isDefault: true,
        replyTo: `answers@${name}`,
      }).create()
      return domain
    })
  }

  test('leave by the first account, which is written down, and count for its day', async ({
    assert,
    cleanup,
  }) => {
    const { account, inbox } = await postmark(cleanup)
    const { id, email } = await queue()
    await new MailDelivery(id).send()
    const [message] = await inbox(email)
    assert.equal(message.subject, 'A note')
    assert.equal(message.headers['x-warren-ref'], `m.${id}`)
    const sent = await row(id)
    assert.containsSubset(sent, { state: 'sent', account_id: account.id })
    assert.isString(sent.provider_id)
    const [day] = await sql<{ sent: number }>(
      `select sum(sent)::int as sent from send_days where organization_id = ? and account_id = ?`,
      [organizationId, account.id]
    )
    assert.equal(day.sent, 1)
  })

  test('go by the next account when the first cannot be reached or is full', async ({
    assert,
    cleanup,
  }) => {
    const { sandbox } = await postmark(cleanup)
    const { messages } = mail.fake()
    cleanup(() => mail.restore())
    await control(sandbox, { mail: { throttleNext: 1 } })
    for (const prepare of [async () => {}, async () => void (place.port = 9)]) {
      await closeAdapters()
      await prepare()
      const { id, email } = await queue()
      await new MailDelivery(id).send()
      assert.equal((await row(id)).state, 'sent')
      const house = await here(() => MailAccount.findByOrFail('provider', 'house'))
      assert.equal((await row(id)).account_id, house.id)
      messages.assertSentCount(messages.sent().length)
      assert.include(JSON.stringify(messages.sent().at(-1)?.nodeMailerMessage.to), email)
    }
  })

  test('carry the organization’s sender and its signature', async ({ assert, cleanup }) => {
    const domain = await ownDomain()
    const { messages } = mail.fake()
    cleanup(() => mail.restore())
    const { id } = await queue()
    await new MailDelivery(id).send()
    const { nodeMailerMessage } = messages.sent().at(-1)!
    assert.deepEqual(nodeMailerMessage.from, {
      name: 'Ada of Harbour',
      address: `hello@${domain.domain}`,
    })
    assert.containsSubset(nodeMailerMessage, { dkim: { domainName: domain.domain } })
    assert.include(JSON.stringify(nodeMailerMessage.replyTo), `answers@${domain.domain}`)
  })

  test('on a domain that lost its records they go from the install’s address', async ({
    assert,
    cleanup,
  }) => {
    const domain = await ownDomain()
    await here(() => domain.merge({ state: 'failed' }).save())
    const { messages } = mail.fake()
    cleanup(() => mail.restore())
    const { id } = await queue()
    await new MailDelivery(id).send()
    const { nodeMailerMessage } = messages.sent().at(-1)!
    assert.notInclude(JSON.stringify(nodeMailerMessage.from), domain.domain)
    assert.notProperty(nodeMailerMessage, 'dkim')
  })

  test('a suppressed address gets nothing, one that only left the newsletter does', async ({
    assert,
    cleanup,
  }) => {
    mail.fake()
    cleanup(() => mail.restore())
    const gone = await queue()
    const left = await queue()
    await here(() =>
      db.transaction((trx) =>
        Suppression.add(
          [
            { channel: 'email', address: gone.email, reason: 'hard_bounce', source: 'test' },
            {
              channel: 'email',
              address: left.email,
              reason: 'unsubscribe',
              scope: 'marketing',
              source: 'test',
            },
          ],
          trx
        )
      )
    )
    await new MailDelivery(gone.id).send()
    await new MailDelivery(left.id).send()
    assert.containsSubset(await row(gone.id), {
      state: 'cancelled',
      last_reply: 'the address is suppressed',
    })
    assert.equal((await row(left.id)).state, 'sent')
  })

  test('a dead address ends the mail and is suppressed', async ({ assert, cleanup }) => {
    await postmark(cleanup)
    const { id, email } = await queue(`reject-${++count}-${Date.now()}@client.test`)
    await new MailDelivery(id).send()
    assert.equal((await row(id)).state, 'failed')
    const covered = await here(() => Suppression.covers('email', [email], 'transactional'))
    assert.isTrue(covered.has(email))
  })

  test('a cut is counted and tried again with the same Message-ID', async ({ assert, cleanup }) => {
    const { sandbox, inbox } = await postmark(cleanup)
    await control(sandbox, { mail: { cutNext: 1 } })
    const { id, email } = await queue()
    await new MailDelivery(id).send()
    assert.containsSubset(await row(id), { state: 'queued', cut_attempts: 1 })
    await due(id)
    await new MailDelivery(id).send()
    assert.equal((await row(id)).state, 'sent')
    const ids = (await inbox(email)).map(({ headers }) => headers['message-id'])
    assert.lengthOf(ids, 2)
    assert.equal(ids[0], ids[1])
  })

  test('while every account is paused they wait, and it counts as no attempt', async ({
    assert,
  }) => {
    await here(async () => {
      await ensureHouse()
      await MailAccount.query().update({ state: 'paused' })
    })
    const { id } = await queue()
    await new MailDelivery(id).send()
    assert.containsSubset(await row(id), { state: 'queued', attempts: 0 })
  })
})
