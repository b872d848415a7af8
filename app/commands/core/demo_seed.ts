import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Loads the demo. Repeatable: what is there stays as it is. */
export default class DemoSeed extends BaseCommand {
  static commandName = 'demo:seed'
  static description = 'Load the demo organizations, while the sandbox is on'
  static options: CommandOptions = { startApp: true }

  async run() {
    const { sandbox } = await import('#config/app')
    const { demoInOrder } = await import('#core/registry/demo_data')
    if (!sandbox.on) {
      this.logger.error('The demo is loaded only while the sandbox is on (SANDBOX=on)')
      this.exitCode = 1
      return
    }
    for (const [name, part] of demoInOrder()) {
      const begun = performance.now()
      const line = await part.seed()
      this.logger.info(`${name}: ${line} (${Math.round(performance.now() - begun)} ms)`)
    }
  }
}
