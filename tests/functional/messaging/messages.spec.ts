import { randomBytes } from 'node:crypto'
import { test } from '@japa/runner'
import PostalMime from 'postal-mime'
import mail from '@adonisjs/mail/services/main'
import { SMTPTransport } from '@adonisjs/mail/transports/smtp'
import db from '@adonisjs/lucid/services/db'
import { sandbox } from '#config/app'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { MailDelivery, sweepMails } from '#core/mail/mail_delivery'
import { Tenant } from '#core/tenancy/tenant'
import Contact from '#crm/models/contact'
import { Suppression } from '#crm/suppression'
import { SenderFactory } from '#database/factories/messaging/sender_factory'
import { mailRowsOf } from '#messaging/contacts/mail_panel'
import { applyFacts } from '#messaging/provider_events/facts'
import { eraseEnded } from '#messaging/queries/message_rows'
import MailTemplate from '#messaging/templates/models/mail_template'
import { EMPTY } from '#messaging/templates/writing'
import { readOwnerToken } from '#messaging/tokens'
import { forgetLimits, plantProgram, pointersOf, type Program } from '#tests/functional/api/support'
import { plantOrganization } from '#tests/support/organizations'
import { stopWorking, workOff } from '#tests/support/queue'
import { SmtpSink } from '#tests/support/smtp_sink'

let count = 0
const newAddress = () => `reader-${++count}-${Date.now()}@readers.test`

test.group('Messages of programs', (group) => {
  const sink = new SmtpSink()
  let program: Program

  group.setup(async () => {
    await stopWorking()
    const port = await sink.listen()
    const { config } = mail as unknown as {
      config: { mailers: Record<string, () => SMTPTransport> }
    }
    const original = config.mailers.smtp
    await mail.close('smtp')
    config.mailers.smtp = () => new SMTPTransport({ host: '127.0.0.1', port, ignoreTLS: true })
    return async () => {
      await mail.close('smtp')
      config.mailers.smtp = original
      await sink.close()
      await stopWorking()
    }
  })
  group.each.setup(async () => {
    await forgetLimits()
    program = await plantProgram({ scopes: ['messages:create', 'messages:read'] })
    // Mails that other specs left would be swept along, to servers that take their time to be missing.
    await sql(`update outgoing_mails set state = 'cancelled' where state in ('queued', 'sending')`)
    sink.mails.length = 0
    sink.atRcpt = () => null
    return () => stopWorking()
  })

  const within = <T>(fn: () => Promise<T>) => Tenant.run(program.organizationId, fn)
  const send = (body: object, headers?: Record<string, string>) =>
    program.post('/messages', body, headers)
  const plain = (more: object = {}) => ({
    to: { address: newAddress() },
    subject: 'Your order',
    html: '<p>Thank you</p>',
    ...more,
  })
  const arrived = async (address: string) => {
    const found = sink.mails.find(({ to }) => to === address)
    return found ? PostalMime.parse(Buffer.from(found.raw, 'latin1')) : null
  }
  const template = (source: string, subject = 'Hello {{ data.name }}') =>
    MailTemplate.begin({
      name: `Notice ${++count}`,
      kind: 'mail',
      format: 'markdown',
      writing: { ...EMPTY, subject, source },
    })
  const due = (id: string) =>
    sql('update outgoing_mails set due_at = clock_timestamp() where id = ?', [id])
  const keptOf = async (id: string) => {
    const [{ contents, files }] = await sql<{ contents: number; files: number }>(
      `select (select count(*)::int from message_contents where message_id = ?) as contents,
         (select count(*)::int from message_files where message_id = ?) as files`,
      [id, id]
    )
    return contents + files
  }

  test('are filled in, sent with their attachments byte by byte, and forgotten', async ({
    assert,
  }) => {
    const picture = randomBytes(70_000)
    const words = Buffer.from('.one\r\n..two\n\nthree\r', 'utf8')
    const address = newAddress()
    const answer = await send({
      to: { address, name: 'Ada Löve' },
      subject: 'Order {{ data.order.number }} for {{ data.nobody | default: "you" }}',
      html: '<p>{{ data.note }}</p><p>{{ data.nothing }}.</p>',
      text: 'Note: {{ data.note }}',
      reply_to: 'help@school.test',
      data: { order: { number: 12 }, note: '<b>5 & 6</b>' },
      attachments: [
        {
          name: 'Rechnung Größe.bin',
          type: 'application/pdf',
          content: picture.toString('base64'),
        },
        { name: 'dots.txt', type: 'text/plain', content: words.toString('base64') },
      ],
      metadata: { order_id: '12' },
    })
    assert.equal(answer.status, 202, answer.text)
    const { data } = answer.body
    assert.equal(answer.headers.location, `/api/v1/messages/${data.id}`)
    assert.containSubset(data, { state: 'queued', subject: 'Order 12 for you', attempts: 0 })
    assert.equal(await keptOf(data.id), 3)

    await workOff()
    const taken = (await arrived(address))!
    assert.equal(taken.subject, 'Order 12 for you')
    assert.deepEqual(taken.to, [{ address, name: 'Ada Löve' }])
    assert.deepEqual(taken.replyTo, [{ address: 'help@school.test', name: '' }])
    assert.include(taken.html!, '<p>&lt;b&gt;5 &amp; 6&lt;/b&gt;</p><p>.</p>')
    assert.include(taken.text!, 'Note: <b>5 & 6</b>')
    const [first, second] = taken.attachments
    assert.equal(first.filename, 'Rechnung Größe.bin')
    assert.equal(first.mimeType, 'application/pdf')
    assert.isTrue(Buffer.from(first.content as ArrayBuffer).equals(picture))
    assert.isTrue(Buffer.from(second.content as ArrayBuffer).equals(words))

    const told = (await program.get(`/messages/${data.id}`)).body.data
    assert.containSubset(told, {
      state: 'sent',
      attempts: 1,
      message_id: taken.messageId,
      error: null,
      events: [],
      marks: [],
      metadata: { order_id: '12' },
      attachments: [
        { name: 'Rechnung Größe.bin', type: 'application/pdf', size: 70_000 },
        { name: 'dots.txt', type: 'text/plain', size: words.length },
      ],
    })
    assert.include(told.reply, 'queued as SINK')
    assert.isNotNull(told.sent_at)
    assert.equal(await keptOf(data.id), 0)
  })

  test('of text alone have no HTML, of HTML alone a text that is made of it', async ({
    assert,
  }) => {
    const [one, other] = [newAddress(), newAddress()]
    await send({ to: { address: one }, subject: 'Plain', text: 'Only words' })
    await send(plain({ to: { address: other }, html: '<h1>Big</h1><p>small</p>' }))
    await workOff()
    const bare = (await arrived(one))!
    assert.notExists(bare.html)
    assert.include(bare.text!, 'Only words')
    assert.include((await arrived(other))!.text!, 'Big')
  })

  test('are made of templates, by key or id, in the version that is asked for', async ({
    assert,
  }) => {
    const found = await within(async () => {
      const made = await template('First words for {{ contact.first_name | default: "you" }}')
      await made.publish({ ...EMPTY, subject: 'Anew', source: '[Off]({{ unsubscribe_url }})' })
      return made
    })
    const [one, other] = [newAddress(), newAddress()]
    const first = await send({
      to: { address: one },
      template: found.key,
      template_version: 1,
      data: { name: 'Bea' },
    })
    assert.containSubset(first.body.data, {
      subject: 'Hello Bea',
      template_id: found.id,
      template_version: 1,
    })
    const second = await send({ to: { address: other }, template: found.id, subject: 'My own' })
    assert.containSubset(second.body.data, { subject: 'My own', template_version: 2 })
    await workOff()
    assert.include((await arrived(one))!.html!, 'First words for you')
    const { html } = (await arrived(other))!
    const [, token] = /\/u\/([^"/)]+)"/.exec(html!)!
    assert.deepEqual(readOwnerToken('unsubscribe', token), {
      kind: 'mail',
      mailId: second.body.data.id,
    })
  })

  test('are from the sender that is named by its address or its id', async ({ assert }) => {
    const sender = await within(() => SenderFactory.create())
    for (const from of [sender.id, sender.address.toUpperCase()]) {
      const { body } = await send(plain({ from }))
      assert.equal(body.data.from, sender.id)
    }
    for (const from of ['nobody', 'nobody@school.test']) {
      assert.deepEqual(pointersOf(await send(plain({ from }))), ['/from'])
    }
    await within(() => sender.merge({ archivedAt: clock.now() }).save())
    assert.deepEqual(pointersOf(await send(plain({ from: sender.id }))), ['/from'])
  })

  test('go to contacts, who are known by id or by an address of theirs', async ({ assert }) => {
    const address = newAddress()
    const contact = await within(() =>
      Contact.enter({ email: address, firstName: 'Ada', lastName: 'Lovelace' } as never)
    )
    const words = { subject: 'Hi {{ contact.first_name }}', text: 'To {{ contact.full_name }}' }
    const byId = await send({ contact_id: contact.id, ...words })
    const byAddress = await send({ to: { address: address.toUpperCase() }, ...words })
    for (const { body } of [byId, byAddress]) {
      assert.containSubset(body.data, { contact_id: contact.id, subject: 'Hi Ada' })
    }
    await workOff()
    assert.include((await arrived(address))!.text!, 'To Ada Lovelace')
    const facts = await sql(
      `select 1 from events where organization_id = ? and type = 'mail.sent' and contact_id = ?`,
      [program.organizationId, contact.id]
    )
    assert.lengthOf(facts, 2)
    const panel = await within(() => mailRowsOf(contact.id))
    assert.containSubset(panel, [
      { title: 'Hi Ada', status: 'sent', href: `/admin/messages/${byId.body.data.id}` },
      { title: 'Hi Ada', status: 'sent', href: `/admin/messages/${byAddress.body.data.id}` },
    ])
  })

  test('that are not valid say where', async ({ assert }) => {
    const to = { address: newAddress() }
    const text = 'x'
    const cases: [object, string[]][] = [
      [{}, ['/to', '/html', '/subject']],
      [{ to: { address: 'x@' }, subject: 'x', text }, ['/to/address']],
      [{ to, contact_id: program.keyId, subject: 'x', text }, ['/contact_id']],
      [{ to, subject: 'x', text, reply_to: 'nobody' }, ['/reply_to']],
      [{ to, subject: 'x', text, template_version: 2 }, ['/template_version']],
      [{ to, template: 'nope', html: '<p>x</p>' }, ['/html']],
      [{ to, template: 'nope' }, ['/template']],
      [{ to, subject: '{{ data.none }}', text }, ['/subject']],
      [{ to, subject: 'x', html: '{% if %}' }, ['/html']],
      [{ to, subject: '{{ x', text }, ['/subject']],
      [{ to, subject: 'x', text: '{% endfor %}' }, ['/text']],
      [{ to, subject: 'x', text: '{% render data.part %}', data: { part: 'a' } }, ['/data']],
      [
        {
          to,
          subject: 'x',
          text: '{% for n in (1..data.n) %}{{ n }}{% endfor %}',
          data: { n: 1e9 },
        },
        ['/data'],
      ],
      [{ to, subject: 'x', text, data: { much: 'y'.repeat(200_001) } }, ['/data']],
      [{ to, subject: 'x', text, metadata: { 'a b': 'c' } }, ['/metadata']],
      [{ to, subject: 'x', text, metadata: { a: 'c'.repeat(201) } }, ['/metadata/a']],
      [{ to, subject: 'x', text, headers: { Bcc: 'all@x.test' } }, ['/headers']],
      [
        { to, subject: 'x', text, attachments: [{ name: 'a', type: 'text/plain', content: 'é' }] },
        ['/attachments/0/content'],
      ],
      [
        {
          to,
          subject: 'x',
          text,
          attachments: [{ name: '../a', type: 'text/plain\r\nX: y', content: 'YQ==' }],
        },
        ['/attachments/0/name', '/attachments/0/type'],
      ],
    ]
    for (const [body, pointers] of cases) {
      const answer = await send(body)
      assert.equal(answer.status, 422, JSON.stringify(body).slice(0, 200))
      assert.sameMembers(pointersOf(answer), pointers, JSON.stringify(body).slice(0, 200))
    }
    const rows = await sql('select 1 from outgoing_mails where organization_id = ?', [
      program.organizationId,
    ])
    assert.lengthOf(rows, 0)
  })

  test('whose template goes on and on are refused before others have to wait', async ({
    assert,
  }) => {
    const endless =
      '{% for i in (1..1000) %}{% for j in (1..1000) %}{{ i }}{% endfor %}{% endfor %}'.repeat(9)
    const begun = performance.now()
    const to = { address: newAddress() }
    const answer = await send({ to, subject: 'x', text: endless })
    assert.equal(answer.status, 422)
    assert.deepEqual(pointersOf(answer), ['/data'])
    assert.isBelow(performance.now() - begun, 1800)
  })

  test('do not reach into another organization', async ({ assert }) => {
    const foreign = await plantOrganization('Foreigners')
    const theirs = await Tenant.run(foreign, async () => ({
      template: await template('Secret'),
      sender: await SenderFactory.create(),
      contact: await Contact.enter({ email: newAddress() } as never),
    }))
    const faults = [
      plain({ from: theirs.sender.id }),
      { contact_id: theirs.contact.id, subject: 'x', text: 'x' },
      { to: { address: newAddress() }, template: theirs.template.id },
      { to: { address: newAddress() }, template: theirs.template.key },
    ]
    const pointers = ['/from', '/contact_id', '/template', '/template']
    for (const [n, body] of faults.entries()) {
      const answer = await send(body)
      assert.equal(answer.status, 422)
      assert.deepEqual(pointersOf(answer), [pointers[n]])
    }
    const other = await plantProgram({ scopes: ['*'] }, foreign)
    const mine = (await send(plain())).body.data.id
    assert.equal((await other.get(`/messages/${mine}`)).status, 404)
    assert.lengthOf((await other.get('/messages')).body.data, 0)
  })

  test('ask for their scopes', async ({ assert }) => {
    const reader = await plantProgram({ scopes: ['messages:read'] }, program.organizationId)
    const writer = await plantProgram({ scopes: ['messages:create'] }, program.organizationId)
    assert.equal((await reader.post('/messages', plain())).status, 403)
    assert.equal((await reader.post('/messages/batch', { messages: [plain()] })).status, 403)
    assert.equal((await reader.get('/messages')).status, 200)
    const { status, body } = await writer.post('/messages', plain())
    assert.equal(status, 202)
    assert.equal((await writer.get('/messages')).status, 403)
    assert.equal((await writer.get(`/messages/${body.data.id}`)).status, 403)
  })

  test('leave once for one Idempotency-Key', async ({ assert }) => {
    const body = plain()
    const headers = { 'idempotency-key': `key-${Date.now()}` }
    const [first, again] = [await send(body, headers), await send(body, headers)]
    assert.equal(again.status, 202)
    assert.equal(again.headers['idempotency-replayed'], 'true')
    assert.equal(again.body.data.id, first.body.data.id)
    assert.equal((await send(plain(), headers)).status, 422)
    await workOff()
    assert.lengthOf(
      sink.recipients.filter((to) => to === body.to.address),
      1
    )
  })

  test('to suppressed addresses are refused, unless marketing alone is', async ({ assert }) => {
    const [dead, shy] = [newAddress(), newAddress()]
    await within(() =>
      db.transaction((trx) =>
        Suppression.add(
          [
            { channel: 'email', address: dead, reason: 'hard_bounce', source: 'test' },
            {
              channel: 'email',
              address: shy,
              reason: 'unsubscribe',
              scope: 'marketing',
              source: 'test',
            },
          ],
          trx
        )
      )
    )
    const refused = await send(plain({ to: { address: dead.toUpperCase() } }))
    assert.equal(refused.status, 422)
    assert.equal(refused.body.code, 'E_ADDRESS_SUPPRESSED')
    assert.deepEqual(pointersOf(refused), ['/to/address'])
    assert.equal((await send(plain({ to: { address: shy } }))).status, 202)
  })

  test('whose address is suppressed before they leave are cancelled and forgotten', async ({
    assert,
  }) => {
    const address = newAddress()
    const { id } = (await send(plain({ to: { address } }))).body.data
    await within(() =>
      db.transaction((trx) =>
        Suppression.add([{ channel: 'email', address, reason: 'complaint', source: 'test' }], trx)
      )
    )
    await workOff()
    const { data } = (await program.get(`/messages/${id}`)).body
    assert.containSubset(data, { state: 'cancelled', error: 'the address is suppressed' })
    assert.notInclude(sink.recipients, address)
    await eraseEnded()
    assert.equal(await keptOf(id), 0)
  })

  test('that are put off by a 451 are tried again, and keep what they say', async ({ assert }) => {
    const address = newAddress()
    sink.atRcpt = ({ to }) => (to === address ? '451 4.7.1 later' : null)
    const { id } = (await send(plain({ to: { address } }))).body.data
    await new MailDelivery(id).send()
    const waiting = (await program.get(`/messages/${id}`)).body.data
    assert.containSubset(waiting, { state: 'queued', attempts: 1 })
    assert.include(waiting.error, '451')
    assert.equal(await keptOf(id), 1)
    sink.atRcpt = () => null
    await due(id)
    await sweepMails()
    await workOff()
    const sent = (await program.get(`/messages/${id}`)).body.data
    assert.containSubset(sent, { state: 'sent', attempts: 2, error: null })
    assert.equal((await arrived(address))!.messageId, waiting.message_id)
  })

  test('that are refused for good fail, and the dead address is not written to again', async ({
    assert,
  }) => {
    const address = newAddress()
    sink.atRcpt = () => '550 5.1.1 no such person'
    const { id } = (await send(plain({ to: { address } }))).body.data
    await workOff()
    const { data } = (await program.get(`/messages/${id}`)).body
    assert.containSubset(data, { state: 'failed', marks: ['bounced'], reply: null })
    assert.containSubset(data.events, [{ kind: 'bounced', is_human: null }])
    assert.include(data.error, 'no such person')
    assert.equal(await keptOf(id), 0)
    assert.equal((await send(plain({ to: { address } }))).body.code, 'E_ADDRESS_SUPPRESSED')
  })

  test('tell what happened to them', async ({ assert }) => {
    const { id } = (await send(plain())).body.data
    await workOff()
    const fact = { ref: { kind: 'mail', mailId: id } as const, detail: {}, dedupeKey: null }
    const at = (minutes: number) => clock.now().minus({ minutes }).toJSDate()
    await db.transaction((trx) =>
      applyFacts(
        [
          { ...fact, kind: 'opened', human: 90, happenedAt: at(1), detail: { agent: 'Mail' } },
          { ...fact, kind: 'delivered', happenedAt: at(2) },
        ],
        trx
      )
    )
    const { data } = (await program.get(`/messages/${id}`)).body
    assert.sameMembers(data.marks, ['delivered', 'opened', 'opened_by_person'])
    assert.containSubset(data.events, [
      { kind: 'delivered', is_human: null },
      { kind: 'opened', is_human: true, detail: { agent: 'Mail' } },
    ])
  })

  test('are listed in pages, and found by address, state, metadata and time', async ({
    assert,
    cleanup,
  }) => {
    const { on: wasOn } = sandbox
    cleanup(() => {
      sandbox.on = wasOn
    })
    const address = newAddress()
    const ids: string[] = []
    for (const n of [1, 2, 3]) {
      const body = plain({ metadata: { order: `a=${n}`, kind: 'receipt' } })
      ids.push((await send(n === 2 ? { ...body, to: { address } } : body)).body.data.id)
    }
    const idsOf = async (query: string) =>
      (await program.get(`/messages${query}`)).body.data.map(({ id }: { id: string }) => id)
    const page = (await program.get('/messages?limit=2')).body
    assert.deepEqual(
      page.data.map(({ id }: { id: string }) => id),
      [ids[2], ids[1]]
    )
    assert.deepEqual(await idsOf(`?limit=2&cursor=${encodeURIComponent(page.page.next)}`), [ids[0]])
    assert.deepEqual(await idsOf(`?to=${address.toUpperCase()}`), [ids[1]])
    assert.deepEqual(await idsOf('?metadata=order%3Da%3D3'), [ids[2]])
    assert.lengthOf(await idsOf('?metadata=kind%3Dreceipt&limit=2'), 2)
    assert.lengthOf(await idsOf('?metadata=kind%3Dreceipt&state=queued'), 3)
    assert.lengthOf(await idsOf('?state=sent'), 0)
    assert.deepEqual(await idsOf(`?state=queued&to=${address}`), [ids[1]])
    const queued = (await program.get('/messages?state=queued&limit=2')).body
    const rest = `?state=queued&limit=2&cursor=${encodeURIComponent(queued.page.next)}`
    assert.deepEqual(await idsOf(rest), [ids[0]])
    for (const on of [true, false]) {
      sandbox.on = on
      assert.lengthOf(await idsOf(`?since=${clock.now().plus({ minutes: 1 }).toISO()}`), 0)
      assert.lengthOf(await idsOf(`?since=${clock.now().minus({ minutes: 1 }).toISO()}`), 3)
    }
    assert.equal((await program.get('/messages?metadata=order')).status, 422)
    assert.equal((await program.get('/messages?state=lost')).status, 422)
  })

  test('are taken when more ask at once than there are connections', async ({ assert }) => {
    const answers = await Promise.all(Array.from({ length: 45 }, () => send(plain())))
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [202])
    assert.lengthOf(new Set(answers.map(({ body }) => body.data.id)), 45)
    // Sending them is of no interest here, and takes long.
    await sql(`update outgoing_mails set state = 'cancelled' where organization_id = ?`, [
      program.organizationId,
    ])
  })

  test('in a batch fail alone', async ({ assert }) => {
    const dead = newAddress()
    await within(() =>
      db.transaction((trx) =>
        Suppression.add(
          [{ channel: 'email', address: dead, reason: 'manual', source: 'test' }],
          trx
        )
      )
    )
    const [first, last] = [plain(), plain()]
    const answer = await program.post('/messages/batch', {
      messages: [
        first,
        plain({ to: { address: dead } }),
        plain({ subjct: 'x' }),
        plain({ html: '{% if %}' }),
        last,
      ],
    })
    assert.equal(answer.status, 200, answer.text)
    const { queued, failed, results } = answer.body.data
    assert.deepEqual([queued, failed], [2, 3])
    assert.containSubset(results, [
      { index: 0, status: 'queued' },
      { index: 1, status: 'failed', code: 'E_ADDRESS_SUPPRESSED' },
      { index: 2, status: 'failed', errors: [{ pointer: '/subjct' }] },
      { index: 3, status: 'failed', errors: [{ pointer: '/html' }] },
      { index: 4, status: 'queued' },
    ])
    await workOff()
    assert.includeMembers(sink.recipients, [first.to.address, last.to.address])
    assert.notInclude(sink.recipients, dead)
  })

  test('take 10 MB of attachments, and no more; strangers’ bodies are not read', async ({
    assert,
  }) => {
    const half = randomBytes(5_000_000).toString('base64')
    const file = (content: string) => ({ name: 'a.bin', type: 'application/zip', content })
    const whole = plain({ attachments: [file(half), file(half)] })
    assert.equal((await send(whole)).status, 202)
    const more = await send({ ...whole, attachments: [file(half), file(half), file('YQ==')] })
    assert.equal(more.status, 422)
    assert.deepEqual(pointersOf(more), ['/attachments'])
    const huge = await send({ ...whole, attachments: [file(half), file(half), file(half)] })
    assert.equal(huge.status, 413)
    const stranger = await plantProgram({}, program.organizationId)
    Object.assign(stranger, { key: null })
    assert.equal((await stranger.post('/messages', plain())).status, 401)
  })
})
