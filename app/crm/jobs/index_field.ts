import { Job } from '#core/queue/job'
import { FieldIndex } from '#crm/field_index'

/** Builds or clears the typed copies of a custom field; goes on until nothing is left. */
export default class IndexField extends Job<{ fieldId: string }> {
  static jobName = 'crm/index_field'

  async handle({ fieldId }: { fieldId: string }) {
    const rest = await new FieldIndex(fieldId).advance()
    if (rest) await IndexField.enqueue({ fieldId }, { delay: rest.again })
  }
}
