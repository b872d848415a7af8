import { Job } from '#core/queue/job'

/** Compares contacts that changed with those they are alike to. */
export default class CompareContacts extends Job {
  static jobName = 'crm/compare_contacts'
  static attempts = 3

  async handle() {
    const { compareChanged } = await import('#crm/duplicates')
    await compareChanged()
  }
}
