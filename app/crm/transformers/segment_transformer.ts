import { BaseTransformer } from '@adonisjs/core/transformers'
import type Segment from '#crm/models/segment'

export default class SegmentTransformer extends BaseTransformer<Segment> {
  toObject() {
    const segment = this.resource
    return {
      ...this.pick(segment, [
        'id',
        'name',
        'kind',
        'summary',
        'memberCount',
        'countState',
        'countMargin',
        'problem',
      ]),
      /** Whether its members are being gathered, for the first time or by a new definition. */
      isBuilding: segment.isDynamic && segment.builtVersion < segment.version && !segment.problem,
      isArchived: segment.isArchived,
      updatedAt: segment.updatedAt.toISO()!,
    }
  }

  forEditor() {
    return { ...this.toObject(), definition: this.resource.tree }
  }
}
