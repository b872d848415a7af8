import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import string from '@adonisjs/core/helpers/string'

/** Makes a mail: its class in the domain, its MJML and its text part in resources/mails. */
export default class MakeMail extends BaseCommand {
  static commandName = 'make:mail'
  static description = 'Make a mail in a domain of app/, with its templates'
  static help = [
    '{{ binaryName }} make:mail crm/welcome',
    'writes app/crm/mails/welcome.ts, resources/mails/crm/welcome.mjml and welcome.txt',
  ]

  @args.string({ description: 'Domain and name, as in crm/welcome' })
  declare name: string

  @flags.boolean({ description: 'Overwrite files that are there', alias: 'f' })
  declare force: boolean

  async run() {
    const [domain, name, ...more] = this.name.replace(/\.ts$/, '').split('/').map(string.snakeCase)
    if (!domain || !name || more.length > 0) {
      this.logger.error('Name the domain too: node ace make:mail crm/welcome')
      this.exitCode = 1
      return
    }
    const codemods = await this.createCodemods()
    codemods.overwriteExisting = this.force === true
    const state = {
      ...{ domain, name, className: `${string.pascalCase(name)}Mail` },
      subject: string.sentenceCase(name),
      // Liquid's braces are the stubs' braces, too.
      value: (path: string) => `{{ ${path} }}`,
    }
    for (const stub of ['main', 'mjml', 'text']) {
      await codemods.makeUsingStub(
        this.app.makePath('resources/stubs'),
        `make/mail/${stub}.stub`,
        state
      )
    }
    const path = `${domain}/${name}`
    this.logger.info(
      `add it in app/${domain}/contributions.ts: mails.add('${path}', () => import('#${domain}/mails/${name}'))`
    )
  }
}
