import { compose } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { UserTokenSchema } from '#database/schema'
import { clock } from '#core/clock/clock'
import { hashToken, makeToken } from '#core/crypto/tokens'
import { WithId } from '#core/database/with_id'

export type TokenKind = 'verify_email' | 'reset_password' | 'change_email'

/** Minutes that a link lives. */
const LIFETIME: Record<TokenKind, number> = {
  verify_email: 24 * 60,
  reset_password: 60,
  change_email: 60,
}

/** A one-time link for a user. Only the hash of its token is kept. */
export default class UserToken extends compose(UserTokenSchema, WithId) {
  /** Makes a token and makes those of the same kind before it worthless. Resolves to the secret. */
  static async issue(
    userId: string,
    kind: TokenKind,
    email: string | null = null
  ): Promise<string> {
    const { token, hash } = makeToken()
    await UserToken.query()
      .where({ userId, kind })
      .whereNull('usedAt')
      .update({ usedAt: clock.now().toSQL() })
    await UserToken.create({
      userId,
      kind,
      email,
      tokenHash: hash,
      expiresAt: clock.now().plus({ minutes: LIFETIME[kind] }),
    })
    return token
  }

  /** Makes every open link of a user worthless: her password or address is another now. */
  static async voidAll(userId: string, trx: TransactionClientContract): Promise<void> {
    await UserToken.query({ client: trx })
      .where({ userId })
      .whereNull('usedAt')
      .update({ usedAt: clock.now().toSQL() })
  }

  /** The token behind a link while it is good, locked within `trx`; null when unknown, used or expired. */
  static async behind(
    token: string,
    kind: TokenKind,
    trx?: TransactionClientContract
  ): Promise<UserToken | null> {
    const query = UserToken.query({ client: trx })
      .where('tokenHash', hashToken(token))
      .where('kind', kind)
      .whereNull('usedAt')
      .where('expiresAt', '>', clock.now().toSQL())
    return trx ? query.forUpdate().first() : query.first()
  }

  /** The token itself while it opens something; null when unknown, used or expired. */
  static async usable(token: string, kind: TokenKind): Promise<string | null> {
    return (await UserToken.behind(token, kind)) ? token : null
  }
}
