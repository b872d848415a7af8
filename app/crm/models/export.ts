import { compose } from '@adonisjs/core/helpers'
import { ExportSchema } from '#database/schema'
import { clock } from '#core/clock/clock'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import type { ListEntity } from '#crm/lists/columns'
import type { DealFilters } from '#crm/queries/deal_list'

/** The filter as its tree. */
export type DealSelection = Omit<DealFilters, 'filter'> & { filter?: unknown }

/** Which records an export holds: a list as somebody saw it, or some rows of it by id. */
export type ExportSelection = {
  /** Of deals: what their table was narrowed down to. The rest is of contacts and companies. */
  deals?: DealSelection
  q?: string | null
  filter?: unknown
  sort?: string | null
  ids?: string[] | null
  /** In which days begin for the filter. */
  timeZone: string
}

export const FORMATS = ['csv', 'xlsx'] as const
export type ExportFormat = (typeof FORMATS)[number]

/** Days for which the file of an export is kept. */
export const KEPT_DAYS = 7

/** Contacts, companies or deals as a file, written in the background and kept for a week. */
export default class Export extends compose(ExportSchema, Tenanted, WithId) {
  declare entity: ListEntity | 'deal'
  declare format: ExportFormat
  declare state: 'waiting' | 'done' | 'failed' | 'expired'
  declare selection: ExportSelection

  get isReady(): boolean {
    return this.state === 'done' && this.fileId !== null && this.expiresAt! > clock.now()
  }
}
