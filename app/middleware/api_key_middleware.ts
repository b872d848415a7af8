import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Context } from '#core/context'
import { rateLimit } from '#core/http/rate_limit'
import { Tenant } from '#core/tenancy/tenant'
import { checkApiKey } from '#identity/api_key_check'
import type ApiKey from '#identity/models/api_key'
import '#core/api/caller'

const GUESSES = { name: 'key', requests: 120, per: '1 minute' }

/**
 * Machines: a key in the Authorization header, and nothing that a browser would send by itself.
 * The key's organization is the tenant, and the key the actor.
 */
export default class ApiKeyMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const apiKey = await this.#check(ctx)
    await this.#limit(ctx, apiKey)
    Tenant.enter(apiKey.organizationId)
    Context.amend({ actor: { type: 'key', id: apiKey.id } })
    ctx.apiCaller = apiKey
    return next()
  }

  /** Wrong keys are counted by address: right ones are not slowed by it. */
  async #check(ctx: HttpContext): Promise<ApiKey> {
    try {
      return await checkApiKey(ctx.request.header('authorization'))
    } catch (error) {
      await rateLimit.consume(ctx, [rateLimit.byAddress(ctx, GUESSES)])
      throw error
    }
  }

  async #limit({ response }: HttpContext, { id, requestsPerMinute }: ApiKey): Promise<void> {
    const bucket = { name: 'default', key: id, requests: requestsPerMinute, per: '1 minute' }
    const policy = `"default";q=${requestsPerMinute};w=60`
    try {
      await rateLimit.consume({ response }, [bucket])
      response.header('RateLimit-Policy', policy)
    } catch (error) {
      throw Object.assign(error as Error, { headers: { 'RateLimit-Policy': policy } })
    }
  }
}
