import { test } from '@japa/runner'
import type { MailLook } from '#messaging/templates/brand'
import type { BlockSource } from '#messaging/templates/compile/blocks'
import { compileTemplate } from '#messaging/templates/compile/compile'
import type { Format } from '#messaging/templates/writing'

const LOOK: MailLook = {
  name: 'Bunny & Home',
  url: 'https://bunny.example',
  logo: '',
  color: '#2f7d57',
  on_color: '#ffffff',
  background: '#f5f5f4',
  ink: '#292524',
  muted: '#57534e',
  font: 'Arial, sans-serif',
  address: 'Quay 12, Kiel',
  footer: '',
  support_email: '',
  links: [],
}

const compile = (format: Format, source: string, blocks: Record<string, BlockSource> = {}) =>
  compileTemplate({ format, source }, LOOK, new Map(Object.entries(blocks)))

test.group('Compiling of templates', () => {
  test('keeps Liquid as it was written, wherever it stands', async ({ assert }) => {
    const liquid = [
      '{% if contact.city == "Lyon" and contact.custom.age < 9 %}',
      `{{ contact.first_name | default: "you & me" }}`,
      '{% endif %}',
    ]
    const sources: [Format, string][] = [
      [
        'mjml',
        `<mjml><mj-body>${liquid[0]}<mj-section><mj-column><mj-text>${liquid[1]}</mj-text></mj-column></mj-section>${liquid[2]}</mj-body></mjml>`,
      ],
      ['markdown', `${liquid[0]}\n\n**${liquid[1]}**\n\n${liquid[2]}`],
      ['rich', `<p>${liquid[0]}</p><p>${liquid[1]}</p><p>${liquid[2]}</p>`],
      ['html', liquid.join('')],
    ]
    for (const [format, source] of sources) {
      const { html, text, problems } = await compile(format, source)
      assert.deepEqual(problems, [], format)
      for (const part of liquid) {
        assert.include(html, part, format)
        assert.include(text, part, format)
      }
    }
  })

  test('keeps Liquid in addresses, also with quotes of its own', async ({ assert }) => {
    const href = '{{ unsubscribe_url | append: "?from=mail" }}'
    for (const [format, source] of [
      [
        'mjml',
        `<mj-section><mj-column><mj-button href="${href}">Go</mj-button></mj-column></mj-section>`,
      ],
      ['rich', `<p><a href="{{ view_url }}">Go</a></p>`],
      ['markdown', `[Go]({{ view_url }})`],
    ] as [Format, string][]) {
      const { html, text } = await compile(format, source)
      assert.include(html, format === 'mjml' ? `href="${href}"` : 'href="{{ view_url }}"', format)
      assert.include(text, 'Go (', format)
    }
  })

  test('fills the brand in, escaped', async ({ assert }) => {
    const { html } = await compile(
      'mjml',
      '<mj-section><mj-column><mj-button background-color="{{ brand.color }}">{{ brand.name | upcase }}</mj-button></mj-column></mj-section>'
    )
    assert.include(html, 'background:#2f7d57')
    assert.include(html, 'BUNNY &amp; HOME')
    const { problems } = await compile('markdown', '{% if brand.logo %}x{% endif %}')
    assert.match(problems[0].message, /not in conditions/)
  })

  test('puts blocks in, each in as many tags as its place needs', async ({ assert }) => {
    const blocks: Record<string, BlockSource> = {
      words: {
        format: 'markdown',
        source: "A *tip* for {{ contact.first_name | default: 'you' }}",
      },
      section: {
        format: 'mjml',
        source: '<mj-section><mj-column><mj-text>A section</mj-text></mj-column></mj-section>',
      },
      nested: { format: 'markdown', source: "{% render 'words' %}" },
      circle: { format: 'markdown', source: "{% render 'circle' %}" },
    }
    const places: [Format, string, string[]][] = [
      [
        'mjml',
        `<mjml><mj-body>{% render 'words' %}{% render 'section' %}</mj-body></mjml>`,
        ['tip', 'A section'],
      ],
      ['mjml', `<mj-section><mj-column>{% render 'words' %}</mj-column></mj-section>`, ['tip']],
      [
        'visual',
        `<mjml><mj-body><mj-raw>{% render 'section' %}</mj-raw></mj-body></mjml>`,
        ['A section'],
      ],
      [
        'markdown',
        `Hello\n\n{% render 'section' %}\n\n{% render 'nested' %}`,
        ['A section', 'tip'],
      ],
      ['html', `<div>{% render 'section' %}{% render 'words' %}</div>`, ['A section', 'tip']],
    ]
    for (const [format, source, words] of places) {
      const { html, text, problems } = await compile(format, source, blocks)
      assert.deepEqual(problems, [], source)
      assert.notInclude(html, '{% render')
      for (const word of words) assert.include(text, word, source)
      if (words.includes('tip')) assert.include(html, `{{ contact.first_name | default: 'you' }}`)
    }
    const said = async (source: string) =>
      (await compile('mjml', source, blocks)).problems.map(({ message }) => message)
    assert.deepEqual(await said(`<mjml><mj-body>{% render 'none' %}</mj-body></mjml>`), [
      'There is no block “none”.',
    ])
    assert.match(
      (await said(`<mj-section><mj-column>{% render 'section' %}</mj-column></mj-section>`))[0],
      /does not fit there/
    )
    assert.match(
      (await said(`<mjml><mj-body>{% render 'circle' %}</mj-body></mjml>`))[0],
      /contains itself/
    )
  })

  test('names the line of a fault', async ({ assert }) => {
    const { problems, html } = await compile(
      'mjml',
      '<mjml>\n<mj-body>\n<mj-section>\n<mj-column>\n<mj-text colour="red">Hi</mj-text>\n</mj-column>\n</mj-section>\n</mj-body>\n</mjml>'
    )
    assert.equal(problems[0].line, 5)
    assert.include(html, 'Hi')
  })

  test('leaves out what runs, and makes pictures of the library findable', async ({ assert }) => {
    const id = '01234567-89ab-7def-8123-0123456789ab'
    for (const [format, source] of [
      [
        'html',
        `<p onclick="x()">Hi<script>alert(1)</script><a href="javascript:x()">y</a><iframe src="//evil"></iframe><img src="/media/${id}" alt=""></p>`,
      ],
      [
        'mjml',
        `<mj-section><mj-column><mj-text>Hi<script>alert(1)</script></mj-text><mj-image src="/media/${id}" alt="" /></mj-column></mj-section>`,
      ],
      ['markdown', `Hi <script>alert(1)</script>\n\n![](/media/${id})`],
      ['rich', `<p>Hi</p><script>alert(1)</script><p><img src="/media/${id}"></p>`],
    ] as [Format, string][]) {
      const { html } = await compile(format, source)
      assert.notMatch(html, /alert\(1\)|onclick|javascript:|evil/, format)
      assert.include(html, `src="https://bunny.example/media/${id}"`, format)
    }
  })

  test('reads no files', async ({ assert }) => {
    const { html } = await compile(
      'mjml',
      '<mjml><mj-body><mj-include path="/etc/passwd" type="html" /></mj-body></mjml>'
    )
    assert.notInclude(html, 'root:')
  })

  test('leaves a text part alone that was written by hand', async ({ assert }) => {
    const { text } = await compileTemplate(
      { format: 'markdown', source: 'Mail', text: 'By {{ sender.name }}' },
      LOOK
    )
    assert.equal(text, 'By {{ sender.name }}')
  })

  test('never throws, whatever is written', async ({ assert }) => {
    for (const format of ['mjml', 'visual', 'html', 'markdown', 'rich'] as Format[]) {
      for (const source of [
        '',
        '<mjml',
        '</mj-section><mj-body>',
        '{% if %}',
        '{{',
        '<mj-head></mj-body>',
        'zlq0z',
      ]) {
        const { html } = await compile(format, source)
        assert.isString(html)
      }
    }
  })
})
