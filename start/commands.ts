/*
 * The packages' commands. Their generators write into a domain of app/ here (resources/stubs), so
 * their help says so, and they want the domain's name.
 */
import * as core from '@adonisjs/core/commands'
import * as bouncer from '@adonisjs/bouncer/commands'
import * as lucid from '@adonisjs/lucid/commands'
import type { BaseCommand } from '@adonisjs/core/ace'
import type { CommandMetaData } from '@adonisjs/core/types/ace'

type Generated = new (...args: never[]) => BaseCommand & { name?: string; model?: string }

const PACKAGES = [core, lucid, bouncer]

/** What each generator makes; it lands in the folder of that kind in its domain. */
const IN_DOMAINS: Record<string, { what: string; example: string; file: string; hint?: string }> = {
  'make:command': {
    what: 'an Ace command',
    example: 'crm/contacts_import',
    file: 'app/commands/crm/contacts_import.ts',
  },
  'make:controller': {
    what: 'a controller',
    example: 'crm/contacts',
    file: 'app/crm/controllers/contacts_controller.ts',
    hint: 'with --resource for all actions, --api without the forms; then run npm run codegen',
  },
  'make:event': {
    what: 'a durable event',
    example: 'crm/contact_merged',
    file: 'app/crm/events/contact_merged.ts',
    hint: 'wire it in start/events.ts',
  },
  'make:factory': {
    what: 'a model factory',
    example: 'crm/contact',
    file: 'database/factories/crm/contact_factory.ts',
  },
  'make:listener': {
    what: 'a listener, which is a job per event',
    example: 'crm/tag_buyer',
    file: 'app/crm/listeners/tag_buyer.ts',
    hint: 'wire it in start/events.ts',
  },
  'make:model': {
    what: 'a tenant model',
    example: 'crm/contact',
    file: 'app/crm/models/contact.ts',
  },
  'make:policy': {
    what: 'a policy',
    example: 'crm/contact',
    file: 'app/crm/policies/contact_policy.ts',
    hint: 'then run npm run codegen',
  },
  'make:service': {
    what: 'a plain class beside the models: a noun with one public verb',
    example: 'crm/contact_import',
    file: 'app/crm/contact_import.ts',
  },
  'make:transformer': {
    what: 'a transformer for page props',
    example: 'crm/contact',
    file: 'app/crm/transformers/contact_transformer.ts',
    hint: 'then run npm run codegen',
  },
  'make:validator': {
    what: 'a file of Vine validators',
    example: 'crm/contact',
    file: 'app/crm/validators/contact.ts',
    hint: 'with --resource for one to create and one to update',
  },
}

/** The loader's first half: what `node ace list` and `--help` show. */
export async function getMetaData(): Promise<CommandMetaData[]> {
  const all = await Promise.all(PACKAGES.map((commands) => commands.getMetaData()))
  return all.flat().map(describe)
}

/** The second: the command itself. */
export async function getCommand(metaData: CommandMetaData) {
  for (const commands of PACKAGES) {
    const command = await commands.getCommand(metaData)
    if (command) return metaData.commandName in IN_DOMAINS ? inDomain(command as never) : command
  }
  return null
}

function describe(metaData: CommandMetaData): CommandMetaData {
  const made = IN_DOMAINS[metaData.commandName]
  if (!made) return metaData
  const { what, example, file, hint } = made
  const description = `Make ${what} in a domain of app/${hint ? `; ${hint}` : ''}`
  return {
    ...metaData,
    description,
    help: [`{{ binaryName }} ${metaData.commandName} ${example}`, `writes ${file}`],
  }
}

function inDomain(command: Generated): Generated {
  const { description, help } = describe((command as never as typeof BaseCommand).serialize())
  return class extends command {
    static description = description
    static help = help

    async exec(): Promise<unknown> {
      this.hydrate()
      if (/^[a-z_]+\/./.test(this.name ?? this.model ?? '')) return super.exec()
      const { example } = IN_DOMAINS[this.commandName]
      this.logger.error(`Name the domain too: node ace ${this.commandName} ${example}`)
      this.exitCode = 1
      return undefined
    }
  }
}
