import type Stripe from 'stripe'
import { newId } from '#sandbox/stripe/ids'

/** What a sale or a refund did to the balance; a sale costs 2.9 % and 30. */
export function buildTransaction(
  source: Stripe.Charge | Stripe.Refund,
  created: number
): Stripe.BalanceTransaction {
  const sale = source.object === 'charge'
  const amount = sale ? source.amount : -source.amount
  const fee = sale ? Math.round(amount * 0.029) + 30 : 0
  return {
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: created,
    balance_type: 'payments',
    created,
    currency: source.currency,
    description: source.object === 'charge' ? source.description : 'REFUND FOR CHARGE',
    exchange_rate: null,
    fee,
    fee_details: fee
      ? [
          {
            amount: fee,
            application: null,
            currency: source.currency,
            description: 'Stripe processing fees',
            type: 'stripe_fee',
          },
        ]
      : [],
    net: amount - fee,
    reporting_category: sale ? 'charge' : 'refund',
    source: source.id,
    status: 'available',
    type: sale ? 'charge' : 'refund',
  }
}

export function buildBalance(transactions: Iterable<Stripe.BalanceTransaction>): Stripe.Balance {
  const byCurrency = new Map<string, number>()
  for (const { currency, net } of transactions) {
    byCurrency.set(currency, (byCurrency.get(currency) ?? 0) + net)
  }
  if (byCurrency.size === 0) byCurrency.set('usd', 0)
  const amounts = (of: (net: number) => number) =>
    [...byCurrency].map(([currency, net]) => {
      return { amount: of(net), currency, source_types: { card: of(net) } }
    })
  return {
    object: 'balance',
    available: amounts((net) => net),
    livemode: false,
    pending: amounts(() => 0),
  }
}
