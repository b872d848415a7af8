import { test } from '@japa/runner'
import { foldForecast, monthsFrom, type ForecastRow } from '#crm/models/deal/forecast'
import { lineTotal } from '#crm/models/deal/lining'
import { missingOf } from '#crm/models/deal/requirements'

const row = (month: string, more: Partial<ForecastRow> = {}): ForecastRow => ({
  month,
  currency: 'EUR',
  count: 0,
  openMinor: 0,
  weightedMinor: 0,
  wonCount: 0,
  wonMinor: 0,
  ...more,
})

test.group('Forecast of deals', () => {
  test('months go on over the end of the year', ({ assert }) => {
    assert.deepEqual(monthsFrom('2026-11-01', 4), ['2026-11', '2026-12', '2027-01', '2027-02'])
  })

  test('open and won of one month and currency are one sum; empty months stay', ({ assert }) => {
    const months = monthsFrom('2026-11-01', 2)
    const folded = foldForecast(
      [
        row('2026-12', { count: 2, openMinor: 1000, weightedMinor: 300 }),
        row('2026-12', { wonCount: 1, wonMinor: 500 }),
        row('2026-12', { currency: 'CHF', count: 1, openMinor: 700, weightedMinor: 70 }),
        row('overdue', { count: 1, openMinor: 10, weightedMinor: 1 }),
      ],
      months
    )
    assert.deepEqual(
      folded.map(({ month, sums }) => [month, sums.map((sum) => sum.currency)]),
      [
        ['overdue', ['EUR']],
        ['2026-11', []],
        ['2026-12', ['CHF', 'EUR']],
      ]
    )
    assert.deepEqual(
      folded[2].sums[1],
      row('2026-12', { count: 2, openMinor: 1000, weightedMinor: 300, wonCount: 1, wonMinor: 500 })
    )
  })
})

test.group('What a stage requires', () => {
  const deal = {
    amountMinor: 0,
    contactId: null,
    companyId: 'x',
    ownerId: null,
    expectedCloseOn: null,
    custom: { budget: 5 },
  }

  test('what the deal has nothing for is missing, in the order of the stage', ({ assert }) => {
    const required = ['closeDate', 'company', 'custom.budget', 'custom.reason', 'amount']
    assert.deepEqual(missingOf(deal, required), ['closeDate', 'custom.reason', 'amount'])
    assert.deepEqual(missingOf(deal, []), [])
  })
})

test.group('Lines of a deal', () => {
  test('a line is rounded once, half away from zero', ({ assert }) => {
    const line = { name: 'Hours', quantityHundredths: 150, unitMinor: 9_999 }
    assert.equal(lineTotal(line, 'EUR'), 14_999)
    assert.equal(lineTotal({ ...line, quantityHundredths: 33, unitMinor: 100 }, 'EUR'), 33)
    assert.equal(lineTotal({ ...line, unitMinor: 0 }, 'JPY'), 0)
  })
})
