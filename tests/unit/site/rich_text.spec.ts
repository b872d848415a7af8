import { test } from '@japa/runner'
import { clean } from '#site/rich_text'

test.group('Rich text of a page', () => {
  test('{html} is stored as {stored}')
    .with([
      { html: '<h2>A</h2><p>b <em>c</em></p>', stored: '<h2>A</h2><p>b <em>c</em></p>' },
      { html: '<p>a</p><p></p><p> </p>', stored: '<p>a</p>' },
      { html: '<p></p>', stored: '' },
      { html: '<script>alert(1)</script>', stored: '' },
      { html: '<p style="position:fixed" class="x" id="y">a</p>', stored: '<p>a</p>' },
      { html: '<p onmouseover="alert(1)">a</p>', stored: '<p>a</p>' },
      { html: '<img src=x onerror=alert(1)><iframe src="/"></iframe>', stored: '' },
      { html: '<a href="javascript:alert(1)">a</a>', stored: '<a rel="noopener">a</a>' },
      { html: '<a href="JaVa\tScript:alert(1)">a</a>', stored: '<a rel="noopener">a</a>' },
      { html: '<a href="data:text/html,x">a</a>', stored: '<a rel="noopener">a</a>' },
      {
        html: '<a href="/privacy" target="_top">a</a>',
        stored: '<a href="/privacy" rel="noopener">a</a>',
      },
      { html: '<form action="/x"><input name="a"></form>', stored: '' },
      { html: '1 < 2 & 3', stored: '1 &lt; 2 &amp; 3' },
    ])
    .run(({ assert }, { html, stored }) => {
      assert.equal(clean(html), stored)
      assert.equal(clean(clean(html)), stored)
    })
})
