import { BaseTransformer } from '@adonisjs/core/transformers'
import type ApiKey from '#identity/models/api_key'

/** A key as its owners see it: never the key itself, which the house does not know. */
export default class ApiKeyTransformer extends BaseTransformer<ApiKey> {
  toObject() {
    const { expiresAt, lastUsedAt, createdAt, state, creator } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'name', 'prefix', 'scopes', 'requestsPerMinute']),
      state,
      expiresAt: expiresAt?.toISO() ?? null,
      lastUsedAt: lastUsedAt?.toISO() ?? null,
      createdAt: createdAt.toISO()!,
      createdBy: creator?.fullName ?? null,
    }
  }
}
