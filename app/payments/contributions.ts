import { receiptAppliers } from '#core/receipts/receipt'
import { providerChecks } from '#identity/provider_checks'

receiptAppliers.add('stripe', async (receipt) => {
  const { applyStripeReceipt } = await import('#payments/payment_ledger')
  return applyStripeReceipt(receipt)
})

// The Stripe SDK is loaded by those who speak to Stripe, not by every start.
providerChecks.add('stripe', async (account) => {
  const { checkStripe } = await import('#payments/connection_check')
  return checkStripe(account)
})
