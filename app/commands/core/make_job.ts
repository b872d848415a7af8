import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import string from '@adonisjs/core/helpers/string'

/** Makes a job whose stored name is `<domain>/<file>`. Core keeps a folder per idea: core/<idea>/<name>. */
export default class MakeJob extends BaseCommand {
  static commandName = 'make:job'
  static description = 'Make a job in a domain of app/'
  static help = [
    '{{ binaryName }} make:job crm/merge_contacts',
    'writes app/crm/jobs/merge_contacts.ts',
  ]

  @args.string({ description: 'Domain and name, as in crm/merge_contacts' })
  declare name: string

  @flags.boolean({ description: 'Overwrite a file that is there', alias: 'f' })
  declare force: boolean

  async run() {
    const parts = this.name.replace(/\.ts$/, '').split('/').map(string.snakeCase)
    const [domain] = parts
    if (parts.length !== (domain === 'core' ? 3 : 2) || !parts.every(Boolean)) {
      this.logger.error('Name the domain too: node ace make:job crm/merge_contacts')
      this.exitCode = 1
      return
    }
    const name = parts.at(-1)!
    const codemods = await this.createCodemods()
    codemods.overwriteExisting = this.force === true
    await codemods.makeUsingStub(this.app.makePath('resources/stubs'), 'make/job/main.stub', {
      folder: ['app', ...parts.slice(0, -1), 'jobs'],
      fileName: `${name}.ts`,
      className: string.pascalCase(name),
      jobName: `${domain}/${name}`,
    })
  }
}
