import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type MessageContext = {
  templateName: string | null
  /** Of the sender that was asked for. */
  senderAddress: string | null
  /** Name of the key that asked. */
  keyName: string | null
  /** The account that took it. */
  accountLabel: string | null
}

/** What a message names, in words. */
export async function contextOfMessage(id: string): Promise<MessageContext> {
  const [row] = await sql<MessageContext>(
    `select t.name as "templateName", s.address as "senderAddress", k.name as "keyName", a.label as "accountLabel"
     from messages m
     join outgoing_mails o on o.id = m.id
     left join mail_templates t on t.organization_id = m.organization_id and t.id = m.template_id
     left join senders s on s.organization_id = m.organization_id and s.id = m.sender_id
     left join api_keys k on k.organization_id = m.organization_id and k.id = m.api_key_id
     left join mail_accounts a on a.organization_id = m.organization_id and a.id = o.account_id
     where m.organization_id = ? and m.id = ?`,
    [Tenant.id(), id]
  )
  return row
}
