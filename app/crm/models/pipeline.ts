import { compose } from '@adonisjs/core/helpers'
import { hasMany } from '@adonisjs/lucid/orm'
import type { HasMany } from '@adonisjs/lucid/types/relations'
import { PipelineSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import PipelineStage from '#crm/models/pipeline_stage'
import { Layable } from '#crm/models/pipeline/layable'

/** A way that deals go, stage by stage. */
export default class Pipeline extends compose(PipelineSchema, Tenanted, WithId, Layable) {
  @hasMany(() => PipelineStage)
  declare stages: HasMany<typeof PipelineStage>

  /** Pipelines in use, in their order, each with its stages in theirs. */
  static async living(): Promise<Pipeline[]> {
    return Pipeline.query()
      .whereNull('archivedAt')
      .orderBy('position')
      .orderBy('createdAt')
      .preload('stages', (stages) => void stages.whereNull('archivedAt').orderBy('position'))
  }
}
