import { DomainEvent } from '#core/events/domain_event'

export default class PortalOpened extends DomainEvent {
  static type = 'portal.opened'
  static subject = 'portal_session'
  static label = 'A client opened the portal by a link'
  static schema = {
    type: 'object' as const,
    properties: { sessionId: { type: 'string' }, via: { type: 'string' } },
    required: ['sessionId', 'via'],
  }
  declare static payload: { sessionId: string; via: string }
}
