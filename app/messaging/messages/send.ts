import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Tenant } from '#core/tenancy/tenant'
import MessageMail from '#messaging/messages/mails/message'
import type { PreparedMessage } from '#messaging/messages/prepare'
import { insertMessage } from '#messaging/queries/message_rows'

/** Queues a message in the caller's transaction; it leaves after the commit. Resolves to its id. */
export async function sendLater(
  message: PreparedMessage,
  apiKeyId: string,
  trx: TransactionClientContract
): Promise<string> {
  const { address, name, contactId, locale } = message.recipient
  const id = await MessageMail.queue(
    {
      to: { email: address, name, contactId, locale: locale ?? undefined },
      organizationId: Tenant.id(),
      payload: {},
    },
    trx
  )
  await insertMessage(id!, message, apiKeyId, trx)
  return id!
}
