import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import { clock } from '#core/clock/clock'
import { makeToken } from '#core/crypto/tokens'
import PortalLink from '#access/models/portal_link'

/** Links on request. Needs a tenant in context and a contact. */
export const PortalLinkFactory = Factory.define(PortalLink, () => ({
  contactId: uuid(),
  tokenHash: makeToken().hash,
  purpose: 'request',
  expiresAt: clock.now().plus({ minutes: 30 }),
  createdAt: clock.now(),
})).build()
