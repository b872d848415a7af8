import { BaseTransformer } from '@adonisjs/core/transformers'
import { eventCatalogue } from '#core/events/domain_event'
import type Activity from '#crm/models/activity'

export default class ActivityTransformer extends BaseTransformer<Activity> {
  toObject() {
    const { id, kind, payload, occurredAt, actorType } = this.resource
    const told = ['title', 'name', 'course', 'reason', 'source', 'amount']
      .map((key) => (payload as Record<string, unknown>)[key])
      .find((value) => typeof value === 'string' && value.length > 0)
    return {
      id,
      kind,
      title: eventCatalogue.get(kind)?.label ?? kind,
      detail: (told as string | undefined) ?? null,
      by: actorType,
      at: occurredAt.toISO()!,
    }
  }
}
