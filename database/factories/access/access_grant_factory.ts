import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import { clock } from '#core/clock/clock'
import AccessGrant from '#access/models/access_grant'

/** Access for good. Needs a tenant in context and a contact. */
export const AccessGrantFactory = Factory.define(AccessGrant, () => ({
  contactId: uuid(),
  subjectType: 'course',
  subjectId: uuid(),
  sourceType: 'manual',
  sourceId: uuid(),
  reason: 'Given by hand',
  startsAt: clock.now(),
  endsAt: null,
  createdAt: clock.now(),
})).build()
