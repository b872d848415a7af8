import logger from '@adonisjs/core/services/logger'
import { sql } from '#core/database/sql'
import { bucketOf, BUCKETS } from '#core/flags/bucket'

/** Who asks. Rules may name any attribute; the rollout goes by organization, else by user. */
export type FlagAttributes = { organizationId?: string | null; userId?: string | null } & Record<
  string,
  string | null | undefined
>

/** The first rule whose attribute is among `in` decides. */
export type FlagRule = { attribute: string; in: string[]; value: boolean }

export type Flag = {
  key: string
  enabled: boolean
  seed: string
  rollout: number
  rules: FlagRule[]
}

/** `reason` as OpenFeature knows it; STALE: the database did not answer, and this is what it said last. */
export type Evaluation = {
  value: boolean
  reason: 'DISABLED' | 'TARGETING_MATCH' | 'SPLIT' | 'DEFAULT' | 'STALE' | 'ERROR'
}

const FRESH_MS = 5000

/** Evaluates the install's feature flags. Never throws: a flag must not break what it guards. */
export class Flags {
  #known = new Map<string, Flag>()
  #readAt = Number.NEGATIVE_INFINITY
  #reading: Promise<void> | null = null
  #isStale = false

  constructor(readonly load: () => Promise<Flag[]> = loadFlags) {}

  async evaluate(key: string, attributes: FlagAttributes, fallback: boolean): Promise<Evaluation> {
    try {
      await this.#refresh()
    } catch (error) {
      logger.warn({ err: error, flag: key }, 'flags cannot be read')
      this.#isStale = true
      if (this.#readAt === Number.NEGATIVE_INFINITY) return { value: fallback, reason: 'ERROR' }
    }
    const flag = this.#known.get(key)
    if (!flag) return { value: fallback, reason: 'DEFAULT' }
    const evaluation = decide(flag, attributes)
    return this.#isStale ? { ...evaluation, reason: 'STALE' } : evaluation
  }

  /** After a change in this process. */
  forget(): void {
    this.#readAt = Math.min(this.#readAt, 0)
  }

  async #refresh(): Promise<void> {
    if (performance.now() - this.#readAt < FRESH_MS && this.#readAt > 0) return
    this.#reading ??= this.#read().finally(() => (this.#reading = null))
    await this.#reading
  }

  async #read(): Promise<void> {
    const flags = await this.load()
    this.#known = new Map(flags.map((flag) => [flag.key, flag]))
    this.#readAt = performance.now()
    this.#isStale = false
  }
}

/** Kill switch, then rules in their order, then the rollout. */
export function decide(flag: Flag, attributes: FlagAttributes): Evaluation {
  if (!flag.enabled) return { value: false, reason: 'DISABLED' }
  for (const rule of flag.rules) {
    const value = attributes[rule.attribute]
    if (value && rule.in.includes(value)) return { value: rule.value, reason: 'TARGETING_MATCH' }
  }
  if (flag.rollout >= BUCKETS) return { value: true, reason: 'DEFAULT' }
  const id = attributes.organizationId ?? attributes.userId
  return { value: Boolean(id) && bucketOf(id!, flag.seed) < flag.rollout, reason: 'SPLIT' }
}

function loadFlags(): Promise<Flag[]> {
  return sql<Flag>('select key, enabled, seed, rollout, rules from flags')
}

export const flags = new Flags()
