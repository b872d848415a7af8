import { readdirSync } from 'node:fs'
import { test } from '@japa/runner'
import { renderMail } from '#core/mail/template'

const ROOT = new URL('../../../resources/mails/', import.meta.url)
const templates = readdirSync(ROOT, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.mjml') && file !== 'layout.mjml')
  .map((file) => file.replace('.mjml', ''))

const brand = {
  name: 'Bunny <at> Home',
  color: '#e8743b',
  logoUrl: null,
  url: 'https://bunny.test',
  fromAddress: 'no-reply@bunny.test',
  supportEmail: 'help@bunny.test',
  imprintUrl: 'https://bunny.test/imprint',
}
const data = {
  name: 'Ada <b>Lovelace</b>',
  url: 'https://bunny.test/go?a=1&b=2',
  title: 'Rabbits & you',
  organization: 'Bunny <at> Home',
  outcomes: ['One', 'Two'],
  lines: [{ name: 'A <script>', total: '€49' }],
}

test.group('Mail templates', () => {
  for (const template of templates) {
    test(`${template} has an HTML and a text part that a mailbox can show`, async ({ assert }) => {
      const { html, text } = await renderMail(
        { subject: 'Hello', preheader: 'What this is about', template, data },
        brand,
        'en'
      )
      assert.notMatch(html + text, /\{\{|\{%/, 'a tag is left over')
      assert.notMatch(html, /<b>Lovelace|<script>/, 'data is not escaped')
      assert.include(html, 'What this is about')
      assert.isAbove(text.trim().length, 40)
      assert.isBelow(Buffer.byteLength(html), 100_000)
      // Dark mode turns the words light: no paper but those that it turns dark may be white for good.
      const seen = html.replace(/<!--\[if mso[\s\S]*?<!\[endif\]-->/g, '')
      assert.lengthOf(seen.match(/background-color:#ffffff/g) ?? [], 2, 'card and its table')
      assert.isAtMost(
        html.match(/<a [^>]*style="display:inline-block/g)?.length ?? 0,
        1,
        'more than one main button'
      )
    })
  }

  test('the second mail of a kind costs no MJML', async ({ assert }) => {
    const mail = { subject: 'Hello', preheader: 'p', template: templates[0], data }
    await renderMail(mail, brand, 'en')
    const begun = performance.now()
    for (let n = 0; n < 50; n++) await renderMail(mail, brand, 'en')
    assert.isBelow((performance.now() - begun) / 50, 10)
  })
})
