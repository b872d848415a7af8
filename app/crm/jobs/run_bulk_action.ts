import { Job } from '#core/queue/job'

type Payload = { id: string }

/** Works on a bulk action for a while, then makes room for others. */
export default class RunBulkAction extends Job<Payload> {
  static jobName = 'crm/run_bulk_action'
  static attempts = 5

  async handle({ id }: Payload) {
    const { runBulkAction } = await import('#crm/bulk/bulk_run')
    await runBulkAction(id)
  }

  async rescue({ id }: Payload, error: Error) {
    const { failBulkAction } = await import('#crm/bulk/bulk_run')
    await failBulkAction(id, error)
  }
}
