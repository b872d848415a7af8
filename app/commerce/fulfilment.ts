import type { DateTime } from 'luxon'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import ConversionRecorded from '#core/events/conversion_recorded'
import { Tenant } from '#core/tenancy/tenant'
import Contact from '#crm/models/contact'
import { Access } from '#access/access'
import { endUnprovenSessions } from '#access/portal/portal_session'
import OrderPaid from '#commerce/events/order_paid'
import SeatMissed from '#commerce/events/seat_missed'
import ReceiptMail from '#commerce/mails/receipt'
import SeatRefundedMail from '#commerce/mails/seat_refunded'
import type Order from '#commerce/models/order'
import { insertPayment, linesOf, type SoldLine } from '#commerce/queries/fulfilment'
import { requestRefund } from '#commerce/refunding'
import { Seats } from '#commerce/seats'

export type Buyer = { email: string; name: string | null }

/** Money as a provider says that it came in. */
export type Capture = {
  provider: string
  providerRef: string
  chargeRef: string | null
  amountMinor: number
  currency: string
  method: string | null
  at: DateTime
}

/**
 * Fulfils an order: the one way to access, whoever calls it and however often.
 * The order's row is locked by the caller, so that everything here happens once,
 * or not at all: payment, contact, seat, entitlement, then the receipt's row.
 * Where no seat is left, the money goes back and the buyer is told. Resolves to
 * what it did, for people.
 */
export async function fulfil(
  order: Order,
  { buyer, capture }: { buyer: Buyer; capture: Capture | null },
  trx: TransactionClientContract
): Promise<string> {
  if (order.fulfilledAt) return 'Already fulfilled'
  const contact = await Contact.identify(
    { email: buyer.email, name: buyer.name ?? undefined, locale: order.locale, source: 'order' },
    trx
  )
  order.contactId = contact.id
  order.email = buyer.email
  order.name = buyer.name
  if (capture) await insertPayment(order.id, capture, trx)

  const lines = await linesOf(order.id, trx)
  const missed = await new Seats(order, trx).sell(lines)
  if (missed) return missSeat(order, missed, trx)

  order.fulfilledAt = clock.now()
  order.note = null
  await order.transitionTo('paid', trx)
  await grantLines(order, contact, lines, trx)
  // A contact who is younger than the order had no session before it.
  if (contact.createdAt < order.createdAt) {
    await endUnprovenSessions(contact.id, order.createdAt, trx)
  }
  await recordSale(
    order,
    lines.map((line) => line.productId),
    trx
  )
  await ReceiptMail.queue(
    {
      to: { email: buyer.email, name: buyer.name, locale: order.locale, contactId: contact.id },
      organizationId: Tenant.id(),
      payload: { orderId: order.id },
      key: order.id,
    },
    trx
  )
  return 'Fulfilled: access granted, receipt queued'
}

/** A product that was archived meanwhile is honoured: what was sold is what the order says. */
async function grantLines(
  order: Order,
  contact: Contact,
  lines: SoldLine[],
  trx: TransactionClientContract
): Promise<void> {
  for (const { accessDays, grants } of lines) {
    for (const { subjectType, subjectId } of grants) {
      await Access.grant(
        {
          contactId: contact.id,
          subjectType,
          subjectId,
          sourceType: 'order',
          sourceId: order.id,
          reason: order.isFree
            ? `Joined free with order ${order.number}`
            : `Bought with order ${order.number}`,
          endsAt: accessDays ? clock.now().plus({ days: accessDays }) : null,
        },
        trx
      )
    }
  }
}

async function recordSale(
  order: Order,
  productIds: string[],
  trx: TransactionClientContract
): Promise<void> {
  const fact = { organizationId: Tenant.id(), contactId: order.contactId }
  await OrderPaid.record(
    { ...fact, subjectId: order.id, payload: { ...order.facts, productIds } },
    trx
  )
  await ConversionRecorded.record(
    {
      ...fact,
      subjectId: order.contactId,
      payload: {
        amountMinor: order.totalMinor,
        currency: order.currency,
        at: clock.now().toISO(),
        source: 'order',
        sourceId: order.id,
      },
    },
    trx
  )
}

/** The money came too late for a seat: it goes back in full, and the buyer reads why. */
async function missSeat(
  order: Order,
  productId: string,
  trx: TransactionClientContract
): Promise<string> {
  order.note = 'Paid when no seat was left. The money goes back.'
  if (order.isFree) {
    await order.transitionTo('failed', trx)
  } else {
    await order.transitionTo('paid', trx)
    await requestRefund(
      order,
      { amountMinor: order.totalMinor, reason: 'No seat was left', requestedBy: null },
      trx
    )
  }
  await SeatMissed.record(
    {
      organizationId: Tenant.id(),
      subjectId: order.id,
      contactId: order.contactId,
      payload: { orderId: order.id, productId },
    },
    trx
  )
  await SeatRefundedMail.queue(
    {
      to: {
        email: order.email!,
        name: order.name,
        locale: order.locale,
        contactId: order.contactId,
      },
      organizationId: Tenant.id(),
      payload: { orderId: order.id },
      key: order.id,
    },
    trx
  )
  return 'No seat was left: the money goes back and the buyer is told'
}
