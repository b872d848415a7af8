import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { PipelineSchema } from '#database/schema'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import PipelineStage from '#crm/models/pipeline_stage'
import { lockStage } from '#crm/queries/deal_locks'
import { evacuateStage } from '#crm/queries/stage_evacuation'

export type StagePlan = {
  /** Null or absent for a new one. */
  id?: string | null
  name: string
  /** 0-100. */
  probability: number
  rottingDays?: number | null
  requiredFields?: string[]
}

/** A pipeline's stages, laid as a whole. */
export function Layable<T extends NormalizeConstructor<typeof PipelineSchema>>(superclass: T) {
  return class LayablePipeline extends superclass {
    /**
     * Makes the stages those of the plan, in its order. A stage that is left out is
     * archived, its deals go to the end of the stage that `movesTo` names for it.
     * Throws a Refusal (409) when there are deals and no stage for them.
     */
    async layStages(
      plan: StagePlan[],
      trx: TransactionClientContract,
      movesTo: Record<string, string> = {}
    ): Promise<void> {
      const standing = await PipelineStage.query({ client: trx })
        .where('pipelineId', this.id)
        .whereNull('archivedAt')
        .orderBy('id')
      for (const stage of standing) await lockStage(stage.id, trx)
      const kept = new Set<string>()
      for (const [position, { id, ...step }] of plan.entries()) {
        const stage = standing.find((one) => one.id === id) ?? new PipelineStage()
        if (id && !stage.$isPersisted) throw unknownStage()
        stage.useTransaction(trx)
        stage.pipelineId = this.id
        stage.name = step.name
        stage.position = position
        stage.probability = step.probability
        stage.rottingDays = step.rottingDays ?? null
        stage.requiredFields = step.requiredFields ?? []
        await stage.save()
        kept.add(stage.id)
      }
      for (const stage of standing.filter((one) => !kept.has(one.id))) {
        const target = movesTo[stage.id]
        if (target && !kept.has(target)) throw unknownStage()
        await evacuateStage(stage, target ?? null, trx)
        stage.useTransaction(trx)
        stage.archivedAt = clock.now()
        await stage.save()
      }
    }
  }
}

function unknownStage(): Refusal {
  return new Refusal('Somebody else changed these stages meanwhile. Load the page again.', {
    code: 'E_STAGE_UNKNOWN',
    status: 409,
  })
}
