import { test } from '@japa/runner'
import PostalMime from 'postal-mime'
import { encodePiece, decodeQuotedPrintable } from '#messaging/rendering/quoted_printable'
import { compileEncoded } from '#messaging/rendering/fast_template'
import { htmlLiquid, textLiquid } from '#messaging/rendering/liquid'
import { MailForm, encodeHeader } from '#messaging/rendering/mail_form'
import { prepareHtml } from '#messaging/rendering/prepare'
import { trackedTag } from '#messaging/rendering/tracked_tag'
import { readClick } from '#messaging/tokens'
import { clickToken } from '#messaging/tokens'

const PEOPLE = [
  { contact: { first_name: 'Ada', custom: { level: 3 } }, items: ['a', 'b'] },
  { contact: { first_name: 'Zoë <b>&amp;"\'', custom: { level: 0 } }, items: [] },
  { contact: { first_name: '', custom: {} }, items: ['.', '=', ' end '] },
  { contact: { first_name: `${'x'.repeat(200)} 🐇 ${'.'.repeat(90)}` }, items: ['\r\nBcc: x'] },
]

const TEMPLATES = [
  '<p>Hi {{ contact.first_name | default: "there" }}</p>',
  'plain with no variables at all.\n.\n..\ntrailing blank \nend',
  '{% if contact.custom.level > 1 %}<b>high</b> = .{% else %}low{% endif %}',
  '{% for item in items %}<li>{{ item }}</li>\n{% endfor %}',
  'a {{- contact.first_name -}} b {%- if true -%} c {%- endif -%} d',
  '{% assign who = contact.first_name | upcase %}{{ who }} {{ who }}',
  '{% capture x %}<i>{{ contact.first_name }}</i>{% endcapture %}{{ x }}',
  '{% raw %}{{ not this }}{% endraw %} {{ contact.first_name | raw }}',
  'umlaut Ünï 🐇 '.repeat(20),
  '{% unless contact.first_name == "" %}{{ contact.first_name }}{% endunless %}{% comment %} no {% endcomment %}',
  `${'<td style="padding:0;margin:0">'.repeat(30)}{{ contact.first_name }}${'</td>'.repeat(30)}`,
]

const normal = (text: string) => text.replace(/\r\n?|\n/g, '\n')

test.group('Rendering of mails', () => {
  test('quoted-printable says what was given, in lines of 76, none of which begins with a dot', ({
    assert,
  }) => {
    for (const text of [...TEMPLATES, '', '.', 'a\r\n.\r\nb', '\t \n', 'é'.repeat(100)]) {
      const encoded = encodePiece(text)
      assert.equal(normal(decodeQuotedPrintable(encoded)), normal(text))
      for (const line of encoded.split('\r\n')) {
        assert.isAtMost(line.length, 76)
        assert.notMatch(line, /^\.|[ \t]$/)
      }
      assert.notMatch(encoded, /[^\r]\n|\r[^\n]/)
    }
  })

  test('what is encoded piece by piece is what the whole template says', ({ assert }) => {
    for (const [kind, engine] of [
      ['html', htmlLiquid],
      ['text', textLiquid],
    ] as const) {
      for (const template of TEMPLATES) {
        const encoded = compileEncoded(template, kind)
        for (const person of PEOPLE) {
          const whole = engine.parseAndRenderSync(template, person) as string
          assert.equal(normal(decodeQuotedPrintable(encoded.render(person))), normal(whole))
        }
      }
    }
  })

  test('a message is read as it was meant, whatever its parts say', async ({ assert }) => {
    const form = new MailForm({
      subject:
        'Für {{ contact.first_name }} – ein langer Betreff, der über mehrere Wörter geht 🐇🐇🐇',
      preheader: '',
      html: '<html><body><p>Grüße {{ contact.first_name }}</p></body></html>',
      text: 'Grüße {{ contact.first_name }}\n.\n',
    })
    for (const person of PEOPLE) {
      const { subject } = form.heads(person)
      const raw = form.raw(person, subject, {
        messageId: '<s.1.2@bunny.test>',
        from: { address: 'hello@bunny.test', name: 'Bunny "at" Höme\r\nBcc: evil@x.test' },
        to: { address: 'ada@client.test', name: 'Ada, Countess' },
        replyTo: 'reply@bunny.test\r\nBcc: evil@x.test',
        date: new Date('2026-11-21T10:00:00Z'),
        headers: { 'List-Unsubscribe': '<https://bunny.test/u/x>', 'X-A': 'b\r\nBcc: evil@x.test' },
      })
      const mail = await PostalMime.parse(raw)
      assert.equal(mail.subject, subject)
      assert.equal(normal(mail.html!.trim()), normal(form.html(person)))
      assert.equal(normal(mail.text!).trimEnd(), normal(form.text(person)).trimEnd())
      assert.equal(mail.to![0].address, 'ada@client.test')
      assert.equal(mail.to![0].name, 'Ada, Countess')
      assert.isUndefined(mail.bcc)
      assert.equal(mail.date, '2026-11-21T10:00:00.000Z')
      assert.equal(mail.messageId, '<s.1.2@bunny.test>')
    }
  })

  test('headers beyond ASCII are words of at most 75', ({ assert }) => {
    for (const line of encodeHeader('🐇 Häschen '.repeat(30)).split('\r\n ')) {
      assert.match(line, /^=\?utf-8\?B\?[A-Za-z0-9+/=]+\?=$/)
      assert.isAtMost(line.length, 75)
    }
  })

  test('links are rewritten once and lead where they led', ({ assert }) => {
    const { html, links } = prepareHtml(
      `<body><a class="x" href="https://a.test/?a=1&amp;b=2">One <b>here</b></a>
       <a href='http://b.test'><img alt="Two"></a><a href="{{ unsubscribe_url }}">out</a>
       <a href="https://c.test/{{ contact.email }}">personal</a><a href="mailto:x@y.test">mail</a></body>`,
      { siteUrl: 'https://site.test', tracksClicks: true, tracksOpens: true }
    )
    assert.deepEqual(links, [
      { url: 'https://a.test/?a=1&b=2', label: 'One here' },
      { url: 'http://b.test', label: 'Two' },
      { url: 'https://c.test/{{ contact.email }}', label: 'personal' },
    ])
    const filled = html.replace(
      /\{\{ track\.l(\d) \}\}\/([\w-]+)/g,
      (_, n: string, destination: string) => {
        const token = clickToken({ kind: 'send', runId: 7, n: 9 }, Number(n), destination)
        assert.deepEqual(readClick(token, destination), {
          owner: { kind: 'send', runId: 7, n: 9 },
          link: Number(n),
          url: links[Number(n)].url,
        })
        assert.isNull(readClick(token, Buffer.from('https://evil.test').toString('base64url')))
        return 'ok'
      }
    )
    assert.include(filled, 'href="https://site.test/t/c/ok"')
    assert.include(filled, 'href="{{ unsubscribe_url }}"')
    assert.include(filled, `<a href="${trackedTag(2, 'https://c.test/{{ contact.email }}')}">`)
    assert.match(
      html,
      /<a href="https:\/\/site\.test\/t\/c\/\{\{ track\.trap \}\}\/[\w-]+"[^>]*display:none/
    )
    assert.match(html, /t\/o\/\{\{ track\.open \}\}\.gif[^>]*><\/body>/)
  })
})
