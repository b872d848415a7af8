/** What a test card does, by its number. */
export type CardFate =
  'succeeds' | 'challenged' | { code: string; declineCode: string; message: string }

export interface Card {
  number: string
  brand: 'visa' | 'mastercard' | 'amex'
  last4: string
  expMonth: number
  expYear: number
}

const declined = (declineCode: string, message: string, code = 'card_declined') => ({
  code,
  declineCode,
  message,
})

const FATES: Record<string, CardFate> = {
  '4242424242424242': 'succeeds',
  '5555555555554444': 'succeeds',
  '378282246310005': 'succeeds',
  '4000002500003155': 'challenged',
  '4000002760003184': 'challenged',
  '4000000000000002': declined('generic_decline', 'Your card was declined.'),
  '4000000000009995': declined('insufficient_funds', 'Your card has insufficient funds.'),
  '4000000000000069': declined('expired_card', 'Your card has expired.', 'expired_card'),
  '4000000000000127': declined(
    'incorrect_cvc',
    "Your card's security code is incorrect.",
    'incorrect_cvc'
  ),
}

export const AUTHENTICATION_FAILED = declined(
  'authentication_required',
  'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  'payment_intent_authentication_failure'
)

export const digits = (number: string) => number.replace(/\D/g, '')

/** The fate of a card; a number that is no test card is refused as Stripe refuses it in test mode. */
export function cardFate(number: string): CardFate {
  return (
    FATES[digits(number)] ??
    declined(
      'test_mode_live_card',
      'Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.'
    )
  )
}

export function describeCard(number: string, year = new Date().getUTCFullYear() + 3): Card {
  const plain = digits(number)
  const brand = plain.startsWith('5') ? 'mastercard' : plain.startsWith('3') ? 'amex' : 'visa'
  return { number: plain, brand, last4: plain.slice(-4), expMonth: 12, expYear: year }
}
