import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import { clock } from '#core/clock/clock'
import Segment from '#crm/models/segment'

/** Empty static lists. Need a tenant in context; dynamic ones are made by `Segment.define`. */
export const SegmentFactory = Factory.define(Segment, () => ({
  name: `List ${uuid().slice(-8)}`,
  kind: 'static' as const,
  countState: 'exact' as const,
  builtAt: clock.now(),
})).build()
