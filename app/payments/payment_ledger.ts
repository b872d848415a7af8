import { v7 as uuid } from 'uuid'
import db from '@adonisjs/lucid/services/db'
import { applierOf, type PaymentOutcome } from '#payments/payment_appliers'
import { StripeAccount } from '#payments/stripe_account'
import type { StripeEventHead } from '#payments/stripe_webhook'
import { storeReceipt, type Outcome, type StoredReceipt } from '#core/receipts/receipt'
import {
  insertPaymentEvent,
  noteOutcome,
  noteTrouble,
  paymentNamedIn,
} from '#payments/queries/payment_events'

/**
 * Writes an event into the ledger, once per account and event id, together with
 * its receipt, in one transaction. Resolves to whether it is new. Applying it is
 * a job's: whoever sends webhooks gets an answer without waiting for a provider.
 */
export async function recordStripeEvent(
  account: StripeAccount,
  event: StripeEventHead,
  body: string
): Promise<boolean> {
  const head = {
    organizationId: account.organizationId,
    provider: 'stripe',
    account: account.key,
    eventId: event.id,
    type: event.type,
    objectId: event.objectId,
    providerCreatedAt: new Date(event.created * 1000),
  }
  return db.transaction(async (trx) => {
    const { id, isNew } = await storeReceipt({ ...head, body }, trx)
    if (isNew) await insertPaymentEvent({ id: uuid(), receiptId: id, ...head }, trx)
    return isNew
  })
}

/** Applies a stored receipt of Stripe and writes down for people what came of it. */
export async function applyStripeReceipt(receipt: StoredReceipt): Promise<Outcome> {
  try {
    const { state, note, order } = await apply(receipt)
    await noteOutcome(receipt.id, { state, note, order })
    return { state, note }
  } catch (error) {
    await noteTrouble(receipt.id, `Will be tried again: ${(error as Error).message}`)
    throw error
  }
}

async function apply({ id, account: key, type, objectId }: StoredReceipt): Promise<PaymentOutcome> {
  const applier = applierOf(type)
  if (!applier || !objectId)
    return { state: 'ignored', note: 'Nothing here depends on such events' }
  const account = await StripeAccount.byKey(key)
  if (!account) return { state: 'ignored', note: 'The account is not connected any more' }
  return applier({ account, type, objectId, paymentIntentId: await paymentNamedIn(id, type) })
}
