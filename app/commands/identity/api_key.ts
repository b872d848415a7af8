import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Makes a key of an organization and prints it, this once. */
export default class MakeApiKey extends BaseCommand {
  static commandName = 'api:key'
  static description = 'Make an API key of an organization and print it once'
  static help = [
    'Scopes are permissions, comma-separated: contacts:read, contacts:write (all that changes), contacts:*, or *',
    '{{ binaryName }} api:key --organization bunny --scopes contacts:read,tags:*',
  ]
  static options: CommandOptions = { startApp: true }

  @flags.string({ description: 'Slug of the organization', required: true })
  declare organization: string

  @flags.string({ description: 'Comma-separated scopes', required: true })
  declare scopes: string

  @flags.string({ description: 'What people know it by', default: 'Command line' })
  declare name: string

  @flags.number({ description: 'Days after which it opens nothing; never when left out' })
  declare expiresInDays?: number

  @flags.number({ description: 'Requests per minute' })
  declare requestsPerMinute?: number

  @flags.boolean({
    description: 'One JSON object: {id, organization, prefix, scopes, expiresAt, key}',
  })
  declare json?: boolean

  async run() {
    const { Tenant } = await import('#core/tenancy/tenant')
    const { makeApiKey } = await import('#identity/api_keys')
    const { default: Organization } = await import('#identity/models/organization')
    const { apiKeyValidator } = await import('#identity/validators/api_key')
    try {
      const organization = await Organization.query()
        .where('slug', this.organization)
        .whereNull('deletedAt')
        .first()
      if (!organization) throw new Error(`There is no organization "${this.organization}"`)
      const wish = await apiKeyValidator.validate({
        name: this.name,
        scopes: [...new Set(this.scopes.split(/[\s,]+/).filter(Boolean))],
        expiresInDays: this.expiresInDays,
        requestsPerMinute: this.requestsPerMinute,
      })
      const { apiKey, key } = await Tenant.run(organization.id, () => makeApiKey(wish))
      const { id, prefix, scopes } = apiKey
      const expiresAt = apiKey.expiresAt?.toISO() ?? null
      if (this.json) {
        const { slug } = organization
        console.log(JSON.stringify({ id, organization: slug, prefix, scopes, expiresAt, key }))
        return
      }
      // The key alone on standard output, so that a script can keep it.
      this.logger.logError(`${organization.name}: ${scopes.join(', ')}`)
      this.logger.logError(expiresAt ? `expires ${expiresAt}` : 'never expires')
      console.log(key)
    } catch (error) {
      const messages = (error as { messages?: { message: string }[] }).messages
      this.logger.error(
        messages ? messages.map((one) => one.message).join(', ') : (error as Error).message
      )
      this.exitCode = 1
    }
  }
}
