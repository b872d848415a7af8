import { test } from '@japa/runner'
import { withUtm } from '#campaigns/utm'
import { decodeQuotedPrintable } from '#messaging/rendering/quoted_printable'
import { MailForm } from '#messaging/rendering/mail_form'
import { prepareHtml } from '#messaging/rendering/prepare'
import { clickPath, encodeDestination, readClick } from '#messaging/tokens'

const SITE = 'https://site.test'
const READER = {
  contact: {
    id: '0196-7',
    first_name: 'Ada & Söhne',
    email: 'ada+x@client.test',
    city: '',
    custom: {
      page: 'spring/käse',
      host: 'evil.test/',
      own: 'https://own.test/a?b=1',
      plain: 'own.test',
      bad: 'javascript:alert(1)',
      mail: 'mailto:a@b.test',
      tags: ['a b', 'c'],
    },
  },
  organization: { url: SITE },
  unsubscribe_url: `${SITE}/u/s.1.1.x`,
}
const REF = { kind: 'send', runId: 7, n: 9 } as const

/** The mail as it is made for the reader, both ways; its links with where they lead. */
function made(body: string, tracksClicks = true) {
  const { html, links } = prepareHtml(`<body>${body}</body>`, {
    siteUrl: SITE,
    tracksClicks,
    tracksOpens: false,
  })
  const form = new MailForm({ subject: '', preheader: '', html, text: '' })
  const link = (n: number, url: string) => `${SITE}${clickPath(REF, n, encodeDestination(url))}`
  const values = { ...READER, track: links.length > 0 ? { link } : {} }
  const plain = form.html(values)
  const envelope = {
    ...{ messageId: '<a@b.test>', date: new Date(), headers: {} },
    ...{ from: { address: 'a@b.test', name: '' }, to: { address: 'c@d.test' } },
  }
  const raw = form.raw(values, '', envelope).toString('latin1')
  const encoded = decodeQuotedPrintable(raw.slice(raw.indexOf('text/html')))
  const hrefs = (html_: string) =>
    [...html_.matchAll(/<a href=["']([^"']*)["'](?! aria-hidden)/g)].map(([, href]) =>
      href.replaceAll('&amp;', '&')
    )
  return { links, variables: form.variables, hrefs: hrefs(plain), encoded: hrefs(encoded) }
}

/** Where a link leads: through our own address with its number, or straight there. */
function led(href: string): { n: number; url: string } | string {
  if (!href.startsWith(`${SITE}/t/c/`)) return href
  const [token, destination] = href.slice(`${SITE}/t/c/`.length).split('/')
  const click = readClick(token, destination)!
  return { n: click.link, url: click.url }
}

test.group('Links with variables', () => {
  for (const [address, expected] of [
    ['https://a.test/?id={{ contact.id }}', 'https://a.test/?id=0196-7'],
    [
      'https://a.test/?n={{ contact.first_name }}&amp;e={{contact.email}}#top',
      'https://a.test/?n=Ada%20%26%20S%C3%B6hne&e=ada%2Bx%40client.test#top',
    ],
    ['https://a.test/{{ contact.custom.page }}', 'https://a.test/spring/k%C3%A4se'],
    ['https://a.test/?p={{ contact.custom.page }}', 'https://a.test/?p=spring%2Fk%C3%A4se'],
    [
      'https://a.test/?n={{ contact.first_name | url_encode }}',
      'https://a.test/?n=Ada+%26+S%C3%B6hne',
    ],
    ['{{ contact.custom.own }}', 'https://own.test/a?b=1'],
    ['{{ organization.url }}/sale?c={{ contact.id }}', `${SITE}/sale?c=0196-7`],
    [
      "https://a.test/?c={{ contact.city | default: 'none & nowhere' }}",
      'https://a.test/?c=none%20%26%20nowhere',
    ],
    [
      "https://a.test/{% if contact.city == '' %}all{% else %}near{% endif %}",
      'https://a.test/all',
    ],
    ['https://a.test/{{ contact.city }}', 'https://a.test/'],
  ]) {
    test(`${address} leads to where it is meant to`, ({ assert }) => {
      const { hrefs, encoded, links } = made(`<a href="${address}">A</a>`)
      assert.deepEqual(hrefs.map(led), [{ n: 0, url: expected }])
      assert.deepEqual(encoded.map(led), [{ n: 0, url: expected }])
      assert.deepEqual(links, [{ url: address.replaceAll('&amp;', '&'), label: 'A' }])
    })
  }

  test('what is no page of the web leads where it led, and nowhere harmful', ({ assert }) => {
    const { hrefs, encoded } = made(
      [
        '{{ contact.custom.bad }}',
        '{{ contact.custom.mail }}',
        '{{ contact.custom.plain }}',
        '{{ contact.city }}',
        'https://{{ contact.custom.host }}.a.test/x',
        '{{ organization.url }}/u/preferences',
      ]
        .map((address) => `<a href="${address}">A</a>`)
        .join('')
    )
    const [bad, mail, plain, empty, host, own] = hrefs
    assert.equal(bad, '#')
    assert.equal(mail, 'mailto:a@b.test')
    assert.equal(plain, 'own.test')
    assert.equal(empty, '')
    assert.equal(host, 'https://evil.test%2F.a.test/x', 'a value does not become another host')
    assert.equal(own.startsWith(`${SITE}/t/c/`), true, 'the press alone knows the site')
    assert.deepEqual(encoded, hrefs)
  })

  test('the reader’s own links are left alone, and those to our pages for them', ({ assert }) => {
    const body = `<a href="{{ unsubscribe_url }}">A</a><a href="https://a.test/?b={{ view_url }}">B</a><a
      href="${SITE}/u">C</a><a href="${SITE}/use">D</a><a href="https://forum.test/u/ada">E</a>`
    const { links, hrefs } = made(body)
    assert.deepEqual(
      links.map(({ label }) => label),
      ['D', 'E']
    )
    assert.equal(hrefs[0], READER.unsubscribe_url)
  })

  test('links in a loop count as one and lead to their own', ({ assert }) => {
    const { hrefs, links, encoded } = made(
      `{% for tag in contact.custom.tags %}{% assign t = tag %}<a href='https://a.test/?t={{ t }}'>A</a>{% endfor %}<a href="https://b.test/">B</a>`
    )
    assert.deepEqual(hrefs.slice(0, 2).map(led), [
      { n: 0, url: 'https://a.test/?t=a%20b' },
      { n: 0, url: 'https://a.test/?t=c' },
    ])
    assert.deepEqual(encoded.slice(0, 2), hrefs.slice(0, 2))
    assert.lengthOf(links, 2)
  })

  test('their variables are known to who loads readers', ({ assert }) => {
    const { variables } = made('<a href="https://a.test/?x={{ contact.custom.page }}">A</a>')
    assert.include(variables, 'contact.custom.page')
  })

  test('without tracking they lead straight there, encoded all the same', ({ assert }) => {
    const { hrefs, encoded, links } = made(
      `<a href="https://a.test/?n={{ contact.first_name }}">A</a><a href="https://a.test/?b=1&amp;c=2">B</a>`,
      false
    )
    assert.deepEqual(hrefs, ['https://a.test/?n=Ada%20%26%20S%C3%B6hne', 'https://a.test/?b=1&c=2'])
    assert.deepEqual(encoded, hrefs)
    assert.isEmpty(links)
  })

  test('a tag that somebody wrote is no tag', ({ assert }) => {
    assert.throws(
      () => new MailForm({ subject: '', preheader: '', html: '{% tracked x %}', text: '' }),
      /not found/
    )
  })

  test('are marked like others, before the fragment and beside what they say themselves', ({
    assert,
  }) => {
    const utm = { source: 'news letter', campaign: 'may' }
    const said = 'utm_source=news+letter&amp;utm_campaign=may'
    for (const [given, expected] of [
      ['https://a.test/{{ contact.id }}', `https://a.test/{{ contact.id }}?${said}`],
      [
        'https://a.test/?i={{ contact.id }}&amp;b=1#top',
        `https://a.test/?i={{ contact.id }}&amp;b=1&amp;${said}#top`,
      ],
      [
        "https://a.test/?i={{ contact.city | default: '#?&' }}",
        `https://a.test/?i={{ contact.city | default: '#?&' }}&amp;${said}`,
      ],
      [
        'https://a.test/?utm_source=own&amp;i={{ contact.id }}',
        'https://a.test/?utm_source=own&amp;i={{ contact.id }}&amp;utm_campaign=may',
      ],
      ['{{ unsubscribe_url }}', '{{ unsubscribe_url }}'],
    ]) {
      assert.equal(withUtm(`<a href="${given}">A</a>`, utm), `<a href="${expected}">A</a>`)
    }
    const led_ = (address: string) => led(made(withUtm(`<a href="${address}">A</a>`, utm)).hrefs[0])
    const plain = 'utm_source=news+letter&utm_campaign=may'
    assert.deepEqual(led_('{{ contact.custom.own }}'), {
      n: 0,
      url: `https://own.test/a?b=1&${plain}`,
    })
    assert.deepEqual(led_('{{ organization.url }}/sale'), { n: 0, url: `${SITE}/sale?${plain}` })
    assert.equal(led_('{{ contact.custom.mail }}'), 'mailto:a@b.test')
    assert.equal(led_('{{ contact.city }}'), '')
  })
})
