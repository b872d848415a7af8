import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { KindName } from '#crm/imports/kinds/import_kind'
import type { ColumnTarget } from '#crm/imports/mapping/column_target'
import type { ImportRules } from '#crm/imports/rules'

export type RememberedMapping = { mapping: ColumnTarget[]; rules: ImportRules }

/** How columns of these names were mapped the last time; null when they never were. */
export async function rememberedMapping(
  kind: KindName,
  fingerprint: string
): Promise<RememberedMapping | null> {
  const [row] = await sql<RememberedMapping>(
    'select mapping, rules from import_mappings where organization_id = ? and kind = ? and fingerprint = ?',
    [Tenant.id(), kind, fingerprint]
  )
  return row ?? null
}

export async function rememberMapping(
  kind: KindName,
  fingerprint: string,
  { mapping, rules }: RememberedMapping
): Promise<void> {
  await sql(
    `insert into import_mappings (organization_id, kind, fingerprint, mapping, rules, updated_at)
     values (?, ?, ?, ?::jsonb, ?::jsonb, ?)
     on conflict (organization_id, kind, fingerprint) do update
       set mapping = excluded.mapping, rules = excluded.rules, updated_at = excluded.updated_at`,
    [
      ...[Tenant.id(), kind, fingerprint, JSON.stringify(mapping), JSON.stringify(rules)],
      clock.now().toISO(),
    ]
  )
}
