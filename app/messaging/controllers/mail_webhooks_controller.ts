import type { HttpContext } from '@adonisjs/core/http'
import { Exception } from '@adonisjs/core/exceptions'
import { rawBody } from '#payments/raw_body'
import { receiveWebhook, SecretMissing } from '#messaging/provider_events/receive'
import { ForgedWebhook } from '#messaging/provider_events/webhook'
import { webhookAccount } from '#messaging/provider_events/webhook_accounts'

export default class MailWebhooksController {
  async store({ request, response, params }: HttpContext) {
    const account = await webhookAccount(params.provider, params.account)
    if (!account) {
      throw new Exception('There is no such account', { status: 404, code: 'E_UNKNOWN_ACCOUNT' })
    }
    const raw = await rawBody(request)
    try {
      const kept = await receiveWebhook(account, {
        raw,
        header: (name) => request.header(name),
        now: Date.now(),
      })
      return response.ok({ received: true, kept })
    } catch (error) {
      throw refusalOf(error)
    }
  }
}

function refusalOf(error: unknown): unknown {
  if (error instanceof ForgedWebhook) {
    return new Exception('The signature does not fit', { status: 401, code: 'E_BAD_SIGNATURE' })
  }
  if (error instanceof SecretMissing) {
    return new Exception('The account has no webhook secret', { status: 503, code: 'E_NO_SECRET' })
  }
  return error
}
