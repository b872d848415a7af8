import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Founds an organization for a user who is there. */
export default class OrganizationsCreate extends BaseCommand {
  static commandName = 'organizations:create'
  static description = 'Create an organization and its owner’s membership'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Name' })
  declare name: string

  @flags.string({ description: 'E-mail address of the owner', required: true })
  declare owner: string

  @flags.string({ description: 'Address on this install; made from the name when left out' })
  declare slug?: string

  @flags.string({ description: 'ISO currency', default: 'EUR' })
  declare currency: string

  @flags.boolean({ description: 'Show its site at the install’s own address' })
  declare primary?: boolean

  async run() {
    const { default: User } = await import('#identity/models/user')
    const { foundOrganization } = await import('#identity/organizations')
    const { createOrganizationValidator } = await import('#identity/validators/organization')
    try {
      const owner = await User.findByEmail(this.owner)
      if (!owner)
        throw new Error(
          `Nobody has the address ${this.owner}; make the user first with users:create`
        )
      const slug =
        this.slug ??
        this.name
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, '-')
          .replace(/^-|-$/g, '')
      const input = await createOrganizationValidator.validate({
        name: this.name,
        slug,
        currency: this.currency,
        timeZone: owner.timeZone,
      })
      const organization = await foundOrganization(owner, input, { isPrimary: this.primary })
      this.logger.success(`${organization.name} (${organization.slug}) belongs to ${owner.email}`)
    } catch (error) {
      const messages = (error as { messages?: { message: string }[] }).messages
      this.logger.error(
        messages ? messages.map((one) => one.message).join(', ') : (error as Error).message
      )
      this.exitCode = 1
    }
  }
}
