import { test } from '@japa/runner'
import { Registry } from '#core/registry/registry'

test.group('Registry', () => {
  test('keeps what was contributed, in order', ({ assert }) => {
    const colours = new Registry<number>('colour').add('red', 1).add('blue', 2)
    assert.deepEqual(colours.entries(), [
      ['red', 1],
      ['blue', 2],
    ])
    assert.deepEqual(
      [colours.get('red'), colours.get('green'), colours.has('blue')],
      [1, undefined, true]
    )
  })

  test('refuses a second entry of a name, and says what is missing', ({ assert }) => {
    const colours = new Registry<number>('colour').add('red', 1)
    assert.throws(() => colours.add('red', 2), 'colour "red" is registered twice')
    assert.throws(() => colours.getOrFail('green'), 'There is no colour "green"')
  })
})
