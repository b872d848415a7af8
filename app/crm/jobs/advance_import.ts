import { Job } from '#core/queue/job'

type Payload = { importId: string }

/** Does some of the work of an import; its row brings it back until it is done. */
export default class AdvanceImport extends Job<Payload> {
  static jobName = 'crm/advance_import'
  static queue = 'imports'
  static attempts = 1

  async handle({ importId }: Payload) {
    const { advanceImport } = await import('#crm/imports/advance')
    if (await advanceImport(importId)) await AdvanceImport.enqueue({ importId })
  }
}
