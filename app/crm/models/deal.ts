import db from '@adonisjs/lucid/services/db'
import { compose } from '@adonisjs/core/helpers'
import { belongsTo, hasMany, scope } from '@adonisjs/lucid/orm'
import type { BelongsTo, HasMany } from '@adonisjs/lucid/types/relations'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DealSchema } from '#database/schema'
import { clock } from '#core/clock/clock'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import DealCreated from '#crm/events/deal_created'
import DealDeleted from '#crm/events/deal_deleted'
import DealRestored from '#crm/events/deal_restored'
import DealUpdated from '#crm/events/deal_updated'
import Company from '#crm/models/company'
import Contact from '#crm/models/contact'
import DealLine from '#crm/models/deal_line'
import PipelineStage from '#crm/models/pipeline_stage'
import { Deletable } from '#crm/models/deletable'
import { close, reopen, type Ending } from '#crm/models/deal/closing'
import { recordFact, recordStage } from '#crm/models/deal/facts'
import { setLines, type LinePlan } from '#crm/models/deal/lining'
import { involve, release } from '#crm/models/deal/peopling'
import { move, type Move } from '#crm/models/deal/moving'
import { requireFor } from '#crm/models/deal/requirements'
import { layDetails, type DealDetails } from '#crm/models/deal/revising'
import { rankAt } from '#crm/queries/deal_order'
import { searchDeals } from '#crm/queries/deal_words'

export type DealStatus = 'open' | 'won' | 'lost'

/** Business that may come about: it stands in a stage of a pipeline until it is won or lost. */
export default class Deal extends compose(DealSchema, Tenanted, Deletable, WithId) {
  declare status: DealStatus

  @belongsTo(() => PipelineStage, { foreignKey: 'stageId' })
  declare stage: BelongsTo<typeof PipelineStage>

  @belongsTo(() => Contact)
  declare contact: BelongsTo<typeof Contact>

  @belongsTo(() => Company)
  declare company: BelongsTo<typeof Company>

  @hasMany(() => DealLine)
  declare lines: HasMany<typeof DealLine>

  /** Title, company or contact have the words. */
  static matching = scope((query, text: string) => {
    const found = searchDeals(text, 'deals')
    void query.whereRaw(found.sql, found.bindings as string[])
  })

  /** A new deal on top of a stage. Throws a Refusal when it lacks what the stage requires. */
  static begin(
    stageId: string,
    details: DealDetails & { title: string; currency: string },
    source = 'staff',
    client?: TransactionClientContract
  ): Promise<Deal> {
    const run = async (trx: TransactionClientContract) => {
      const stage = await PipelineStage.locked(stageId, trx)
      const deal = new Deal().useTransaction(trx)
      Object.assign(deal, { amountMinor: 0, contactId: null, companyId: null, ownerId: null })
      Object.assign(deal, { expectedCloseOn: null, custom: {}, status: 'open', source })
      await layDetails(deal, details, trx)
      await requireFor(deal, stage)
      deal.pipelineId = stage.pipelineId
      deal.stageId = stage.id
      deal.stageEnteredAt = clock.now()
      deal.createdAt = clock.now()
      deal.rank = await rankAt(stage.id, null, {}, trx)
      await deal.save()
      await recordStage(deal, 'created', null, trx)
      await recordFact(deal, DealCreated, {}, trx)
      return deal
    }
    return client ? run(client) : db.transaction(run)
  }

  /** Changes details and records which. */
  revise(details: DealDetails): Promise<void> {
    return this.#locked(async (deal, trx) => {
      const contactBefore = deal.contactId
      const fields = await layDetails(deal, details, trx)
      if (fields.length === 0) return
      await deal.save()
      await recordFact(deal, DealUpdated, { fields }, trx, [contactBefore])
    })
  }

  /** Puts the deal at a place in a stage, of this pipeline or another. */
  moveTo(stageId: string, place: Move = {}): Promise<void> {
    return db.transaction(async (trx) => {
      const stage = await PipelineStage.locked(stageId, trx)
      await move(await Deal.#lock(this.id, trx), stage, place, trx)
    })
  }

  /** Wins or loses the deal. */
  close(ending: Ending): Promise<void> {
    return this.#locked((deal, trx) => close(deal, ending, trx))
  }

  reopen(): Promise<void> {
    return db.transaction(async (trx) => {
      await PipelineStage.locked(this.stageId, trx)
      await reopen(await Deal.#lock(this.id, trx), trx)
    })
  }

  setLines(lines: LinePlan[], amountFollowsLines: boolean): Promise<void> {
    return this.#locked((deal, trx) => setLines(deal, lines, amountFollowsLines, trx))
  }

  /** Adds a further contact, or changes the role of one. Throws a Refusal for a contact of nobody's. */
  involve(contactId: string, role: string | null): Promise<void> {
    return this.#locked((deal, trx) => involve(deal, contactId, role, trx))
  }

  /** Takes a contact off the deal, the primary one too. */
  release(contactId: string): Promise<void> {
    return this.#locked((deal, trx) => release(deal, contactId, trx))
  }

  /** Takes the deal out of every list; `restore()` brings it back. */
  discard(): Promise<void> {
    return this.#locked(async (deal, trx) => {
      deal.deletedAt = clock.now()
      await deal.save()
      await recordFact(deal, DealDeleted, {}, trx)
    })
  }

  /** Brings a deleted deal back, on top of its stage. */
  restore(): Promise<void> {
    return db.transaction(async (trx) => {
      await PipelineStage.locked(this.stageId, trx)
      const standing = Deal.withDeleted({ client: trx }).where('id', this.id).forUpdate()
      const deal = (await standing.firstOrFail()) as Deal
      if (!deal.deletedAt) return
      deal.rank = await rankAt(deal.stageId, deal.id, {}, trx)
      deal.deletedAt = null
      await deal.save()
      await recordFact(deal, DealRestored, {}, trx)
    })
  }

  static #lock(id: string, trx: TransactionClientContract): Promise<Deal> {
    return Deal.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
  }

  #locked(verb: (deal: Deal, trx: TransactionClientContract) => Promise<void>): Promise<void> {
    return db.transaction(async (trx) => verb(await Deal.#lock(this.id, trx), trx))
  }
}
