import { fold } from '#crm/fold'
import { pipelinesOrFirst } from '#crm/pipelines'

export type Place = { id: string; pipelineId: string }

/** Pipelines and stages of the organization by their names. */
export class StagePlaces {
  readonly #pipelines = new Map<string, string>()
  readonly #stages = new Map<string, Place[]>()

  constructor(pipelines: { id: string; name: string; stages: { id: string; name: string }[] }[]) {
    for (const { id: pipelineId, name, stages } of pipelines) {
      this.#pipelines.set(fold(name), pipelineId)
      for (const stage of stages) {
        const key = fold(stage.name)
        this.#stages.set(key, [...(this.#stages.get(key) ?? []), { id: stage.id, pipelineId }])
      }
    }
  }

  static async ofHouse(): Promise<StagePlaces> {
    return new StagePlaces(await pipelinesOrFirst())
  }

  /** Id of a pipeline by its name. */
  pipeline(name: string): string | null {
    return this.#pipelines.get(fold(name)) ?? null
  }

  /** A stage by its name: of this pipeline, else of the first that has one, unless `isStrict`. */
  stage(
    name: string,
    pipelineId: string | null,
    { isStrict }: { isStrict: boolean }
  ): Place | null {
    const places = this.#stages.get(fold(name)) ?? []
    const own = places.find((place) => place.pipelineId === pipelineId)
    return own ?? (isStrict ? null : (places[0] ?? null))
  }
}
