import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { isExcludedSql, isIncludedSql } from '#messaging/audience/audience_sql'
import type { AudienceSpec } from '#messaging/audience/audience_spec'
import { reasonSql, type Recipience } from '#messaging/audience/may_receive'

export type Standing = {
  name: string
  email: string | null
  isDeleted: boolean
  isIncluded: boolean
  isExcluded: boolean
  /** Code of REASON: what speaks against writing to this person now. */
  reason: number
  /** Where the person stands in [0, 1) of the draw of an A/B test. */
  draw: number
}

/** How a campaign's audience and the rules look at one person now; null for nobody of this organization. */
export async function standingOf(
  contactId: string,
  spec: AudienceSpec,
  { topicId, salt }: { topicId: string | null; salt: string }
): Promise<Standing | null> {
  const given: Recipience = { channel: 'email', topicId, organizationId: Tenant.id() }
  const included = isIncludedSql('c', spec, given)
  const excluded = isExcludedSql('c', spec, given)
  const reason = reasonSql('c', given)
  const [row] = await sql<Standing>(
    `select coalesce(nullif(trim(coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '')), ''), c.email, 'Nameless') as name,
       c.email, c.deleted_at is not null as "isDeleted", ${included.sql} as "isIncluded", ${excluded.sql} as "isExcluded",
       ${reason.sql} as reason,
       (hashtextextended(?::text || c.id::text, 7) & 1048575)::float8 / 1048576 as draw
     from contacts c where c.organization_id = ? and c.id = ?`,
    [
      ...included.bindings,
      ...excluded.bindings,
      ...reason.bindings,
      ...[salt, Tenant.id(), contactId],
    ]
  )
  return row ?? null
}
