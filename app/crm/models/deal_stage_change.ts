import { compose } from '@adonisjs/core/helpers'
import { DealStageChangeSchema } from '#database/schema'
import { Tenanted } from '#core/tenancy/tenanted'

export type StageChangeKind = 'created' | 'moved' | 'won' | 'lost' | 'reopened'

/** Where a deal came to stand, when and by whom. Append-only. */
export default class DealStageChange extends compose(DealStageChangeSchema, Tenanted) {
  declare kind: StageChangeKind
}
