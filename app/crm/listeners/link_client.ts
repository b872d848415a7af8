import { Listener } from '#core/events/listener'
import type { RecordedEvent } from '#core/events/domain_event'
import { linkContacts } from '#crm/queries/link_contacts'

/** A user who proved an address is the client behind every contact of it. */
export default class LinkClient extends Listener {
  static listenerName = 'crm/link_client'

  async handle({ payload }: RecordedEvent) {
    await linkContacts(String(payload.userId), String(payload.email))
  }
}
