import { test } from '@japa/runner'
import {
  checkMail,
  type CheckOptions,
  type MailToCheck,
} from '#messaging/templates/check/check_mail'
import { addressesIn } from '#messaging/templates/check/check_links'
import { askLinks } from '#messaging/templates/check/ask_links'
import { contrastOf } from '#messaging/templates/check/colors'

const FINE: MailToCheck = {
  subject: 'News',
  preheader: 'What is new',
  html: '<p style="color:#292524">Hello {{ contact.first_name | default: "you" }}</p><a href="{{ unsubscribe_url }}" style="color:#111111">Unsubscribe</a>',
  text: 'Hello',
}
const codes = (mail: Partial<MailToCheck>, options: Partial<CheckOptions> = {}) =>
  checkMail({ ...FINE, ...mail }, { purpose: 'marketing', ...options }).map(({ code }) => code)

test.group('Checks before sending', () => {
  test('find nothing in a good mail', ({ assert }) => {
    assert.deepEqual(codes({}), [])
  })

  test('find what is wrong with subject, preview text and text part', ({ assert }) => {
    assert.deepEqual(codes({ subject: ' ' }), ['empty_subject'])
    assert.deepEqual(codes({ subject: 'x'.repeat(61) }), ['long_subject'])
    assert.deepEqual(
      codes({ subject: '{{ contact.first_name | default: "a rather long word for nobody" }}, hi' }),
      []
    )
    assert.deepEqual(codes({ subject: 'BUY NOW' }), ['shouting_subject'])
    assert.deepEqual(codes({ preheader: '' }), ['empty_preheader'])
    assert.deepEqual(codes({ text: '' }), ['empty_text'])
  })

  test('find unknown variables, broken Liquid and names without a word for nobody', ({
    assert,
  }) => {
    const html = (more: string) => ({ html: FINE.html + more })
    assert.deepEqual(codes(html('{{ contact.nickname }}')), ['unknown_variable'])
    assert.deepEqual(codes(html('{{ contact.custom.pet | default: "pet" }}')), ['unknown_variable'])
    assert.deepEqual(
      codes(html('{{ contact.custom.pet | default: "pet" }}'), { customKeys: ['pet'] }),
      []
    )
    assert.deepEqual(codes(html('{% for x in data.items %}{{ x.name }}{% endfor %}')), [])
    assert.deepEqual(codes(html('{% if contact.city %}')), ['broken_liquid'])
    assert.deepEqual(codes({ subject: 'Hi {{ contact.first_name }}' }), ['without_default'])
    assert.deepEqual(
      codes({ subject: '{% if contact.first_name %}{{ contact.first_name }}{% endif %}' }),
      []
    )
  })

  test('find links that lead nowhere or are not encrypted', ({ assert }) => {
    const link = (href: string) =>
      codes({ html: `${FINE.html}<a href="${href}" style="color:#111">x</a>` })
    assert.deepEqual(link('http://example.com'), ['plain_http'])
    assert.deepEqual(link('#'), ['empty_link'])
    assert.deepEqual(link('example.com/page'), ['broken_link'])
    assert.deepEqual(link('mailto:a@b.co'), [])
    assert.deepEqual(link('{{ organization.url }}/courses'), [])
    assert.deepEqual(
      addressesIn(
        '<a href="https://a.example/?x=1&amp;y=2">a</a><a href="https://a.example/?x=1&amp;y=2">b</a><a href="{{ view_url }}">c</a>'
      ),
      ['https://a.example/?x=1&y=2']
    )
  })

  test('find pictures without a description or an address', ({ assert }) => {
    const picture = (attributes: string) => codes({ html: `${FINE.html}<img ${attributes}>` })
    assert.deepEqual(picture('src="https://a.example/a.png" alt="A hutch"'), [])
    assert.deepEqual(picture('src="https://a.example/a.png"'), ['missing_alt'])
    assert.deepEqual(picture('src="" alt="A hutch"'), ['broken_picture'])
    assert.deepEqual(picture('src="data:image/png;base64,xx" alt="A hutch"'), ['broken_picture'])
  })

  test('want a way out of marketing, and of nothing else', ({ assert }) => {
    const html = '<p>Hello</p>'
    assert.deepEqual(codes({ html }), ['missing_unsubscribe'])
    assert.deepEqual(codes({ html }, { purpose: 'transactional' }), [])
    assert.deepEqual(codes({ html, subject: '', text: '' }, { purpose: 'block' }), [])
  })

  test('weigh the mail', ({ assert }) => {
    assert.deepEqual(codes({ html: FINE.html + '<!--' + 'ü'.repeat(50_000) + '-->' }), [
      'too_heavy',
    ])
  })

  test('see words that are hard to read', ({ assert }) => {
    assert.closeTo(contrastOf('#000', '#fff'), 21, 0.01)
    assert.closeTo(contrastOf('#767676', '#ffffff'), 4.54, 0.01)
    const on = (html: string) => codes({ html: FINE.html + html })
    assert.deepEqual(on('<p style="color:#999999">pale</p>'), ['low_contrast'])
    assert.deepEqual(
      on('<table bgcolor="#2f7d57"><tr><td style="color:#ffffff">fine</td></tr></table>'),
      []
    )
    assert.deepEqual(
      on('<div style="background-color:#1c1917"><p style="color:#292524">dark</p></div>'),
      ['low_contrast']
    )
    assert.deepEqual(on('<p style="color:#949494;font-size:32px">large</p>'), [])
    assert.deepEqual(
      on('<div style="background:url(x.png)"><p style="color:#fff">on a picture</p></div>'),
      []
    )
    assert.deepEqual(on('<div style="display:none"><p style="color:#eeeeee">hidden</p></div>'), [])
  })

  test('ask no address of our own network whether a page is there', async ({ assert }) => {
    const answers = await askLinks([
      'http://127.0.0.1/',
      'http://169.254.169.254/latest',
      'not an address',
    ])
    assert.deepEqual([...new Set(answers.map(({ state }) => state))], ['unsure'])
  })
})
