import { test } from '@japa/runner'
import {
  castCustomTexts,
  castCustomValues,
  customText,
  type FieldRule,
  withCustomValues,
} from '#crm/custom_values'
import type { FieldType } from '#crm/models/custom_field'

const COLOURS = [
  { value: 'red', label: 'Bright red', color: 'red' },
  { value: 'blue', label: 'Blue' },
]
const ID = '0190a000-0000-7000-8000-000000000001'

const field = (type: FieldType, more: Partial<FieldRule> = {}): FieldRule => ({
  key: type,
  label: `A ${type}`,
  type,
  options: type.includes('select') ? COLOURS : [],
  isRequired: false,
  ...more,
})
const cast = (type: FieldType, value: unknown, more: Partial<FieldRule> = {}) => {
  const { set, errors } = castCustomValues([field(type, more)], { [type]: value })
  return errors[type] ?? set[type]
}
const read = (type: FieldType, text: string, more: Partial<FieldRule> = {}) => {
  const { set, errors } = castCustomTexts(
    [field(type, more)],
    { [type]: text },
    { currency: 'EUR' }
  )
  return errors[type] ?? set[type]
}

test.group('Custom values', () => {
  test('each type takes its own values, cleaned', ({ assert }) => {
    assert.equal(cast('text', '  two   words\n here '), 'two words here')
    assert.equal(cast('long_text', ' a\nb '), 'a\nb')
    assert.equal(cast('number', -1.5), -1.5)
    assert.equal(cast('number', 0), 0)
    assert.deepEqual(cast('money', { minor: -450, currency: 'EUR', more: 1 }), {
      minor: -450,
      currency: 'EUR',
    })
    assert.equal(cast('date', '2028-02-29'), '2028-02-29')
    assert.isFalse(cast('boolean', false))
    assert.equal(cast('select', 'red'), 'red')
    assert.deepEqual(cast('multi_select', ['blue', 'red', 'blue']), ['blue', 'red'])
    assert.equal(cast('url', 'example.com/a'), 'https://example.com/a')
    assert.equal(cast('url', 'HTTP://Example.com'), 'http://example.com/')
    assert.equal(cast('reference', ID.toUpperCase()), ID)
  })

  test('and refuses all others with a sentence', ({ assert }) => {
    const refused: [FieldType, unknown[]][] = [
      ['text', [1, true, {}, ['a'], 'x'.repeat(1001), 'nul\u0000', 'half \ud800']],
      ['long_text', [1, 'x'.repeat(20_001)]],
      ['number', ['1', Number.NaN, Infinity, 1e16, {}, true]],
      ['money', [12, '12', {}, { minor: 1.5, currency: 'EUR' }, { minor: 1, currency: 'euro' }]],
      ['date', ['2026-02-30', '2026-13-01', '31.12.2026', 20261231, '0999-01-01', 'today']],
      ['boolean', ['true', 1, 'yes']],
      ['select', ['green', 'Bright red', 1, ['red']]],
      ['multi_select', ['red', ['green'], [1], [['red']]]],
      ['url', ['javascript:alert(1)', 'ftp://x.y', 'a b.c', 'localhost', 5, 'mailto:a@b.c']],
      ['reference', ['me', 5, {}]],
    ]
    for (const [type, values] of refused) {
      for (const value of values) {
        const { set, errors } = castCustomValues([field(type)], { [type]: value })
        assert.deepEqual(set, {}, `${type}: ${String(value)}`)
        assert.isString(errors[type], `${type}: ${String(value)}`)
      }
    }
  })

  test('nothing, blanks and an empty list empty a field, but not a required one', ({ assert }) => {
    for (const empty of [null, undefined, '', '  ', []]) {
      assert.deepEqual(castCustomValues([field('text')], { text: empty }).unset, ['text'])
      const { errors } = castCustomValues([field('text', { isRequired: true })], { text: empty })
      assert.deepEqual(errors, { text: 'A text is required' })
    }
  })

  test('required fields are asked for when a record is made, not when one is changed', ({
    assert,
  }) => {
    const fields = [field('text', { isRequired: true }), field('number')]
    assert.deepEqual(castCustomValues(fields, { number: 1 }).errors, {})
    assert.deepEqual(castCustomValues(fields, { number: 1 }, { isWhole: true }).errors, {
      text: 'A text is required',
    })
  })

  test('unknown keys are refused, also those of every object', ({ assert }) => {
    const { errors, set } = castCustomValues([field('text')], {
      nothing: 1,
      constructor: 'x',
      text: 'fine',
    })
    assert.deepEqual(Object.keys(errors).sort(), ['constructor', 'nothing'])
    assert.deepEqual(set, { text: 'fine' })
    for (const odd of [null, 'x', [], 5]) assert.isString(castCustomValues([], odd).errors[''])
  })

  test('a money field with a currency takes no other', ({ assert }) => {
    const inFrancs = { options: { currency: 'CHF' } }
    assert.equal(cast('money', { minor: 1, currency: 'EUR' }, inFrancs), 'This amount is in CHF')
    assert.deepEqual(read('money', '1.250,50', inFrancs), { minor: 125050, currency: 'CHF' })
  })

  test('words of a file become values', ({ assert }) => {
    for (const [text, value] of [
      ['1,234.50', 1234.5],
      ['1.234,50', 1234.5],
      ['1 234,5', 1234.5],
      ['1,234', 1234],
      ['1.234', 1.234],
      ['1.234.567', 1234567],
      ["12'000", 12000],
      ['-0,5', -0.5],
    ] as [string, number][])
      assert.equal(read('number', text), value, text)
    assert.equal(read('number', 'twelve'), 'Enter a number')
    assert.deepEqual(read('money', '€ 19.99'), { minor: 1999, currency: 'EUR' })
    assert.deepEqual(read('money', '1500 JPY'), { minor: 1500, currency: 'JPY' })
    assert.equal(read('date', '31.12.2026'), '2026-12-31')
    assert.equal(read('date', '2/28/2026'), '2026-02-28')
    assert.equal(read('date', '28/2/2026'), '2026-02-28')
    assert.equal(read('date', '2026-01-05T10:00:00Z'), '2026-01-05')
    assert.equal(read('date', '30.02.2026'), 'Enter a date, such as 2026-12-31')
    assert.isTrue(read('boolean', 'Yes'))
    assert.isFalse(read('boolean', '0'))
    assert.equal(read('select', 'bright RED'), 'red')
    assert.equal(read('select', 'green'), '"green" is none of the choices')
    assert.deepEqual(read('multi_select', 'Blue; red'), ['blue', 'red'])
  })

  test('amounts are read as people write them', ({ assert }) => {
    for (const [text, minor, currency] of [
      ['3.900 EUR', 390_000, 'EUR'],
      ['3,900 EUR', 390_000, 'EUR'],
      ['3.900', 390_000, 'EUR'],
      ['3.900EUR', 390_000, 'EUR'],
      ['€3.900', 390_000, 'EUR'],
      ['-3.900 EUR', -390_000, 'EUR'],
      ['3.90 EUR', 390, 'EUR'],
      ['3,90 EUR', 390, 'EUR'],
      ['3.9', 390, 'EUR'],
      ['3900', 390_000, 'EUR'],
      ['3 900,00 €', 390_000, 'EUR'],
      ["3'900.50 CHF", 390_050, 'CHF'],
      ['3.900,50', 390_050, 'EUR'],
      ['3,900.50', 390_050, 'EUR'],
      ['1.234.567', 123_456_700, 'EUR'],
      ['1,234,567.8', 123_456_780, 'EUR'],
      ['12,34,567.50 INR', 123_456_750, 'INR'],
      // No thousand begins with nothing, or with more than three digits.
      ['0.500 EUR', 50, 'EUR'],
      ['0,125', 13, 'EUR'],
      ['1234.500', 123_450, 'EUR'],
      ['19.9999', 2000, 'EUR'],
      // Without decimals a sign before three digits cannot be a point; with three of them it can.
      ['1.500 JPY', 1500, 'JPY'],
      ['1500.00 JPY', 1500, 'JPY'],
      ['1.234 KWD', 1234, 'KWD'],
      ['1,234.567 KWD', 1_234_567, 'KWD'],
    ] as [string, number, string][])
      assert.deepEqual(read('money', text), { minor, currency }, text)
    for (const text of ['EUR', 'about 5', '5 EUROS', '5-', '1.2.3,4.'])
      assert.equal(read('money', text), 'Enter a number', text)
    assert.equal(read('number', '0,500'), 0.5, 'and so is a number')
  })

  test('what is refused of a file neither sets nor empties a field', ({ assert }) => {
    const result = castCustomTexts(
      [field('number'), field('text')],
      { number: 'x', text: '' },
      { currency: 'EUR' }
    )
    assert.deepEqual(result, { set: {}, unset: ['text'], errors: { number: 'Enter a number' } })
  })

  test('values are laid over what stood there, and read as words', ({ assert }) => {
    const next = withCustomValues({ a: 1, b: 2 }, { set: { a: 3 }, unset: ['b'] })
    assert.deepEqual(next, { a: 3 })
    assert.equal(customText(field('multi_select'), ['red', 'gone']), 'Bright red; gone')
    assert.equal(customText(field('money'), { minor: 1999, currency: 'EUR' }), '19.99 EUR')
    assert.equal(customText(field('boolean'), false), 'no')
    assert.equal(customText(field('text'), null), '')
  })
})
