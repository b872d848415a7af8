import { BaseTransformer } from '@adonisjs/core/transformers'
import type Pipeline from '#crm/models/pipeline'

/** Needs the stages preloaded. */
export default class PipelineTransformer extends BaseTransformer<Pipeline> {
  toObject() {
    return {
      id: this.resource.id,
      name: this.resource.name,
      stages: this.resource.stages.map((stage) => ({
        id: stage.id,
        name: stage.name,
        probability: stage.probability,
        rottingDays: stage.rottingDays,
        requiredFields: stage.requiredFields,
      })),
    }
  }
}
