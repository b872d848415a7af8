import { Refusal } from '#core/http/refusal'
import { type SegmentCondition, segmentConditions } from '#core/registry/segment_conditions'
import { customConditions } from '#crm/conditions/custom_fields'
import CustomField, { type FieldEntity } from '#crm/models/custom_field'

/** The conditions that the organization in context can ask of one kind of record. */
export class Conditions {
  constructor(readonly entries: Map<string, SegmentCondition>) {}

  /** Throws Refusal (422) for a key that is not there (any more). */
  get(key: string): SegmentCondition {
    const found = this.entries.get(key)
    if (!found) {
      throw new Refusal('This asks for something that is not there any more', {
        code: 'E_UNKNOWN_CONDITION',
      })
    }
    return found
  }
}

/** Those of the registry, and one per custom field. */
export async function conditionsOf(entity: FieldEntity): Promise<Conditions> {
  const fields = await CustomField.query()
    .where({ entity })
    .whereNull('archivedAt')
    .orderBy('position')
  const common = segmentConditions.entries().filter(([, condition]) => condition.entity === entity)
  return new Conditions(new Map([...common, ...customConditions(fields)]))
}
