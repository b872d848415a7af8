import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Adds to a form's day. */
export async function countForm(
  formId: string,
  { submitted, confirmed }: { submitted: number; confirmed: number },
  trx: TransactionClientContract
): Promise<void> {
  await sql(
    `insert into form_days as d (organization_id, form_id, day, submitted, confirmed) values (?, ?, ?, ?, ?)
     on conflict (organization_id, form_id, day) do update
       set submitted = d.submitted + excluded.submitted, confirmed = d.confirmed + excluded.confirmed`,
    [Tenant.id(), formId, clock.now().toUTC().toISODate(), submitted, confirmed],
    trx
  )
}

/** What a confirm mail is about, and the address that it went to. Its payload is gone once it was sent; its key stays. */
export async function submissionOfMail(
  mailId: string
): Promise<{ submissionId: string; address: string } | null> {
  const [row] = await sql<{ submissionId: string | null; address: string }>(
    `select key as "submissionId", to_address as address from outgoing_mails
     where organization_id = ? and id = ? and mail = 'messaging/confirm_subscription'`,
    [Tenant.id(), mailId]
  )
  return row?.submissionId ? { submissionId: row.submissionId, address: row.address } : null
}

/** Holds a submission, so that it is confirmed once; false where it does not wait any more. */
export async function holdWaiting(id: string, trx: TransactionClientContract): Promise<boolean> {
  const rows = await sql(
    `select 1 from form_submissions where organization_id = ? and id = ? and state = 'waiting' for update`,
    [Tenant.id(), id],
    trx
  )
  return rows.length === 1
}

/** Forgets what was given with submissions that nobody confirmed in time, over all organizations. */
export async function expireSubmissions(before: string): Promise<number> {
  const rows = await sql(
    `update form_submissions f set state = 'expired', given = '{}'
     from organizations o where f.organization_id = o.id and f.state = 'waiting' and f.created_at < ?
     returning f.id`,
    [before]
  )
  return rows.length
}
