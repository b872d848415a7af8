import { test } from '@japa/runner'
import { Money } from '#core/money/money'

test.group('Money', () => {
  test('reads {text} {currency} as {minor}')
    .with([
      { text: '49', currency: 'EUR', minor: 4900 },
      { text: '49.9', currency: 'EUR', minor: 4990 },
      { text: ' 49,90 ', currency: 'eur', minor: 4990 },
      { text: '1500', currency: 'JPY', minor: 1500 },
      { text: '1.234', currency: 'KWD', minor: 1234 },
      { text: '0', currency: 'USD', minor: 0 },
    ])
    .run(({ assert }, { text, currency, minor }) => {
      assert.equal(Money.parse(text, currency).minor, minor)
    })

  test('refuses "{text}" {currency}')
    .with([
      { text: '49.999', currency: 'EUR' },
      { text: '1.5', currency: 'JPY' },
      { text: '-3', currency: 'EUR' },
      { text: '1e3', currency: 'EUR' },
      { text: '1,000.00', currency: 'EUR' },
      { text: '', currency: 'EUR' },
      { text: '5', currency: 'EURO' },
    ])
    .run(({ assert }, { text, currency }) => {
      assert.throws(() => Money.parse(text, currency), RangeError as never)
    })

  test('adds up in one currency only, in whole minor units', ({ assert }) => {
    const sum = Money.of(10, 'EUR').plus(Money.of(20, 'EUR'))
    assert.deepEqual(sum.toJSON(), { minor: 30, currency: 'EUR' })
    assert.throws(() => sum.plus(Money.of(1, 'USD')), /do not add up/)
    assert.throws(() => Money.of(1.5, 'EUR'), /no whole number/)
    assert.throws(() => Money.of(Number.MAX_SAFE_INTEGER + 1, 'EUR'), /no whole number/)
  })

  test('rounds half away from zero, both ways', ({ assert }) => {
    assert.equal(Money.of(5, 'EUR').times(0.5).minor, 3)
    assert.equal(Money.of(-5, 'EUR').times(0.5).minor, -3)
    assert.equal(Money.of(100, 'EUR').times(0.19).minor, 19)
  })

  test('is written for people and for machines', ({ assert }) => {
    assert.equal(Money.of(4900, 'EUR').format(), '€49')
    assert.equal(Money.of(4990, 'EUR').format(), '€49.90')
    assert.equal(Money.of(1500, 'JPY').format(), '¥1,500')
    assert.equal(Money.of(4990, 'EUR').toDecimal(), '49.90')
    assert.equal(Money.of(1500, 'JPY').toDecimal(), '1500')
  })
})
