import { v7 as uuid } from 'uuid'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import ReceiptMail from '#commerce/mails/receipt'
import type Order from '#commerce/models/order'

/** Sends a receipt once more, with a new link. Throws a Refusal before there is one. */
export async function resendReceipt(order: Order): Promise<void> {
  if (!order.fulfilledAt || !order.email) {
    throw new Refusal('This order has no receipt yet.', { code: 'E_NO_RECEIPT', status: 409 })
  }
  await ReceiptMail.queue({
    to: {
      email: order.email,
      name: order.name,
      locale: order.locale,
      contactId: order.contactId,
    },
    organizationId: Tenant.id(),
    payload: { orderId: order.id },
    key: `${order.id}:${uuid()}`,
  })
}
