import { test } from '@japa/runner'
import { parseVimeo, vimeoPlayerUrl } from '#courses/vimeo'

test.group('Vimeo links', () => {
  test('reads {text}')
    .with([
      { text: 'https://vimeo.com/76979871', id: '76979871', hash: null },
      { text: 'vimeo.com/76979871', id: '76979871', hash: null },
      { text: '  76979871 ', id: '76979871', hash: null },
      { text: 'https://www.vimeo.com/76979871/8f3a2b1c4d', id: '76979871', hash: '8f3a2b1c4d' },
      { text: 'https://vimeo.com/channels/staffpicks/76979871', id: '76979871', hash: null },
      {
        text: 'https://player.vimeo.com/video/76979871?h=8f3a2b1c4d&dnt=1',
        id: '76979871',
        hash: '8f3a2b1c4d',
      },
      {
        text: '<iframe src="https://player.vimeo.com/video/76979871?h=8f3a2b1c4d&amp;badge=0"></iframe>',
        id: '76979871',
        hash: '8f3a2b1c4d',
      },
    ])
    .run(({ assert }, { text, id, hash }) => assert.deepEqual(parseVimeo(text), { id, hash }))

  test('refuses {$self}')
    .with([
      'https://youtube.com/watch?v=76979871',
      'https://vimeo.com/',
      'https://vimeo.com/about',
      'https://vimeo.com.evil.example/76979871',
      'https://evil.example/?u=vimeo.com/76979871',
      'javascript:alert(1)//vimeo.com/76979871',
      'https://player.vimeo.com/76979871',
      'nonsense',
      '',
    ])
    .run(({ assert }, text) => assert.isNull(parseVimeo(text)))

  test('plays without tracking, with the key of an unlisted video', ({ assert }) => {
    assert.equal(
      vimeoPlayerUrl({ id: '76979871', hash: 'abc123' }),
      'https://player.vimeo.com/video/76979871?h=abc123&dnt=1'
    )
    assert.equal(
      vimeoPlayerUrl({ id: '76979871', hash: null }),
      'https://player.vimeo.com/video/76979871?dnt=1'
    )
  })
})
