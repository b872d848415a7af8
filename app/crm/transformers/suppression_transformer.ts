import { BaseTransformer } from '@adonisjs/core/transformers'
import { clock } from '#core/clock/clock'
import type SuppressionEntry from '#crm/models/suppression_entry'

export default class SuppressionTransformer extends BaseTransformer<SuppressionEntry> {
  toObject() {
    const { id, channel, hint, reason, scope, source, note, expiresAt, createdAt } = this.resource
    return {
      id,
      channel,
      // Some came as a hash alone, of an address that nobody here knows.
      hint: hint ?? 'Unknown address',
      reason,
      scope,
      source,
      note,
      expiresAt: expiresAt?.toISO() ?? null,
      isOver: expiresAt !== null && expiresAt <= clock.now(),
      createdAt: createdAt.toISO()!,
    }
  }
}
