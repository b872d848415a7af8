import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** The big house: as many made-up contacts as asked for, while the sandbox is on. Repeatable. */
export default class DemoContacts extends BaseCommand {
  static commandName = 'demo:contacts'
  static description = 'Fill an organization with made-up contacts, companies and timelines'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'How many, e.g. 1000000' })
  declare count: string

  @flags.string({ description: 'Slug of the organization', default: 'bunny' })
  declare organization: string

  @flags.number({ description: 'Lines on each timeline', default: 5 })
  declare activities: number

  async run() {
    const { sandbox } = await import('#config/app')
    const count = Number(this.count)
    if (!sandbox.on || !Number.isInteger(count) || count < 1 || count > 10_000_000) {
      this.logger.error(
        sandbox.on
          ? 'Say how many: a whole number from 1 to 10000000'
          : 'The demo is loaded only while the sandbox is on (SANDBOX=on)'
      )
      this.exitCode = 1
      return
    }
    const { default: Organization } = await import('#identity/models/organization')
    const { Tenant } = await import('#core/tenancy/tenant')
    const { plantCrowd } = await import('#crm/demo')
    const organization = await Organization.findBy('slug', this.organization)
    if (!organization) {
      this.logger.error(`There is no organization "${this.organization}"`)
      this.exitCode = 1
      return
    }
    const begun = performance.now()
    const made = await Tenant.run(organization.id, () =>
      plantCrowd({
        count,
        companies: Math.min(5000, Math.ceil(count / 200)),
        numbered: true,
        activitiesEach: this.activities,
        progress: (so) =>
          this.logger.info(`${so.toLocaleString('en')} of ${count.toLocaleString('en')}`),
      })
    )
    const seconds = Math.round((performance.now() - begun) / 1000)
    this.logger.success(`${made.toLocaleString('en')} contacts made in ${seconds} s`)
  }
}
