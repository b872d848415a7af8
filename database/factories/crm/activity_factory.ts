import Factory from '@adonisjs/lucid/factories'
import { clock } from '#core/clock/clock'
import Activity from '#crm/models/activity'

/** Lines of a timeline. Need a tenant in context and a `contactId`. */
export const ActivityFactory = Factory.define(Activity, () => ({
  eventId: 0,
  kind: 'contact.updated',
  actorType: 'system',
  payload: {},
  occurredAt: clock.now(),
})).build()
