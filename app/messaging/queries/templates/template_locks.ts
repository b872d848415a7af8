import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Locks a template's row and tells what stands in it now. */
export async function lockTemplate(
  id: string,
  trx: TransactionClientContract
): Promise<{ version: number; revision: number }> {
  const [row] = await sql<{ version: number; revision: number }>(
    `select version, draft_revision as revision from mail_templates
     where organization_id = ? and id = ? for update`,
    [Tenant.id(), id],
    trx
  )
  return row
}

/** Writes the draft when nobody wrote since `revision`; resolves to the new one, or null. */
export async function writeDraft(
  id: string,
  given: { draft: object; revision: number; at: string; byId: string | null }
): Promise<number | null> {
  const [row] = await sql<{ revision: number }>(
    `update mail_templates set draft = ?::jsonb, draft_revision = draft_revision + 1, draft_at = ?, draft_by_id = ?,
       updated_at = ?
     where organization_id = ? and id = ? and draft_revision = ?
     returning draft_revision as revision`,
    [JSON.stringify(given.draft), given.at, given.byId, given.at, Tenant.id(), id, given.revision]
  )
  return row?.revision ?? null
}
