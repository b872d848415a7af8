import { createPublicKey, createVerify } from 'node:crypto'
import { test } from '@japa/runner'
import PostalMime from 'postal-mime'
import { makeDkimKeys } from '#messaging/senders/domain_keys'
import { composeMessage } from '#messaging/transport/compose'

const letter = {
  ref: 'm.1',
  messageId: '<m.1@school.test>',
  envelopeFrom: 'hello@school.test',
  from: { address: 'hello@school.test', name: 'Ada "the" Täter, Ltd' },
  to: { address: 'bea@client.test', name: null },
  subject: `Grüße ${'long '.repeat(30)}`,
  html: '<p>Hello\nBea</p>\n',
  text: 'Hello\nBea\n.\nEnd',
  headers: { 'List-Unsubscribe': '<https://school.test/u/1>' },
  purpose: 'transactional' as const,
  date: new Date('2026-03-01T12:00:00Z'),
}

test.group('A single mail as a whole', () => {
  test('has its parts, its attachment and CRLF alone', async ({ assert }) => {
    const attachments = [{ name: 'a.txt', type: 'text/plain', content: Buffer.from('x\ny') }]
    const raw = (await composeMessage({ ...letter, attachments }, null)).raw()
    assert.notMatch(raw.toString('latin1'), /[^\r]\n/)
    // Else the rest of the mail would be commands to the server.
    assert.notMatch(raw.toString('latin1'), /^\./m)
    const mail = await PostalMime.parse(raw)
    assert.equal(mail.messageId, letter.messageId)
    assert.equal(mail.from?.name, letter.from.name)
    assert.equal(mail.subject, letter.subject)
    assert.include(mail.html!, '<p>Hello')
    assert.include(mail.text!.replaceAll('\r', ''), letter.text)
    assert.equal(mail.attachments[0].filename, 'a.txt')
  })

  test('is signed so that a receiver’s check holds', async ({ assert }) => {
    const { privateKey, publicKey } = await makeDkimKeys()
    const signing = { domain: 'school.test', dkimSelector: 'w1', privateKey }
    const raw = (await composeMessage(letter, signing)).raw().toString('latin1')
    const unfolded = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
    const fields = unfolded.split('\r\n').map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1)] as const
    })
    const [name, value] = fields[0]
    assert.equal(name, 'dkim-signature')
    const tags = Object.fromEntries(
      value.split(';').map((tag) =>
        tag
          .split(/=(.*)/s)
          .slice(0, 2)
          .map((part) => part.trim())
      )
    )
    assert.equal(tags.d, 'school.test')
    assert.equal(tags.s, 'w1')
    assert.include(tags.h.split(':'), 'list-unsubscribe')
    const relaxed = (text: string) => text.replace(/\s+/g, ' ').trim()
    const signed = tags.h
      .split(':')
      .map(
        (header: string) => `${header}:${relaxed(fields.find(([one]) => one === header)![1])}\r\n`
      )
      .join('')
    const own = `dkim-signature:${relaxed(value.replace(/b=[^;]*$/, 'b='))}`
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    })
    const verify = createVerify('sha256').update(signed + own)
    assert.isTrue(verify.verify(key, tags.b.replace(/\s/g, ''), 'base64'))
  })
})
