import { randomBytes } from 'node:crypto'
import { compose } from '@adonisjs/core/helpers'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { ApiKeySchema } from '#database/schema'
import { clock } from '#core/clock/clock'
import { hashToken } from '#core/crypto/tokens'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import User from '#identity/models/user'

/** What a key of ours looks like: people and scanners of secrets know it by its beginning. */
export const API_KEY_SHAPE = /^wrn_[A-Za-z0-9]{8}_[\w-]{43}$/

export type ApiKeyState = 'active' | 'expired' | 'revoked'

/** A machine's key to one organization. The key itself is shown once and never stored. */
export default class ApiKey extends compose(ApiKeySchema, Tenanted, WithId) {
  @belongsTo(() => User, { foreignKey: 'createdBy' })
  declare creator: BelongsTo<typeof User>

  get state(): ApiKeyState {
    if (this.revokedAt) return 'revoked'
    return this.expiresAt && this.expiresAt <= clock.now() ? 'expired' : 'active'
  }

  /** Whether this key may, e.g. `key.can('contacts:read')`. */
  can(scope: string): boolean {
    return this.scopes.includes(scope)
  }

  /** Gives this row a new secret; resolves to the key, which is not seen again. */
  makeSecret(): string {
    this.prefix = `wrn_${letters(8)}`
    const key = `${this.prefix}_${randomBytes(32).toString('base64url')}`
    this.keyHash = hashToken(key)
    return key
  }
}

/** Random letters and digits, without the marks that base64url has. */
function letters(count: number): string {
  let text = ''
  while (text.length < count) text += randomBytes(16).toString('base64url').replace(/[_-]/g, '')
  return text.slice(0, count)
}
