import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Mails about a sale of the past count as sent then: nobody's mailbox gets ninety days at once. */
export async function settleDemoMail(key: string, at: string): Promise<void> {
  await sql(
    `update outgoing_mails set state = 'sent', sent_at = ?, updated_at = ?, payload = '{}',
       subject = case mail when 'commerce/receipt' then 'Your receipt' else 'Your refund' end
     where organization_id = ? and key = ? and mail like 'commerce/%' and state = 'queued'`,
    [at, at, Tenant.id(), key]
  )
}
