import { test } from '@japa/runner'
import { freeSlug, slugOf } from '#campaigns/slug'
import { withUtm } from '#campaigns/utm'

test.group('Links of campaigns', () => {
  const utm = { source: 'newsletter', medium: 'email', campaign: 'may' }

  test('are marked with where they were clicked, and keep what they say themselves', ({
    assert,
  }) => {
    assert.equal(
      withUtm('<a class="x" href="https://a.test/p?b=1&amp;utm_source=own#top">A</a>', utm),
      '<a class="x" href="https://a.test/p?b=1&amp;utm_source=own&amp;utm_medium=email&amp;utm_campaign=may#top">A</a>'
    )
    for (const html of [
      '<a href="{{ unsubscribe_url }}">out</a>',
      '<a href="mailto:ada@a.test">mail</a>',
      '<img src="https://a.test/x.png">',
    ]) {
      assert.equal(withUtm(html, utm), html)
    }
    const plain = '<a href="https://a.test/">A</a>'
    assert.equal(withUtm(plain, {}), plain)
  })

  test('a letter has an address made of its name, and of its own', ({ assert }) => {
    assert.equal(slugOf('  Ümläut & Söhne: Nº 5!  '), 'umlaut-sohne-no-5')
    assert.equal(slugOf('!!!'), 'letter')
    assert.equal(freeSlug('may', ['may', 'may-2']), 'may-3')
  })
})
