import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import { clock } from '#core/clock/clock'
import AccessRevocation from '#access/models/access_revocation'

/** Needs a tenant in context and a grant. */
export const AccessRevocationFactory = Factory.define(AccessRevocation, () => ({
  grantId: uuid(),
  reason: 'Taken back',
  effectiveAt: clock.now(),
  createdAt: clock.now(),
})).build()
