import type { HttpContext } from '@adonisjs/core/http'
import { makeApiKey, revokeApiKey, REQUESTS_PER_MINUTE } from '#identity/api_keys'
import { apiScopes } from '#identity/api_scopes'
import ApiKey from '#identity/models/api_key'
import ApiKeyPolicy from '#identity/policies/api_key_policy'
import ApiKeyTransformer from '#identity/transformers/api_key_transformer'
import { apiKeyValidator } from '#identity/validators/api_key'

/** Keys for the API. Revoked ones stay in the list, so that a prefix in a log can be traced. */
export default class ApiKeysController {
  async index({ bouncer, inertia, staff }: HttpContext) {
    await bouncer.with(ApiKeyPolicy).authorize('read')
    const keys = await ApiKey.query()
      .preload('creator')
      .orderByRaw('revoked_at is not null, created_at desc, id desc')
      .limit(200)
    return inertia.render('identity/settings/api_keys', {
      keys: ApiKeyTransformer.transform(keys),
      scopes: apiScopes().filter((scope) => staff.can(scope)),
      requestsPerMinute: REQUESTS_PER_MINUTE,
      can: { create: staff.can('api_keys:create'), delete: staff.can('api_keys:delete') },
    })
  }

  /** Answers with the key itself, this once, and not through the session, which is stored. */
  async store({ bouncer, request, response, staff }: HttpContext) {
    await bouncer.with(ApiKeyPolicy).authorize('create')
    const wish = await request.validateUsing(apiKeyValidator)
    const { apiKey, key } = await makeApiKey(wish, staff)
    response.status(201).header('Cache-Control', 'no-store')
    return { id: apiKey.id, name: apiKey.name, key }
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    await bouncer.with(ApiKeyPolicy).authorize('delete')
    const { name } = await revokeApiKey(params.id)
    session.flash('success', `${name} opens nothing any more`)
    return response.redirect('/admin/settings/api-keys')
  }
}
