import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { MARK, STATE } from '#messaging/ledger/states'

/**
 * The days of mails of the demo, which never went through an account: as if the house's relay had sent them. Days that
 * are there already stay. Resolves to how many were added.
 */
export async function plantDays(accountId: string): Promise<number> {
  const marked = (mark: number) => `count(*) filter (where s.marks & ${mark} > 0)`
  const rows = await sql(
    `insert into send_days (organization_id, day, account_id, sender_domain, recipient_domain, sent, delivered, bounced,
       blocked, complained)
     select s.organization_id, (s.changed_at at time zone 'UTC')::date, ?::uuid,
       coalesce(split_part(se.address_norm, '@', 2), ''), split_part(c.email_norm, '@', 2), count(*),
       ${marked(MARK.delivered)}, ${marked(MARK.bounced)}, ${marked(MARK.blocked)}, ${marked(MARK.complained)}
     from send_runs r
     join sends s on s.run_id = r.id and s.month = r.month
     join contacts c on c.organization_id = s.organization_id and c.id = s.contact_id and c.deleted_at is null
     left join senders se on se.organization_id = r.organization_id and se.id = r.sender_id
     where r.organization_id = ? and s.state = ? and s.account_id is null and c.email_norm is not null
     group by 1, 2, 4, 5
     on conflict do nothing returning 1`,
    [accountId, Tenant.id(), STATE.sent]
  )
  return rows.length
}
