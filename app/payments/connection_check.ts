import { Money } from '#core/money/money'
import type ProviderAccount from '#identity/models/provider_account'
import { StripeAccount } from '#payments/stripe_account'

/** Asks Stripe for the balance with the account's key. Resolves to a sentence; throws Stripe's own words. */
export async function checkStripe(account: ProviderAccount): Promise<string> {
  const stripe = StripeAccount.of(account)
  const balance = await stripe.client.balance.retrieve()
  const mode = stripe.isLive ? 'live' : 'test'
  const [available] = balance.available
  if (!available) return `Connected in ${mode} mode`
  const amount = Money.of(available.amount, available.currency).format()
  return `Connected in ${mode} mode. Available balance: ${amount}`
}
