import { Job } from '#core/queue/job'

type Payload = { exportId: string }

/** Writes the file of an export; its row brings it back until it is there. */
export default class WriteExport extends Job<Payload> {
  static jobName = 'crm/write_export'
  static queue = 'imports'
  static attempts = 1

  async handle({ exportId }: Payload) {
    const { writeExport } = await import('#crm/exports/write_export')
    await writeExport(exportId)
  }
}
