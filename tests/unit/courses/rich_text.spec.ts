import { test } from '@japa/runner'
import { cleanRichText, plainText } from '#courses/rich_text'

const OWN = '/media/0199a0b0-0000-7000-8000-000000000001/w640'

test.group('Rich text', () => {
  test('keeps what the editor makes', ({ assert }) => {
    const html =
      '<h2>Hay</h2><p>Eighty <strong>percent</strong>, <em>always</em></p><ul><li><p>fresh</p></li></ul><pre><code>a &lt; b</code></pre><blockquote><p>Quiet</p></blockquote><hr />'
    assert.equal(cleanRichText(html), html)
  })

  test('drops {$self}')
    .with([
      '<script>alert(1)</script>',
      '<img src="x" onerror="alert(1)">',
      '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
      '<img src="http://plain.example/a.png">',
      '<img src="//evil.example/a.png">',
      '<img src="/admin/contacts">',
      '<iframe src="https://evil.example"></iframe>',
      '<style>body{display:none}</style>',
      '<svg><script>alert(1)</script></svg>',
      '<form action="https://evil.example"><input name="password"></form>',
      '<object data="x"></object><embed src="x"><base href="https://evil.example"><meta http-equiv="refresh">',
    ])
    .run(({ assert }, html) => {
      const clean = cleanRichText(`<p>before</p>${html}<p>after</p>`)
      assert.equal(clean, '<p>before</p><p>after</p>')
    })

  test('takes handlers, styles and script addresses off', ({ assert }) => {
    assert.equal(
      cleanRichText('<p onclick="alert(1)" style="position:fixed" class="x" id="y">a</p>'),
      '<p>a</p>'
    )
    for (const href of [
      'javascript:alert(1)',
      ' JaVaScRiPt:alert(1)',
      'data:text/html,x',
      'vbscript:x',
    ]) {
      assert.notMatch(cleanRichText(`<a href="${href}">a</a>`), /href/)
    }
  })

  test('links tell the other page nothing and cannot reach back', ({ assert }) => {
    assert.equal(
      cleanRichText('<a href="https://hay.example" rel="opener" onclick="x">hay</a>'),
      '<a href="https://hay.example" rel="noopener noreferrer" target="_blank">hay</a>'
    )
    assert.equal(
      cleanRichText('<a href="/courses">courses</a>'),
      '<a href="/courses" rel="noopener noreferrer">courses</a>'
    )
  })

  test('pictures are our own or come over https', ({ assert }) => {
    assert.include(cleanRichText(`<img src="${OWN}" alt="A rabbit">`), `src="${OWN}"`)
    assert.include(cleanRichText('<img src="https://pictures.example/a.png">'), 'https://pictures')
  })

  test('reads as plain words', ({ assert }) => {
    assert.equal(
      plainText('<h2>Hay &amp; water</h2><p>Every <b>day</b></p><p>Twice</p>'),
      'Hay & water Every day Twice'
    )
  })
})
