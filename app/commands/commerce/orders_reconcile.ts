import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Compares orders with their providers now, as the hourly schedule does. Exits 1 when some could not be. */
export default class OrdersReconcile extends BaseCommand {
  static commandName = 'orders:reconcile'
  static description = 'Compare orders with their payment providers and repair what webhooks missed'
  static options: CommandOptions = { startApp: true }

  @flags.number({ description: 'Minutes that an open order is left to its webhooks', default: 5 })
  declare patience: number

  @flags.boolean({ description: 'Print the counts as one line of JSON' })
  declare json: boolean

  async run() {
    const { reconcileOrders } = await import('#commerce/reconciliation')
    const counts = await reconcileOrders({ patience: this.patience })
    if (this.json) process.stdout.write(`${JSON.stringify(counts)}\n`)
    else {
      const { checked, repaired, failed } = counts
      this.logger.info(`${checked} orders compared, ${repaired} repaired, ${failed} not reached`)
    }
    if (counts.failed > 0) this.exitCode = 1
  }
}
