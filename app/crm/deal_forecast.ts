import { clock } from '#core/clock/clock'
import type { DealFilter } from '#crm/deal_filter'
import { foldForecast, monthsFrom, type ForecastMonth } from '#crm/models/deal/forecast'
import { forecastRows } from '#crm/queries/deal_forecast'

const MONTHS = 12

/** A year of months, the first being that in which it is now in the organization's zone. */
export async function forecastOf(filters: {
  pipelineId?: string | null
  ownerId?: string | null
  filter?: DealFilter | null
  timeZone: string
}): Promise<ForecastMonth[]> {
  const first = clock.now().setZone(filters.timeZone).startOf('month')
  const from = first.toISODate()!
  const until = first.plus({ months: MONTHS }).toISODate()!
  return foldForecast(await forecastRows({ ...filters, from, until }), monthsFrom(from, MONTHS))
}
