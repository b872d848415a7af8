import type { HttpContext } from '@adonisjs/core/http'
import { Exception } from '@adonisjs/core/exceptions'
import { recordStripeEvent } from '#payments/payment_ledger'
import { rawBody } from '#payments/raw_body'
import { StripeAccount } from '#payments/stripe_account'
import { ForgedWebhook, readSignedEvent, type StripeEventHead } from '#payments/stripe_webhook'

export default class StripeWebhooksController {
  async store({ request, response, params }: HttpContext) {
    const account = await StripeAccount.byKey(params.account)
    if (!account) {
      throw new Exception('There is no such account', { status: 404, code: 'E_UNKNOWN_ACCOUNT' })
    }
    if (account.webhookSecrets.length === 0) {
      throw new Exception('STRIPE_WEBHOOK_SECRET is not set', { status: 503, code: 'E_NO_SECRET' })
    }
    const raw = await rawBody(request)
    const event = this.#read(raw, request.header('stripe-signature'), account)
    const isNew = await recordStripeEvent(account, event, raw)
    return response.ok({ received: true, repeated: !isNew })
  }

  #read(raw: string, signature: string | undefined, account: StripeAccount): StripeEventHead {
    try {
      return readSignedEvent(raw, signature, account)
    } catch (error) {
      if (!(error instanceof ForgedWebhook)) throw error
      throw new Exception('The signature does not fit', { status: 400, code: 'E_BAD_SIGNATURE' })
    }
  }
}
