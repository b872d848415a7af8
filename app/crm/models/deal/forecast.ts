export type ForecastRow = {
  /** 'YYYY-MM', or 'overdue', 'later', 'undated'. */
  month: string
  currency: string
  count: number
  openMinor: number
  weightedMinor: number
  wonCount: number
  wonMinor: number
}

export type ForecastMonth = { month: string; sums: ForecastRow[] }

/** 'YYYY-MM' of `count` months, the first being that of `from` ('YYYY-MM-DD'). */
export function monthsFrom(from: string, count: number): string[] {
  const [year, month] = from.split('-').map(Number)
  return Array.from({ length: count }, (_, n) => {
    const index = year * 12 + month - 1 + n
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
  })
}

/**
 * Rows folded into months in their order, the empty ones too: overdue first,
 * then each month, later and undated; those three only where there is something.
 * Of one currency in one month there is one sum.
 */
export function foldForecast(rows: ForecastRow[], months: string[]): ForecastMonth[] {
  const byMonth = new Map<string, Map<string, ForecastRow>>()
  for (const row of rows) {
    const sums = byMonth.get(row.month) ?? new Map<string, ForecastRow>()
    byMonth.set(row.month, sums)
    const sum = sums.get(row.currency)
    sums.set(row.currency, sum ? added(sum, row) : { ...row })
  }
  return ['overdue', ...months, 'later', 'undated'].flatMap((month) => {
    const sums = [...(byMonth.get(month)?.values() ?? [])]
    if (sums.length === 0 && !months.includes(month)) return []
    return [{ month, sums: sums.sort((a, b) => a.currency.localeCompare(b.currency)) }]
  })
}

function added(a: ForecastRow, b: ForecastRow): ForecastRow {
  return {
    ...a,
    count: a.count + b.count,
    openMinor: a.openMinor + b.openMinor,
    weightedMinor: a.weightedMinor + b.weightedMinor,
    wonCount: a.wonCount + b.wonCount,
    wonMinor: a.wonMinor + b.wonMinor,
  }
}
