import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import { clock } from '#core/clock/clock'
import PortalSession from '#access/models/portal_session'

/** Needs a tenant in context and a contact. */
export const PortalSessionFactory = Factory.define(PortalSession, () => ({
  contactId: uuid(),
  portalLinkId: null,
  lastSeenAt: clock.now(),
  expiresAt: clock.now().plus({ days: 30 }),
  createdAt: clock.now(),
})).build()
