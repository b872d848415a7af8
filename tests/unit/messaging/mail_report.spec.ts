import { test } from '@japa/runner'
import { bounceAddress, readBounceAddress } from '#messaging/provider_events/bounce_address'
import { classify } from '#messaging/provider_events/bounce_class'
import { readMailReport } from '#messaging/provider_events/mail_report'
import { messageIdOf, type MailRef } from '#messaging/refs'
import { ownerToken } from '#messaging/tokens'

const REF: MailRef = { kind: 'send', runId: 7, n: 42 }
const ID = messageIdOf(REF, 'school.test')
const UNSUBSCRIBE = `List-Unsubscribe: <https://school.test/u/${ownerToken('unsubscribe', REF)}>`

const eml = (lines: string[]) => Buffer.from(lines.join('\r\n'))

/** A report as most servers make it. */
function dsn({
  fields,
  from = 'MAILER-DAEMON@mx.client.test',
  subject = 'Undelivered Mail Returned to Sender',
  words = 'This is the mail system.',
  returned = [`Message-ID: ${ID}`, UNSUBSCRIBE, 'Subject: Rabbits'],
  to = 'hello@school.test',
  as = 'text/rfc822-headers',
}: {
  fields: string[]
  from?: string
  subject?: string
  words?: string
  returned?: string[]
  to?: string
  as?: string
}): Buffer {
  return eml([
    'Return-Path: <>',
    `From: Mail Delivery System <${from}>`,
    `To: ${to}`,
    `Subject: ${subject}`,
    'Message-ID: <20260101.dsn@mx.client.test>',
    'Date: Thu, 01 Jan 2026 10:00:00 +0000',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    words,
    '',
    '--b1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.client.test',
    'Arrival-Date: Thu, 01 Jan 2026 09:59:00 +0000',
    '',
    ...fields,
    '',
    '--b1',
    `Content-Type: ${as}`,
    '',
    ...returned,
    '',
    ...(as === 'message/rfc822' ? ['The mail itself: user unknown, spam.', ''] : []),
    '--b1--',
    '',
  ])
}

const failed = (status: string, code: string, action = 'failed') => [
  'Final-Recipient: rfc822; ada@client.test',
  'Original-Recipient: rfc822;ada@client.test',
  `Action: ${action}`,
  `Status: ${status}`,
  'Remote-MTA: dns; mx.client.test',
  `Diagnostic-Code: smtp; ${code}`,
]

type Sample = [string, Buffer, string]

/** `hard`, `soft`, `blocked`, or the kind of the fact. */
const SAMPLES: Sample[] = [
  [
    'Postfix: no such user',
    dsn({
      fields: failed(
        '5.1.1',
        '550 5.1.1 <ada@client.test>: Recipient address rejected: User unknown in virtual mailbox table'
      ),
    }),
    'hard',
  ],
  [
    'Gmail: no such account, folded over lines',
    dsn({
      from: 'mailer-daemon@googlemail.com',
      subject: 'Delivery Status Notification (Failure)',
      fields: failed(
        '5.1.1',
        "550-5.1.1 The email account that you tried to reach does not exist. Please try\r\n 550-5.1.1 double-checking the recipient's email address. 550 5.1.1 https://support.google.com/mail/?p=NoSuchUser a1-20 - gsmtp"
      ),
      as: 'message/rfc822',
    }),
    'hard',
  ],
  [
    'Exchange Online: recipient not found',
    dsn({
      from: 'postmaster@client.onmicrosoft.com',
      subject: 'Undeliverable: Rabbits',
      fields: failed(
        '5.1.10',
        '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ada@client.test not found by SMTP address lookup'
      ),
    }),
    'hard',
  ],
  [
    'Yahoo: disabled mailbox',
    dsn({
      fields: failed(
        '5.0.0',
        '554 30 Sorry, your message to ada@yahoo.test cannot be delivered. This mailbox is disabled (554.30).'
      ),
    }),
    'hard',
  ],
  [
    'a code in the words alone',
    dsn({
      fields: failed(
        '5.0.0',
        '550 Requested action not taken: mailbox unavailable. 5.1.1 no such user'
      ),
    }),
    'hard',
  ],
  [
    'a domain that is gone',
    dsn({
      fields: failed(
        '5.4.4',
        'X-Postfix; Host or domain name not found. Name service error for name=gone.test type=A: Host not found'
      ),
    }),
    'soft',
  ],
  [
    'a null MX',
    dsn({ fields: failed('5.1.10', '556 5.1.10 Recipient address has null MX') }),
    'hard',
  ],
  [
    'Gmail: out of storage',
    dsn({
      fields: failed(
        '5.2.2',
        "552-5.2.2 The recipient's inbox is out of storage space and inactive."
      ),
    }),
    'soft',
  ],
  [
    'Dovecot: over quota',
    dsn({
      fields: failed(
        '5.2.2',
        '552 5.2.2 <ada@client.test> Quota exceeded (mailbox for user is full)'
      ),
    }),
    'soft',
  ],
  [
    'given up after five days',
    dsn({
      fields: failed('4.4.1', 'connect to mx.client.test[192.0.2.1]:25: Connection timed out'),
    }),
    'soft',
  ],
  [
    'too large',
    dsn({ fields: failed('5.3.4', '552 5.3.4 Message size exceeds fixed limit') }),
    'soft',
  ],
  [
    'Outlook: blocked network',
    dsn({
      fields: failed(
        '5.7.1',
        '550 5.7.1 Unfortunately, messages from [192.0.2.9] were not sent. Please contact your Internet service provider since part of their network is on our block list (S3140).'
      ),
    }),
    'blocked',
  ],
  [
    'Spamhaus behind 5.1.1',
    dsn({
      fields: failed(
        '5.1.1',
        '554 5.1.1 Service unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.org'
      ),
    }),
    'blocked',
  ],
  [
    'Gmail: DMARC',
    dsn({
      fields: failed(
        '5.7.26',
        '550-5.7.26 Unauthenticated email from school.test is not accepted due to domain DMARC policy.'
      ),
    }),
    'blocked',
  ],
  [
    'content',
    dsn({ fields: failed('5.6.0', '554 5.6.0 Message content rejected, id=1-1 - spam') }),
    'blocked',
  ],
  [
    'a delay',
    dsn({
      subject: 'Delivery Status Notification (Delay)',
      fields: failed('4.4.7', '421 4.4.7 Try again later', 'delayed'),
    }),
    'deferred',
  ],
  ['a success report', dsn({ fields: failed('2.0.0', '250 2.0.0 OK', 'delivered') }), 'delivered'],
  [
    'qmail, in words alone',
    eml([
      'Return-Path: <>',
      'From: MAILER-DAEMON@client.test',
      'To: hello@school.test',
      'Subject: failure notice',
      '',
      'Hi. This is the qmail-send program at client.test.',
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      '',
      '<ada@client.test>:',
      'Sorry, no mailbox here by that name. (#5.1.1)',
      '',
      '--- Below this line is a copy of the message.',
      '',
      UNSUBSCRIBE,
      `Message-ID: ${ID}`,
      'Subject: Rabbits, and the mailbox is full',
      '',
    ]),
    'hard',
  ],
  [
    'Exim, in words alone',
    eml([
      'Return-Path: <>',
      'From: Mail Delivery System <Mailer-Daemon@mx.client.test>',
      'To: hello@school.test',
      'Subject: Mail delivery failed: returning message to sender',
      'Auto-Submitted: auto-generated',
      '',
      'This message was created automatically by mail delivery software.',
      '',
      '  ada@client.test',
      '    host mx.client.test [192.0.2.1]',
      '    SMTP error from remote mail server after RCPT TO:<ada@client.test>:',
      '    550 5.7.1 rejected by policy',
      '',
      '------ This is a copy of the headers ------',
      '',
      UNSUBSCRIBE,
      `Message-ID: ${ID}`,
      '',
    ]),
    'blocked',
  ],
  [
    'a feedback loop',
    eml([
      'From: feedback@isp.test',
      'To: abuse@school.test',
      'Subject: FW: Rabbits',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=feedback-report; boundary="f"',
      '',
      '--f',
      'Content-Type: text/plain',
      '',
      'This is an email abuse report.',
      '',
      '--f',
      'Content-Type: message/feedback-report',
      '',
      'Feedback-Type: abuse',
      'User-Agent: SomeGenerator/1.0',
      'Version: 1',
      '',
      '--f',
      'Content-Type: message/rfc822',
      '',
      `Message-ID: ${ID}`,
      UNSUBSCRIBE,
      'Subject: Rabbits',
      '',
      'Hello',
      '',
      '--f--',
      '',
    ]),
    'complained',
  ],
  [
    'a report that it is no spam',
    eml([
      'From: feedback@isp.test',
      'To: abuse@school.test',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=feedback-report; boundary="f"',
      '',
      '--f',
      'Content-Type: message/feedback-report',
      '',
      'Feedback-Type: not-spam',
      '',
      '--f',
      'Content-Type: message/rfc822',
      '',
      `Message-ID: ${ID}`,
      UNSUBSCRIBE,
      '',
      'Hello',
      '',
      '--f--',
      '',
    ]),
    'nothing',
  ],
  [
    'out of office',
    eml([
      'From: Ada <ada@client.test>',
      'To: hello@school.test',
      'Subject: Automatic reply: Rabbits',
      'Auto-Submitted: auto-replied',
      `In-Reply-To: ${ID}`,
      '',
      'I am away until Monday. For urgent matters: 550 5.1.1',
      '',
    ]),
    'auto_replied',
  ],
  [
    'away, in German and without a header',
    eml([
      'From: Ada <ada@client.test>',
      'To: hello@school.test',
      'Subject: Abwesenheitsnotiz',
      `References: <x@y.test> ${ID}`,
      '',
      'Ich bin nicht da.',
      '',
    ]),
    'auto_replied',
  ],
  [
    'an answer',
    eml([
      'From: Ada <ada@client.test>',
      'To: hello@school.test',
      'Subject: Re: Rabbits',
      `In-Reply-To: ${ID}`,
      '',
      'Thank you! My old account does not exist any more.',
      '',
    ]),
    'replied',
  ],
  [
    'a mail that has nothing to do with us',
    eml(['From: shop@else.test', 'To: hello@school.test', 'Subject: Offer', '', 'Buy this', '']),
    'nothing',
  ],
]

test.group('Mails that come back', () => {
  for (const [name, raw, expected] of SAMPLES) {
    test(`${name}: ${expected}`, async ({ assert }) => {
      const report = await readMailReport(raw)
      const [fact] = report.facts
      assert.equal(fact?.kind === 'bounced' ? fact.bounce : (fact?.kind ?? 'nothing'), expected)
      assert.isAtMost(report.facts.length, 1)
      if (name === 'a mail that has nothing to do with us') return assert.isNull(report.ref)
      assert.deepEqual(report.ref, REF)
      const answers = ['auto_replied', 'replied']
      assert.equal(report.isProven, !answers.includes(expected))
    })
  }

  test('an address of one mail proves whose bounce it is, whatever its case', async ({
    assert,
  }) => {
    const to = bounceAddress(REF, { domain: 'school.test', mailbox: 'bounce' })
    const bare = dsn({
      fields: failed('5.1.1', '550 5.1.1 unknown'),
      returned: ['Subject: x'],
      to: to.toUpperCase(),
    })
    assert.containsSubset(await readMailReport(bare), { ref: REF, isProven: true })
    const elsewhere = dsn({
      fields: failed('5.1.1', '550 5.1.1 unknown'),
      returned: ['Subject: x'],
    })
    assert.containsSubset(await readMailReport(elsewhere, [to]), { ref: REF, isProven: true })
    const mail: MailRef = { kind: 'mail', mailId: '0190a6d8-0000-7000-8000-000000000000' }
    assert.deepEqual(
      readBounceAddress(bounceAddress(mail, { domain: 'bounces.school.test', mailbox: null })),
      mail
    )
    assert.isNull(readBounceAddress(to.replace('7.16', '7.17')))
    assert.isNull(readBounceAddress('bounce+s.7.16.0000000000000000@school.test'))
  })

  test('a Message-ID alone proves nothing, a link of somebody else’s neither', async ({
    assert,
  }) => {
    const guessed = dsn({
      fields: failed('5.1.1', '550 5.1.1 unknown'),
      returned: [`Message-ID: ${ID}`],
    })
    assert.containsSubset(await readMailReport(guessed), { ref: REF, isProven: false })
    const made = UNSUBSCRIBE.replace('s.7.16', 's.7.17')
    const forged = dsn({
      fields: failed('5.1.1', '550 5.1.1 x'),
      returned: [`Message-ID: ${ID}`, made],
    })
    assert.containsSubset(await readMailReport(forged), { isProven: false })
  })

  test('garbage is no report', async ({ assert }) => {
    for (const raw of [
      '',
      '\0\0\0',
      'no headers at all',
      'Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n--x',
    ]) {
      assert.deepEqual((await readMailReport(Buffer.from(raw))).facts, [])
    }
  })

  test('codes and words', ({ assert }) => {
    assert.equal(classify('5.1.1', ''), 'hard')
    assert.equal(classify('5.2.1', ''), 'hard')
    assert.equal(classify('5.2.2', ''), 'soft')
    assert.equal(classify('4.7.0', 'temporarily'), 'blocked')
    assert.equal(classify(null, '550 No such user here'), 'hard')
    assert.equal(classify(null, '451 try later'), 'soft')
    assert.equal(classify('5.7.1', 'user unknown'), 'blocked')
    assert.equal(classify(null, ''), 'soft')
  })
})
