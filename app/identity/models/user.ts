import { compose } from '@adonisjs/core/helpers'
import hash from '@adonisjs/core/services/hash'
import { DbRememberMeTokensProvider } from '@adonisjs/auth/session'
import { withAuthFinder } from '@adonisjs/auth/mixins/lucid'
import { beforeSave, hasMany } from '@adonisjs/lucid/orm'
import type { HasMany } from '@adonisjs/lucid/types/relations'
import { UserSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { normalizeEmail } from '#core/email_address'
import Membership from '#identity/models/membership'

const AuthFinder = withAuthFinder(() => hash.use('argon'), {
  uids: ['emailNorm'],
  passwordColumnName: 'password',
})

/** A person who logs in, known across organizations. */
export default class User extends compose(UserSchema, WithId, AuthFinder) {
  static rememberMeTokens = DbRememberMeTokensProvider.forModel(User)

  @hasMany(() => Membership)
  declare memberships: HasMany<typeof Membership>

  @beforeSave()
  static normalize(user: User) {
    user.emailNorm = normalizeEmail(user.email)
  }

  get isVerified(): boolean {
    return this.emailVerifiedAt !== null
  }

  get initials(): string {
    return this.fullName
      .split(/\s+/)
      .map((part) => part[0] ?? '')
      .slice(0, 2)
      .join('')
      .toUpperCase()
  }

  static async findByEmail(email: string): Promise<User | null> {
    return User.query().where('emailNorm', normalizeEmail(email)).first()
  }
}
