import { isDeepStrictEqual } from 'node:util'
import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { v7 as uuid } from 'uuid'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import { fold } from '#crm/fold'
import type { SegmentSchema } from '#database/schema'
import type { Asker } from '#crm/conditions/check'
import { EVERYBODY } from '#crm/conditions/tree'
import SegmentArchived from '#crm/events/segment_archived'
import SegmentCreated from '#crm/events/segment_created'
import SegmentRestored from '#crm/events/segment_restored'
import SegmentUpdated from '#crm/events/segment_updated'
import { copyList } from '#crm/segment_lists'
import { lockedGraph } from '#crm/queries/segment_graph'
import { readDefinition, refuseCycle } from '#crm/segment_definition'
import { rebuild } from '#crm/segment_building'
import { quickCount } from '#crm/segment_counting'

export type SegmentDetails = { name: string; kind: 'dynamic' | 'static'; definition?: unknown }

/** Who makes a segment: what they may not see, they may not ask. */
export type Maker = Asker & { user: { id: string | null } }

/** How segments are made, changed and put away. */
export function Definable<T extends NormalizeConstructor<typeof SegmentSchema>>(superclass: T) {
  class DefinableSegment extends superclass {
    /** Makes a segment and begins to gather its members. Throws Refusal (422). */
    static async define<M extends T>(
      this: M,
      { name, kind, definition }: SegmentDetails,
      maker: Maker,
      client?: TransactionClientContract
    ): Promise<InstanceType<M>> {
      const read = await readDefinition(kind === 'dynamic' ? definition : EVERYBODY, maker)
      const count = kind === 'dynamic' ? await quickCount(read.definition) : NOBODY
      const id = uuid()
      const run = async (trx: TransactionClientContract) => {
        const graph = await lockedGraph(Tenant.id(), trx)
        refuseName(name, null, graph)
        refuseCycle(id, read.dependsOn, graph)
        const segment = new this() as InstanceType<M>
        const row: SegmentSchema = segment
        row.useTransaction(trx).merge({
          id,
          organizationId: Tenant.id(),
          name,
          kind,
          createdById: maker.user.id,
          ...(kind === 'dynamic' ? read : {}),
          ...shown(count),
        })
        await row.save()
        await record(SegmentCreated, segment, trx)
        if (kind === 'dynamic') await rebuild([id], trx)
        return segment
      }
      return client ? run(client) : db.transaction(run)
    }

    /** Changes name or definition; a new definition gathers the members anew. Throws Refusal (422). */
    async redefine({ name, definition }: Omit<SegmentDetails, 'kind'>, maker: Maker) {
      const read = this.kind === 'dynamic' ? await readDefinition(definition, maker) : null
      const isOther = read !== null && !isSame(read.definition, this.definition)
      const count = read && isOther ? await quickCount(read.definition) : null
      await db.transaction(async (trx) => {
        const graph = await lockedGraph(this.organizationId, trx)
        refuseName(name, this.id, graph)
        if (read) refuseCycle(this.id, read.dependsOn, graph)
        // Whoever evaluates by the old definition is let finish, and asked about again by the build.
        const segment = await lockedSelf(this, trx)
        segment.merge({ name, ...(read ?? {}) })
        if (isOther || (read && segment.problem)) {
          segment.merge({ version: segment.version + 1, problem: null, ...shown(count) })
          await rebuild([segment.id], trx)
        }
        await segment.save()
        await record(SegmentUpdated, segment, trx)
      })
      await this.refresh()
    }

    /** A segment with the same definition, or a list with the same people. Throws Refusal (422). */
    async duplicate(maker: Maker): Promise<{ id: string; name: string }> {
      const { default: Segment } = await import('#crm/models/segment')
      const kind = this.kind === 'static' ? 'static' : 'dynamic'
      const taken = new Set((await Segment.query().select('nameNorm')).map((one) => one.nameNorm))
      const base = `${this.name.slice(0, 66)} (copy`
      let name = `${base})`
      for (let n = 2; taken.has(fold(name)); n++) name = `${base} ${n})`
      const copy = await Segment.define({ name, kind, definition: this.definition }, maker)
      if (kind === 'static') await copyList(this.id, copy.id)
      return copy
    }

    /** Puts it away: nobody enters or leaves any more. Throws Refusal (422) while others ask for it. */
    async archive() {
      await db.transaction(async (trx) => {
        const graph = await lockedGraph(this.organizationId, trx)
        const users = graph.filter(({ dependsOn }) => dependsOn.includes(this.id))
        if (users.length > 0) {
          const names = users.map(({ name }) => `“${name}”`).join(', ')
          throw new Refusal(`${names} asks for this segment`, { code: 'E_SEGMENT_USED' })
        }
        const segment = await lockedSelf(this, trx)
        await segment.merge({ archivedAt: clock.now() }).save()
        await record(SegmentArchived, segment, trx)
      })
      await this.refresh()
    }

    /** Takes it back into use; who fits is gathered anew. */
    async restore() {
      await db.transaction(async (trx) => {
        const graph = await lockedGraph(this.organizationId, trx)
        refuseName(this.name, this.id, graph)
        refuseCycle(this.id, this.dependsOn, graph)
        const segment = await lockedSelf(this, trx)
        await segment.merge({ archivedAt: null, problem: null }).save()
        if (segment.kind === 'dynamic') await rebuild([segment.id], trx)
        await record(SegmentRestored, segment, trx)
      })
      await this.refresh()
    }
  }
  return DefinableSegment
}

type Count = { count: number; margin: number; isExact: boolean } | null
const NOBODY: Count = { count: 0, margin: 0, isExact: true }

/** The first figure: counted, estimated, or none until the members are gathered. */
function shown(count: Count) {
  if (!count) return { countState: 'building' as const, countMargin: 0 }
  return {
    memberCount: count.count,
    countMargin: count.margin,
    countState: count.isExact ? ('exact' as const) : ('estimate' as const),
    countedAt: clock.now(),
  }
}

async function lockedSelf(row: SegmentSchema, trx: TransactionClientContract) {
  const { default: Segment } = await import('#crm/models/segment')
  const [segment] = await Segment.locked([row.id], trx)
  return segment.useTransaction(trx)
}

function refuseName(name: string, id: string | null, graph: { id: string; name: string }[]) {
  const norm = fold(name)
  if (!graph.some((one) => one.id !== id && fold(one.name) === norm)) return
  throw new Refusal('There is a segment of this name', { code: 'E_SEGMENT_NAME', field: 'name' })
}

function record(
  event: typeof SegmentCreated,
  { id, organizationId, name }: SegmentSchema,
  trx: TransactionClientContract
) {
  return event.record({ organizationId, subjectId: id, payload: { name } }, trx)
}

/** Keys of stored JSON come back in another order. */
function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other)
}
