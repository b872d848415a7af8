import { mkdir, writeFile } from 'node:fs/promises'
import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Writes the generated part of clients/typescript. For development: it is formatted by Prettier. */
export default class ApiClient extends BaseCommand {
  static commandName = 'api:client'
  static description = 'Write the TypeScript client from the API’s declarations'
  static options: CommandOptions = { startApp: true }

  async run() {
    const { formattedClient } = await import('#core/api/client/formatted')
    const folder = this.app.makePath('clients/typescript/src')
    await mkdir(folder, { recursive: true })
    for (const [name, text] of Object.entries(await formattedClient())) {
      await writeFile(`${folder}/${name}`, text)
      this.logger.success(`clients/typescript/src/${name}`)
    }
  }
}
