import { Job } from '#core/queue/job'

/** Searches a whole organization for duplicates; its row brings it back until it is done. */
export default class FindDuplicates extends Job {
  static jobName = 'crm/find_duplicates'
  static attempts = 2

  async handle() {
    const { scanOrganization } = await import('#crm/duplicates')
    await scanOrganization()
  }
}
