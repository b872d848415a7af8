import { as } from '#core/api/schemas'
import { CHANNELS } from '#crm/consent'
import { REASONS } from '#crm/suppression'

/** What holds an address back: a suppression without its own id. */
export const suppressed = {
  channel: as.oneOf(CHANNELS),
  scope: as.oneOf(['all', 'marketing'], '`all` keeps receipts and log-in links back too.'),
  reason: as.oneOf(REASONS),
  expires_at: as.nullable(as.time('Null: for good.')),
}
