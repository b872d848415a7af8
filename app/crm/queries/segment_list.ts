import { sql } from '#core/database/sql'
import { keysetPage } from '#core/http/keyset'
import { Tenant } from '#core/tenancy/tenant'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { fold, likeText } from '#crm/fold'
import Segment from '#crm/models/segment'

export type SegmentFilters = { q?: string | null; isArchived?: boolean }

const MOST = 500
/** Days that the trend of a segment's members looks back. */
const TREND_DAYS = 30

/** Segments by name. An organization has tens of them, not thousands: no pages. */
export function segmentList({ q, isArchived = false }: SegmentFilters): Promise<Segment[]> {
  const query = Segment.query().orderBy('nameNorm').limit(MOST)
  if (isArchived) query.whereNotNull('archivedAt')
  else query.whereNull('archivedAt')
  if (q) query.where('nameNorm', 'like', `%${likeText(fold(q))}%`)
  return query
}

export type Trend = { entered: number; departed: number }

/** How many entered and left each of these segments in the last days, by segment. */
export async function trendsOf(segmentIds: string[]): Promise<Map<string, Trend>> {
  const rows = await sql<Trend & { id: string }>(
    `select segment_id as id, sum(entered)::int as entered, sum(departed)::int as departed
     from segment_days where organization_id = ? and segment_id = any(?) and day > ?
     group by segment_id`,
    [Tenant.id(), segmentIds, clock.now().minus({ days: TREND_DAYS }).toISODate()]
  )
  return new Map(rows.map(({ id, ...trend }) => [id, trend]))
}

export type MemberRow = {
  id: string
  name: string
  email: string | null
  entered_at: Date
}

/** A page of living members, those who were added last as contacts first. */
export function memberPage(segmentId: string, cursor?: string | null) {
  const query = db
    .from('segment_members as m')
    .join('contacts as c', (join) =>
      join.on('c.id', 'm.contact_id').andOn('c.organization_id', 'm.organization_id')
    )
    .where('m.organization_id', Tenant.id())
    .where('m.segment_id', segmentId)
    .whereNull('c.deleted_at')
    .select('c.id', 'c.email', 'm.entered_at')
    .select(
      db.raw(
        `coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email, c.phone, 'Nameless') as name`
      )
    )
  return keysetPage<MemberRow>(query, {
    columns: [['m.contact_id', 'desc']],
    cursor,
    perPage: 50,
    scope: `segment:${segmentId}`,
  })
}
