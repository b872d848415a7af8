import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Makes a user whose address counts as verified. */
export default class UsersCreate extends BaseCommand {
  static commandName = 'users:create'
  static description = 'Create a user with a verified address'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'E-mail address' })
  declare email: string

  @flags.string({ description: 'Full name' })
  declare name?: string

  @flags.string({ description: 'Password; made up and printed when left out' })
  declare password?: string

  @flags.boolean({ description: 'Make an operator of the install' })
  declare operator?: boolean

  async run() {
    const { makeToken } = await import('#core/crypto/tokens')
    const { signUp } = await import('#identity/accounts')
    const { signupValidator } = await import('#identity/validators/account')
    const password = this.password ?? makeToken().token.slice(0, 20)
    try {
      const input = await signupValidator.validate({
        email: this.email,
        password,
        fullName: this.name ?? this.email.split('@')[0],
      })
      const user = await signUp(input, { verified: true, quiet: true })
      if (!user) throw new Error('This address has an account already')
      if (this.operator) await user.merge({ isOperator: true }).save()
      this.logger.success(`${user.email} can log in${this.password ? '' : ` with ${password}`}`)
    } catch (error) {
      const messages = (error as { messages?: { message: string }[] }).messages
      this.logger.error(
        messages ? messages.map((one) => one.message).join(', ') : (error as Error).message
      )
      this.exitCode = 1
    }
  }
}
