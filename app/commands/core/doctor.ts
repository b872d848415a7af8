import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Looks at everything that the install needs. Exits 0 when all is well, else 1. */
export default class Doctor extends BaseCommand {
  static commandName = 'doctor'
  static description = 'Check the install and say what to do'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Print JSON' })
  declare json: boolean

  async run() {
    const { diagnose } = await import('#core/doctor/check')
    await import('#core/doctor/checks')
    const found = await diagnose()
    const faults = found.filter((finding) => !finding.ok)
    this.exitCode = faults.length > 0 ? 1 : 0
    if (this.json) return console.log(JSON.stringify(found))
    for (const finding of found) {
      const mark = finding.ok ? this.colors.green('✔') : this.colors.red('✖')
      console.log(`${mark} ${finding.name}: ${finding.note}`)
      if (!finding.ok) console.log(`  ${finding.advice}`)
    }
    if (faults.length === 0) this.logger.success('all is well')
    else this.logger.error(`${faults.length} of ${found.length} need attention`)
  }
}
