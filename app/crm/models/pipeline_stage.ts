import { compose } from '@adonisjs/core/helpers'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { PipelineStageSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Refusal } from '#core/http/refusal'
import { Tenanted } from '#core/tenancy/tenanted'
import Pipeline from '#crm/models/pipeline'
import { lockStage } from '#crm/queries/deal_locks'

/** A step of a pipeline: how likely deals there are won, what they need, how long they may stay. */
export default class PipelineStage extends compose(PipelineStageSchema, Tenanted, WithId) {
  @belongsTo(() => Pipeline)
  declare pipeline: BelongsTo<typeof Pipeline>

  /**
   * The stage with its row locked, which puts moves into it one after another.
   * Throws a Refusal for a stage that was taken away, and 404 for none of ours.
   */
  static async locked(id: string, trx: TransactionClientContract): Promise<PipelineStage> {
    await lockStage(id, trx)
    const stage = await PipelineStage.query({ client: trx })
      .where('id', id)
      .preload('pipeline')
      .firstOrFail()
    if (stage.archivedAt || stage.pipeline.archivedAt) {
      throw new Refusal(`The stage ${stage.name} was taken away. Choose another one.`, {
        code: 'E_STAGE_GONE',
        status: 409,
      })
    }
    return stage
  }
}
