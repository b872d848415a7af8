import { Job } from '#core/queue/job'

/** Hourly: finds what webhooks missed. */
export default class ReconcileOrders extends Job {
  static jobName = 'commerce/reconcile_orders'
  static queue = 'fulfillment'
  static attempts = 1

  async handle() {
    const { reconcileOrders } = await import('#commerce/reconciliation')
    await reconcileOrders()
  }
}
