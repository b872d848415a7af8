import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import mail from '@adonisjs/mail/services/main'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Mail, mails, type Composed } from '#core/mail/mail'
import { MailDelivery } from '#core/mail/mail_delivery'
import { Tenant } from '#core/tenancy/tenant'
import { Consent } from '#crm/consent'
import Contact from '#crm/models/contact'
import { BounceMailboxFactory } from '#database/factories/messaging/bounce_mailbox_factory'
import { SenderFactory } from '#database/factories/messaging/sender_factory'
import { ensureHouse } from '#messaging/accounts/house'
import { checkReturnDomain } from '#messaging/bounces/return_domain'
import { startRun } from '#messaging/ledger/runs'
import BounceMailbox from '#messaging/models/bounce_mailbox'
import MailAccount from '#messaging/models/mail_account'
import Sender from '#messaging/models/sender'
import SendingDomain from '#messaging/models/sending_domain'
import { readBounceAddress } from '#messaging/provider_events/bounce_address'
import { bounceAdvice } from '#messaging/reports/bounce_advice'
import { dns, type DnsSource } from '#messaging/senders/dns'
import { makeDkimKeys } from '#messaging/senders/domain_keys'
import { closeAdapters } from '#messaging/transport/accounts'
import { mailAdapters } from '#messaging/transport/contract'
import { SmtpAdapter } from '#messaging/transport/smtp'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { stopWorking, workOff } from '#tests/support/queue'
import { SmtpSink } from '#tests/support/smtp_sink'

class ReceiptMail extends Mail<Record<string, never>> {
  static mailName = 'messaging_test/receipt'

  async compose(): Promise<Composed> {
    return {
      subject: 'A receipt',
      preheader: 'Only a test',
      template: 'core/notification',
      data: { title: 'A receipt', body: 'Paid', url: null, preferencesUrl: 'https://x.test/p' },
    }
  }
}
mails.add('messaging_test/receipt', async () => ({ default: ReceiptMail as never }))

/** What the world's DNS says in these tests. */
class Zone implements DnsSource {
  mxs = new Map<string, string[]>()
  txts = new Map<string, string[]>()
  async txt(name: string) {
    return this.txts.get(name) ?? []
  }
  async mx(name: string) {
    return this.mxs.get(name) ?? []
  }
}

const AT = '/admin/settings/bounces'
let count = 0

test.group('Where bounces go', (group) => {
  let organizationId: string
  let owner: Person
  let domain: string
  let zone: Zone

  group.each.setup(async () => {
    await stopWorking()
    zone = new Zone()
    dns.answerWith(zone)
    organizationId = await plantOrganization('Harbour School')
    owner = await plantStaff(organizationId)
    domain = `b${++count}${Date.now().toString(36)}.school.test`
    await here(async () => {
      await ensureHouse()
      const row = new SendingDomain().fill({
        ...{ domain, dkimSelector: 'wtest', state: 'verified', checks: {} },
        // Not due to be looked up.
        checkedAt: clock.now(),
      })
      await row.keepKeys(await makeDkimKeys()).save()
      await Sender.query().update({ is_default: false })
      const address = `hello@${domain}`
      const details = { address, addressNorm: address, domainId: row.id, isDefault: true }
      await SenderFactory.merge(details).create()
    })
    return async () => {
      dns.answerWith(null)
      clock.restore()
      await closeAdapters()
      await stopWorking()
    }
  })
  const here = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const mailbox = () => here(() => BounceMailbox.query().first())
  const put = (client: ApiClient, path: string, body: object) =>
    as(owner, client.put(`${AT}${path}`).json(body))
  const publish = () => {
    zone.mxs.set(`bounces.${domain}`, ['mx.school.test'])
    zone.txts.set(`bounces.${domain}`, ['v=spf1 a mx ~all'])
  }
  /** An SMTP account whose server keeps what it gets, the only one in use. */
  async function sinkAccount(cleanup: (fn: () => Promise<void>) => void): Promise<SmtpSink> {
    const sink = new SmtpSink()
    const port = await sink.listen()
    const guarded = mailAdapters.getOrFail('smtp')
    mailAdapters.remove('smtp')
    mailAdapters.add(
      'smtp',
      async () => new SmtpAdapter({ host: '127.0.0.1', port, security: 'none' }, 2)
    )
    cleanup(async () => {
      mailAdapters.remove('smtp')
      mailAdapters.add('smtp', guarded)
      await sink.close()
    })
    await here(async () => {
      const house = await MailAccount.findByOrFail('provider', 'house')
      await house.merge({ state: 'disabled' }).save()
      const settings = { host: '127.0.0.1', port, security: 'none', user: null }
      const account = new MailAccount().fill({ provider: 'smtp', label: 'Sink', settings })
      await account.merge({ state: 'active' }).keep({ password: '' }).save()
    })
    return sink
  }
  const reader = () =>
    here(() =>
      db.transaction(async (trx) => {
        const email = `reader-${++count}-${Date.now()}@client.test`
        const { id: contactId } = await Contact.identify(
          { email, name: 'Bea', source: 'test' },
          trx
        )
        const granted = { channel: 'email', state: 'granted', source: 'form' } as const
        await Consent.record([{ contactId, ...granted, proof: { ip: '127.0.0.1' } }], trx)
        return { contactId, email }
      })
    )
  const sendToAll = (senderId: string | null = null) =>
    here(() =>
      db.transaction((trx) =>
        startRun(
          {
            sourceKind: 'campaign',
            sourceId: crypto.randomUUID(),
            name: 'November letter',
            audience: { include: { segments: [], everybody: true }, exclude: { segments: [] } },
            contents: [
              {
                ...{
                  variant: 0,
                  subject: 'Hello',
                  preheader: 'News',
                  text: '{{ unsubscribe_url }}',
                },
                html: '<p>Dear reader, <a href="{{ unsubscribe_url }}">out</a></p>',
              },
            ],
            senderId,
            topicId: null,
          },
          trx
        )
      )
    )

  test('a domain of its own is set, checked, and used once its records are there', async ({
    client,
    assert,
  }) => {
    const page = await as(owner, client.get(AT)).withInertia()
    page.assertStatus(200)
    assert.containsSubset(page.inertiaProps, { mailbox: null, senders: [{ domain }] })
    zone.mxs.set(domain, ['mx1.provider.test'])
    ;(await put(client, '', { form: 'domain', domain: ` Bounces.${domain} ` })).assertStatus(302)
    await workOff()
    assert.containsSubset(await mailbox(), { domain: `bounces.${domain}`, state: 'pending' })
    const waiting = await as(owner, client.get(AT)).withInertia()
    assert.containsSubset(waiting.inertiaProps, {
      mailbox: { state: 'pending', reading: 'pipe' },
      records: [
        { name: 'mx', host: `bounces.${domain}`, state: 'missing', wanted: 'mx1.provider.test' },
        { name: 'spf', state: 'missing' },
      ],
      senders: [{ domain, isAligned: true }],
    })
    publish()
    ;(await as(owner, client.post(`${AT}/checks`))).assertStatus(302)
    assert.equal((await mailbox())!.state, 'verified')
    const [event] = await sql(
      `select payload from events where organization_id = ? and type = 'bounce_mailbox.changed'`,
      [organizationId]
    )
    assert.containsSubset(event, { payload: { domain: `bounces.${domain}` } })
  })

  test('what is no address of theirs is refused at its field', async ({ client, assert }) => {
    const refused = async (body: object, field: string, says: RegExp) => {
      const answer = await put(client, '', body).header('accept', 'application/json')
      assert.equal(answer.status(), 422)
      assert.match(JSON.stringify(answer.body()), says)
      assert.include(JSON.stringify(answer.body()), `/${field}"`)
    }
    const address = (text: string) => ({ form: 'mailbox', address: text })
    await refused({ form: 'domain', domain: 'bounces.other.test' }, 'domain', /no part of your/)
    await refused({ form: 'domain', domain: `not${domain}` }, 'domain', /no part of your/)
    await refused({ form: 'domain', domain }, 'domain', /People’s own mail/)
    await refused({ form: 'domain', domain: 'no domain' }, 'domain', /Enter a domain/)
    await refused(address(`bounces+x@${domain}`), 'address', /without a plus/)
    await refused(address(`${'b'.repeat(20)}@${domain}`), 'address', /19 characters/)
    await refused(address('bounces'), 'address', /valid/)
    assert.isNull(await mailbox())
  })

  test('a mailbox’s password goes in, never comes out, and follows to no other server', async ({
    client,
    assert,
  }) => {
    await put(client, '', { form: 'mailbox', address: `bounces@${domain}` })
    const imap = {
      ...{ reading: 'imap', host: 'imap.school.example.com', port: 993, security: 'tls' },
      ...{ user: `bounces@${domain}`, password: 'very-secret', folder: 'INBOX', doneFolder: null },
    }
    ;(await put(client, '/reading', imap)).assertStatus(302)
    const saved = (await mailbox())!
    assert.equal(saved.imapPassword, 'very-secret')
    assert.notInclude(saved.imapSecret!, 'very-secret')
    const page = await as(owner, client.get(AT)).withInertia()
    assert.containsSubset(page.inertiaProps, { mailbox: { hasPassword: true, user: imap.user } })
    assert.notInclude(JSON.stringify(page.inertiaProps), 'very-secret')
    assert.notInclude(JSON.stringify(page.inertiaProps), saved.imapSecret!)

    const json = (body: object) =>
      put(client, '/reading', body).header('accept', 'application/json')
    const elsewhere = await json({ ...imap, host: 'imap.evil.example.com', password: null })
    assert.equal(elsewhere.status(), 422)
    for (const host of ['127.0.0.1', '10.0.0.8', 'localhost', 'mail.internal']) {
      assert.equal((await json({ ...imap, host })).status(), 422, host)
    }
    assert.equal((await json({ ...imap, port: 22 })).status(), 422)
    await sql('update bounce_mailboxes set uid_validity = 5, last_uid = 9 where id = ?', [saved.id])
    await put(client, '/reading', { ...imap, password: null, doneFolder: 'Done' })
    assert.containsSubset(await mailbox(), { lastUid: 9, doneFolder: 'Done' })
    await put(client, '/reading', { ...imap, password: null, folder: 'Bounces' })
    const moved = (await mailbox())!
    assert.deepEqual([moved.lastUid, moved.uidValidity], [0, null])
    assert.equal(moved.imapPassword, 'very-secret')
  })

  test('campaigns and single mails leave with a return path of their own', async ({
    assert,
    cleanup,
  }) => {
    const sink = await sinkAccount(cleanup)
    await here(() =>
      BounceMailboxFactory.merge({ domain: `bounces.${domain}`, checkedAt: clock.now() })
        .apply('verified')
        .create()
    )
    const { email } = await reader()
    const { id: own } = await here(() => Sender.findByOrFail('address', `hello@${domain}`))
    const runId = await sendToAll(own)
    await workOff()
    const campaign = sink.mails.find((mail) => mail.to === email)!
    assert.match(campaign.from, new RegExp(`^s\\.[^@]+@bounces\\.${domain}$`))
    assert.deepEqual(readBounceAddress(campaign.from), { kind: 'send', runId, n: 0 })
    assert.match(campaign.raw, new RegExp(`From: .*hello@${domain}`))

    const single = await ReceiptMail.queue({
      to: { email, name: 'Bea' },
      organizationId,
      payload: {},
    })
    await new MailDelivery(single!).send()
    const receipt = sink.mails.at(-1)!
    assert.deepEqual(readBounceAddress(receipt.from), { kind: 'mail', mailId: single })
    assert.isAtMost(receipt.from.indexOf('@'), 64)
  })

  test('by the install’s relay they do so, too', async ({ assert, cleanup }) => {
    await here(() =>
      BounceMailboxFactory.merge({ domain, mailbox: 'bounces', checkedAt: clock.now() })
        .apply('verified')
        .create()
    )
    const { messages } = mail.fake()
    cleanup(() => mail.restore())
    const { email } = await reader()
    const to = { email, name: 'Bea' }
    const id = (await ReceiptMail.queue({ to, organizationId, payload: {} }))!
    await new MailDelivery(id).send()
    const { envelope } = messages.sent().at(-1)!.nodeMailerMessage
    assert.equal(envelope!.to, email)
    assert.match(String(envelope!.from), new RegExp(`^bounces\\+m\\.[^@]+@${domain}$`))
    assert.deepEqual(readBounceAddress(String(envelope!.from)), { kind: 'mail', mailId: id })
  })

  test('without its records, and from the install’s address, mail keeps its sender’s', async ({
    assert,
    cleanup,
  }) => {
    const sink = await sinkAccount(cleanup)
    const row = await here(() =>
      BounceMailboxFactory.merge({ domain, mailbox: 'bounces', checkedAt: clock.now() }).create()
    )
    const { email } = await reader()
    const queue = () =>
      ReceiptMail.queue({ to: { email, name: 'Bea' }, organizationId, payload: {} })
    await new MailDelivery((await queue())!).send()
    assert.equal(sink.mails.at(-1)!.from, `hello@${domain}`)
    await here(() => row.merge({ state: 'verified' }).save())
    await new MailDelivery((await queue())!).send()
    assert.match(sink.mails.at(-1)!.from, new RegExp(`^bounces\\+m\\.[^@]+@${domain}$`))
    const house = await here(() => Sender.query().whereNull('domainId').firstOrFail())
    await sendToAll(house.id)
    await workOff()
    assert.equal(sink.mails.at(-1)!.from, house.fromAddress)
  })

  test('a domain that was never proven to be theirs is no return domain, whatever its DNS says', async ({
    assert,
    cleanup,
  }) => {
    const sink = await sinkAccount(cleanup)
    await here(async () => {
      const foreign = new SendingDomain().fill({
        ...{ domain: 'foreign.test', dkimSelector: 'wtest', state: 'pending', checks: {} },
        checkedAt: clock.now(),
      })
      await foreign.keepKeys(await makeDkimKeys()).save()
      await BounceMailboxFactory.merge({ domain: 'bounces.foreign.test', checkedAt: clock.now() })
        .apply('verified')
        .create()
    })
    const { email } = await reader()
    const to = { email, name: 'Bea' }
    await new MailDelivery((await ReceiptMail.queue({ to, organizationId, payload: {} }))!).send()
    assert.equal(sink.mails.at(-1)!.from, `hello@${domain}`)
  })

  test('a return domain without its records is given up at the second look, and told of', async ({
    assert,
  }) => {
    publish()
    const { id } = await here(() =>
      BounceMailboxFactory.merge({ domain: `bounces.${domain}` })
        .apply('verified')
        .create()
    )
    const look = () => here(() => checkReturnDomain(id))
    assert.equal((await look())!.state, 'verified')
    zone.mxs.clear()
    assert.containsSubset(await look(), { state: 'verified', misses: 1 })
    assert.equal((await look())!.state, 'failed')
    const notices = await sql('select 1 from notifications where user_id = ?', [owner.user.id])
    assert.lengthOf(notices, 1)
    publish()
    assert.containsSubset(await look(), { state: 'verified', misses: 0 })
  })

  test('the cockpit says where bounces are lost', async ({ assert }) => {
    const bySmtp = [{ provider: 'smtp', sent: 1000 }]
    const titles = async (accounts = bySmtp, hasDomain = true) =>
      (await here(() => bounceAdvice(accounts, hasDomain))).map(({ title }) => title)
    assert.deepEqual(await titles(), ['Bounces by SMTP reach nobody'])
    assert.deepEqual(await titles([{ provider: 'ses', sent: 1000 }]), [])
    assert.deepEqual(await titles(bySmtp, false), [])
    const row = await here(() =>
      BounceMailboxFactory.merge({ domain, mailbox: 'bounces' }).create()
    )
    assert.deepEqual(await titles(), ['The return address waits for its DNS records'])
    await here(() => row.merge({ state: 'verified' }).save())
    assert.deepEqual(await titles(), [])
    await here(() => row.merge({ isStopped: true }).save())
    assert.deepEqual(await titles(), ['Bounces are not read any more'])
  })

  test('who may read senders may look, and change nothing', async ({ client, assert }) => {
    await put(client, '', { form: 'mailbox', address: `bounces@${domain}` })
    const viewer = await plantStaff(organizationId, 'viewer')
    const look = await as(viewer, client.get(AT)).withInertia()
    assert.containsSubset(look.inertiaProps, { can: { update: false, delete: false } })
    for (const request of [
      client.put(AT).json({ form: 'domain', domain: `bounces.${domain}` }),
      client.put(`${AT}/reading`).json({ reading: 'pipe' }),
      client.post(`${AT}/readings`),
      client.post(`${AT}/tests`),
      client.post(`${AT}/checks`),
      client.post(`${AT}/sandbox-records`),
      client.delete(AT),
    ]) {
      assert.equal((await as(viewer, request)).status(), 403)
    }
    assert.equal((await mailbox())!.mailbox, 'bounces')
    ;(await as(owner, client.delete(AT))).assertStatus(302)
    assert.isNull(await mailbox())
  })
})
