import { compose } from '@adonisjs/core/helpers'
import { scope } from '@adonisjs/lucid/orm'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { SegmentSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import type { ConditionTree } from '#crm/conditions/tree'
import { Definable } from '#crm/models/segment/definable'
import { Listing } from '#crm/models/segment/listing'

/** Contacts who fit a definition (dynamic), or who were put there (static). */
export default class Segment extends compose(SegmentSchema, Tenanted, WithId, Definable, Listing) {
  static table = 'segments'

  declare kind: 'dynamic' | 'static'
  declare countState: 'exact' | 'estimate' | 'building'

  static present = scope((query) => {
    void query.whereNull('archivedAt')
  })

  /** Locked in the order of their ids, so that two who lock several never wait for each other. */
  static locked(ids: string[], trx: TransactionClientContract): Promise<Segment[]> {
    return Segment.query({ client: trx }).whereIn('id', ids).orderBy('id').forUpdate()
  }

  get tree(): ConditionTree {
    return this.definition as ConditionTree
  }

  get isDynamic(): boolean {
    return this.kind === 'dynamic'
  }

  /** Whether its members were gathered once; before that nobody has entered. */
  get isBuilt(): boolean {
    return this.kind === 'static' || this.builtAt !== null
  }

  get isArchived(): boolean {
    return this.archivedAt !== null
  }
}
