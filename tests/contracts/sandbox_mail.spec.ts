import { generateKeyPairSync } from 'node:crypto'
import net from 'node:net'
import nodemailer from 'nodemailer'
import { test } from '@japa/runner'
import { startSandbox, type RunningSandbox } from '#sandbox/server'
import type { Message } from '#sandbox/mail/mailbox'
import { control, runSandbox } from './sandbox/running.js'

const senderOf = (sandbox: RunningSandbox, options: object = {}) =>
  nodemailer.createTransport({ host: '127.0.0.1', port: sandbox.smtpPort, ...options })

async function mails(sandbox: RunningSandbox, query = ''): Promise<Message[]> {
  const answer = await fetch(`${sandbox.url}/mailbox/messages.json${query}`)
  return (await answer.json()) as Message[]
}

const aMail = (changes: nodemailer.SendMailOptions = {}): nodemailer.SendMailOptions => ({
  from: 'Bunny <hello@bunny.test>',
  to: 'Ada <ada@client.test>',
  subject: 'Grüße',
  text: 'Read http://bunny.test/x',
  html: '<p>Read <b>this</b><script>alert(1)</script></p>',
  ...changes,
})

test.group('Sandbox: mail, sent by a real client', () => {
  test('shows mails newest first, by recipient', async ({ assert, cleanup }) => {
    const sandbox = await runSandbox(cleanup)
    const sender = senderOf(sandbox, { auth: { user: 'anyone', pass: 'anything' } })
    const headers = { 'X-Delivery': '42' }
    await sender.sendMail(aMail({ messageId: '<one@bunny.test>', headers, cc: 'b@client.test' }))
    await sender.sendMail(aMail({ subject: 'Second' }))
    const all = await mails(sandbox)
    assert.deepEqual(
      all.map(({ subject }) => subject),
      ['Second', 'Grüße']
    )
    const [mail] = await mails(sandbox, '?to=B@client.test')
    assert.deepEqual(mail.to, ['ada@client.test', 'b@client.test'])
    assert.equal(mail.from, 'hello@bunny.test')
    assert.equal(mail.headers['message-id'], '<one@bunny.test>')
    assert.equal(mail.headers['x-delivery'], '42')
    assert.include(mail.html!, '<b>this</b>')
    assert.include(mail.text!, 'http://bunny.test/x')
    assert.lengthOf(await mails(sandbox, '?to=nobody@client.test'), 0)
    assert.lengthOf(await mails(sandbox, '?limit=1'), 1)
    assert.isFalse(Number.isNaN(Date.parse(mail.receivedAt)))
    await fetch(`${sandbox.url}/mailbox/messages.json`, { method: 'DELETE' })
    assert.lengthOf(await mails(sandbox), 0)
  })

  test('looks mails over as a receiver does', async ({ assert, cleanup }) => {
    const sandbox = await runSandbox(cleanup)
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
    const publish = (value: string) =>
      fetch(`${sandbox.url}/dns/records`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          domain: 'bunny.test',
          records: [{ type: 'TXT', name: 'k1._domainkey.bunny.test', value }],
        }),
      })
    const dkim = {
      domainName: 'bunny.test',
      keySelector: 'k1',
      headerFieldNames: 'From:To:Subject:Date:Message-ID:List-Unsubscribe:List-Unsubscribe-Post',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    }
    const send = async (changes: nodemailer.SendMailOptions) => {
      await senderOf(sandbox, { dkim }).sendMail(aMail(changes))
      const [{ id, checks }] = await mails(sandbox)
      const page = await (await fetch(`${sandbox.url}/mailbox/${id}`)).text()
      return { page, of: Object.fromEntries(checks.map((one) => [one.name, one])) }
    }
    const list = {
      'List-Id': '<news.bunny.test>',
      'List-Unsubscribe': '<https://bunny.test/u/1>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }
    const html = '<p>Hello</p><a href="https://bunny.test/x">x</a><img src="a.png" alt="A">'

    await publish(`v=DKIM1; k=rsa; p=${key}`)
    const good = await send({ html, headers: list })
    const wrong = Object.values(good.of).filter(({ outcome }) => outcome !== 'yes')
    assert.deepEqual(wrong, [])
    assert.include(good.page, 'Checks: all fine')

    const bad = await send({
      from: 'hello@elsewhere.test',
      subject: 'Hello {{ contact.first_name }}',
      html: '<a href="#">x</a><img src="a.png">',
      text: undefined,
      headers: { 'List-Id': '<news.bunny.test>' },
    })
    assert.containSubset(bad.of, {
      'DKIM': { outcome: 'warn', text: 'Signed by bunny.test, written from elsewhere.test.' },
      'One-click unsubscribe': { outcome: 'no' },
      'Text part': { outcome: 'warn' },
      'Variables': { outcome: 'no', text: 'Not filled in: {{ contact.first_name }}' },
      'Pictures': { outcome: 'warn' },
      'Links': { outcome: 'no', text: 'Leads nowhere: "#".' },
    })
    assert.include(bad.page, '<details open><summary>Checks: 3 wrong')

    const other = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey
    await publish(`v=DKIM1; p=${other.export({ type: 'spki', format: 'der' }).toString('base64')}`)
    assert.containSubset((await send({ html })).of, { DKIM: { outcome: 'no' } })
    await publish('v=DKIM1; p=')
    assert.containSubset((await send({ html })).of, {
      DKIM: { outcome: 'no', text: 'There is no key at k1._domainkey.bunny.test.' },
    })
  })

  test('shows a mail in a frame that cannot script', async ({ assert, cleanup }) => {
    const sandbox = await runSandbox(cleanup)
    await senderOf(sandbox).sendMail(aMail({ subject: '<img src=x>' }))
    const [{ id }] = await mails(sandbox)
    const page = await (await fetch(`${sandbox.url}/mailbox/${id}`)).text()
    assert.include(page, `src="/mailbox/${id}/body"`)
    assert.include(page, '&lt;img src=x&gt;')
    assert.notInclude(page, '<script>')
    const body = await fetch(`${sandbox.url}/mailbox/${id}/body`)
    const policy = body.headers.get('content-security-policy')!
    assert.include(policy, "default-src 'none'")
    assert.notInclude(policy, 'allow-scripts')
    assert.include(await (await fetch(`${sandbox.url}/mailbox`)).text(), 'ada@client.test')
  })

  test('knobs are turned on a page, too', async ({ assert, cleanup }) => {
    const sandbox = await runSandbox(cleanup)
    const page = `${sandbox.url}/control/knobs`
    const turn = (fields: Record<string, string>) =>
      fetch(page, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
    assert.equal((await turn({ 'smtp.rejectNext': '1', 'drop': '0.5' })).status, 303)
    assert.match(await (await fetch(page)).text(), /name="smtp.rejectNext"[^>]* value="1"/)
    await assert.rejects(() => senderOf(sandbox).sendMail(aMail()), /451/)
    assert.equal((await turn({ drop: '2' })).status, 422)
    await turn({ reset: 'yes', drop: '0.5' })
    const knobs = (await (await fetch(`${sandbox.url}/control`)).json()) as { drop: number }
    assert.equal(knobs.drop, 0)
  })

  test('refuses the next mails when told to, then takes them', async ({ assert, cleanup }) => {
    const sandbox = await runSandbox(cleanup)
    await control(sandbox, { smtp: { rejectNext: 1 } })
    const sender = senderOf(sandbox)
    await assert.rejects(() => sender.sendMail(aMail()), /451/)
    await sender.sendMail(aMail())
    assert.lengthOf(await mails(sandbox), 1)
  })

  test('breaks off between DATA and reply when told to, with the mail kept', async ({
    assert,
    cleanup,
  }) => {
    const sandbox = await runSandbox(cleanup)
    await control(sandbox, { smtp: { dropAfterData: 1 } })
    await assert.rejects(() => senderOf(sandbox).sendMail(aMail()), /closed/)
    assert.lengthOf(await mails(sandbox), 1)
    await senderOf(sandbox).sendMail(aMail())
    assert.lengthOf(await mails(sandbox), 2)
  })

  test('keeps mails over a restart', async ({ assert, cleanup }) => {
    const sandbox = await runSandbox(cleanup)
    await senderOf(sandbox).sendMail(aMail())
    await sandbox.close()
    const second = await startSandbox({ port: 0, smtpPort: 0, appPort: 9, home: sandbox.home })
    cleanup(() => second.close())
    assert.equal((await mails(second))[0].subject, 'Grüße')
  })

  test('shows nothing while other machines can reach the app', async ({ assert, cleanup }) => {
    const sandbox = await runSandbox(cleanup, { host: '0.0.0.0' })
    for (const path of ['/mailbox', '/mailbox/messages.json', '/control']) {
      assert.equal((await fetch(sandbox.url + path)).status, 403)
    }
    assert.equal((await fetch(sandbox.url)).status, 200)
  })

  test('ends while clients are connected', async ({ assert, cleanup }) => {
    const sandbox = await runSandbox(cleanup)
    const client = net.connect(sandbox.smtpPort, '127.0.0.1')
    client.on('error', () => {})
    cleanup(() => void client.destroy())
    await new Promise((resolve) => client.once('data', resolve))
    const before = performance.now()
    await sandbox.close()
    assert.isBelow(performance.now() - before, 3000)
  })
})
