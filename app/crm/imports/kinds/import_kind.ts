import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DomainEvent } from '#core/events/domain_event'
import type { House, RowReader } from '#crm/imports/mapping/row_reader'
import type { StagedRow } from '#crm/imports/mapping/staged_row'
import type { ColumnTarget } from '#crm/imports/mapping/column_target'
import type { ImportRules } from '#crm/imports/rules'
import type { FieldEntity } from '#crm/models/custom_field'
import type Import from '#crm/models/import'
import type { ChunkCounts, ChunkRow } from '#crm/queries/import_chunks'
import type { RowSource } from '#crm/queries/import_resolution'
import type { StagedTable } from '#crm/queries/import_staging'

/** What a file may hold. The name is also that of the permissions that its records ask for. */
export const KINDS = ['contacts', 'companies', 'deals'] as const
export type KindName = (typeof KINDS)[number]

/** A rule that not every kind has: tags and a list for all of the file, a country for numbers, a pipeline, a consent. */
export type Extra = 'tags' | 'list' | 'phoneCountry' | 'pipeline' | 'agreement'

/** By what a row finds its record: any of `needs` must be mapped. */
export type MatchKey = { label: string; needs: readonly string[]; lacking: string }

export type Written = Pick<ChunkCounts, 'created' | 'updated' | 'unchanged' | 'skipped'>

/** What of the work of an import is different for contacts, companies and deals. */
export type ImportKind<Row extends StagedRow = StagedRow> = {
  /** Whose custom fields its columns may go to. */
  entity: FieldEntity
  words: { one: string; many: string }
  /** Where values of a column go: name to label. */
  targets: Readonly<Record<string, string>>
  /** Targets that take several columns. */
  repeatable: readonly string[]
  /** How columns are called that go to a target. */
  headerWords: Readonly<Record<string, string[]>>
  /** Where the second column of a target goes. */
  seconds: Readonly<Record<string, string>>
  /** A target that the values of a column suggest. */
  byValues(values: string[], isTaken: (target: string) => boolean): string | null
  /** By what rows are told apart; the first is what is done unless somebody says otherwise. */
  matchKeys: Readonly<Partial<Record<ImportRules['matchBy'], MatchKey>>>
  extras: readonly Extra[]

  staging: StagedTable<Row>
  rows: RowSource
  reader(mapping: ColumnTarget[], rules: ImportRules, house: House): Promise<RowReader<Row>>
  /** Once all rows are staged: links and doubles among them. `isMany`: plans have to be good. */
  settle(importId: string, rules: ImportRules, isMany: boolean): Promise<void>
  /** What the planner should know when there are many rows. */
  learn(): Promise<void>
  /** What all chunks share, before the first of them. */
  prepare(batch: Import, chunks: ChunkRow[]): Promise<void>
  /**
   * Writes the rows of a chunk. With `isNew` nobody needs to be looked for again; throws NotAllNew when that was wrong,
   * and the transaction is done again without it.
   */
  write(
    batch: Import,
    chunk: ChunkRow,
    isNew: boolean,
    trx: TransactionClientContract
  ): Promise<Written>
  /** After the last chunk of many rows. */
  finish(): Promise<void>
  /** Figure that tells ids of its records apart from others with the import's prefix. */
  idKind: 'contact' | 'company' | 'deal'
  /** Recorded of each chunk. */
  event: typeof DomainEvent & (new () => DomainEvent)

  undo: {
    /** Before anything else; false when there is more to do. */
    begin(batch: Import, isOver: () => Promise<boolean>): Promise<boolean>
    /** Gives values back, some records at a time. */
    restore(
      batch: Import,
      most: number,
      trx: TransactionClientContract
    ): Promise<{ found: number; kept: number }>
    /** Takes away what a chunk made. */
    remove(
      batch: Import,
      chunk: ChunkRow,
      trx: TransactionClientContract
    ): Promise<{ kept: number }>
    end(batch: Import): Promise<void>
  }
}

/** One of a file of new records has become known since it was checked. */
export class NotAllNew extends Error {}
