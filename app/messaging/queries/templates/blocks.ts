import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { BlockSource } from '#messaging/templates/compile/blocks'

/** Blocks in use with these keys. */
export async function blocksByKey(keys: string[]): Promise<Map<string, BlockSource>> {
  const rows = await sql<BlockSource & { key: string }>(
    `select t.key, t.format, v.source from mail_templates t
     join mail_template_versions v on v.organization_id = t.organization_id and v.template_id = t.id
       and v.version = t.version
     where t.organization_id = ? and t.kind = 'block' and t.key = any(?)`,
    [Tenant.id(), keys]
  )
  return new Map(rows.map(({ key, ...block }) => [key, block]))
}

export type BlockChoice = { key: string; name: string; format: string }

/** The blocks that can be put into mails, by name. */
export async function blockChoices(): Promise<BlockChoice[]> {
  return sql<BlockChoice>(
    `select key, name, format from mail_templates
     where organization_id = ? and kind = 'block' and archived_at is null order by lower(name) limit 200`,
    [Tenant.id()]
  )
}
