import type { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { compose } from '@adonisjs/core/helpers'
import { scope } from '@adonisjs/lucid/orm'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { ImportSchema } from '#database/schema'
import { clock } from '#core/clock/clock'
import { WithId } from '#core/database/with_id'
import { Refusal } from '#core/http/refusal'
import { Tenanted } from '#core/tenancy/tenanted'
import { tellStaff } from '#identity/staff_channels'
import type { KindName } from '#crm/imports/kinds/import_kind'
import type { ColumnTarget } from '#crm/imports/mapping/column_target'
import type { Reading } from '#crm/imports/reading/inspect_file'
import type { ImportRules } from '#crm/imports/rules'
import AdvanceImport from '#crm/jobs/advance_import'
import { AT_WORK, type ImportState, MOVES } from '#crm/models/import/lifecycle'
import type { ImportTicket } from '#crm/queries/import_creation'
import type { SampleRow } from '#crm/queries/import_resolution'

/** What a dry run found. */
export type Findings = {
  rows: number
  new: number
  update: number
  duplicate: number
  invalid: number
  /** Left alone by the rules: known already (mode create), or not known (mode update). */
  skipped: number
  /** Rows imported without one of their values. */
  warned: number
  optOuts: number
  samples: SampleRow[]
}

/** Days after its end in which an import can be undone; then its file and its journal are deleted. */
export const UNDO_DAYS = 30

/** A file of contacts, companies or deals on its way into the CRM. */
export default class Import extends compose(ImportSchema, Tenanted, WithId) {
  declare state: ImportState
  declare kind: KindName
  declare reading: Reading
  declare mapping: ColumnTarget[]
  declare rules: ImportRules
  declare findings: Partial<Findings>

  static recent = scope((query) => {
    query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(50)
  })

  get isAtWork(): boolean {
    return AT_WORK.includes(this.state)
  }

  /** When its file and its journal go; it cannot be gone on with or undone from then on. */
  get keptUntil(): DateTime {
    return (this.finishedAt ?? this.updatedAt).plus({ days: UNDO_DAYS })
  }

  get isKept(): boolean {
    return !this.forgottenAt && clock.now() < this.keptUntil
  }

  get isUndoable(): boolean {
    return MOVES[this.state].includes('undoing') && this.stamp !== null && this.isKept
  }

  /** What its statements write with. Throws when the import has not begun. */
  get ticket(): ImportTicket {
    return {
      id: this.id,
      idPrefix: this.idPrefix,
      stamp: (this.stamp ?? this.createdAt).toUTC().toISO()!,
      rules: this.rules,
    }
  }

  /** Looks at all rows without changing a record. */
  async checkLater(mapping: ColumnTarget[], rules: ImportRules): Promise<void> {
    this.#assertKept()
    await this.#moveLater('mapped', { mapping, rules, isStaged: false, findings: {}, rowsRead: 0 })
  }

  /** Begins the import, or goes on where it stopped. */
  async runLater(): Promise<void> {
    this.#assertKept()
    await this.#moveLater('running', { stamp: this.stamp ?? clock.now() })
  }

  async undoLater(): Promise<void> {
    if (!this.isUndoable) {
      const isTooLate = MOVES[this.state].includes('undoing') && this.stamp !== null
      throw new Refusal(
        isTooLate
          ? `An import can be undone for ${UNDO_DAYS} days. This one is older, and what it changed is not noted any more.`
          : 'There is nothing of this import to undo.',
        { code: 'E_NOT_UNDOABLE' }
      )
    }
    await this.#moveLater('undoing', {})
  }

  /** What is done stays done; it can be resumed or undone. The worker that stops says how much it is. */
  async cancel(): Promise<void> {
    await this.#moveLater('cancelled', { outcome: {} })
  }

  /** Writes the state on, in the transaction. Throws Refusal (409) for a move that is not there. */
  async move(
    state: ImportState,
    changes: Partial<Import>,
    trx: TransactionClientContract
  ): Promise<void> {
    const now = await Import.query({ client: trx }).where('id', this.id).forUpdate().firstOrFail()
    if (!MOVES[now.state].includes(state)) {
      throw new Refusal('This import has moved on meanwhile. Look at it again.', {
        code: 'E_IMPORT_MOVED',
        status: 409,
      })
    }
    const isEnd = ['done', 'failed', 'cancelled', 'undone'].includes(state)
    await now
      .merge({
        ...changes,
        state,
        attempts: 0,
        problem: changes.problem ?? null,
        ...(isEnd ? { finishedAt: clock.now() } : {}),
      })
      .save()
    await tellStaff('contacts', this.id, trx)
    Object.assign(this, { ...changes, state, problem: now.problem, finishedAt: now.finishedAt })
  }

  #assertKept(): void {
    if (this.isKept) return
    throw new Refusal(
      `The file of this import was deleted after ${UNDO_DAYS} days. Upload it again.`,
      { code: 'E_IMPORT_OLD' }
    )
  }

  async #moveLater(state: ImportState, changes: Partial<Import>): Promise<void> {
    await db.transaction(async (trx) => {
      await this.move(state, changes, trx)
      trx.after('commit', () => AdvanceImport.enqueue({ importId: this.id }))
    })
  }
}
