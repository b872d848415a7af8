import type { ConditionContext } from '#core/registry/segment_conditions'
import { checkTree, type Asker } from '#crm/conditions/check'
import { type Conditions, conditionsOf } from '#crm/conditions/catalogue'
import { compile, contextOf, lanesOf } from '#crm/conditions/compile'
import { type ConditionTree, join, leaves } from '#crm/conditions/tree'
import { columnsOf, DEFAULT_COLUMNS, type ListColumn, type ListEntity } from '#crm/lists/columns'
import { type Sort, sortOf } from '#crm/lists/sorts'
import CustomField from '#crm/models/custom_field'
import { type CellRow, cellsOf, selectOf } from '#crm/queries/list_cells'
import { countRecords, type Total } from '#crm/queries/record_estimate'
import type { Filter } from '#crm/queries/list_statements'
import { recordPage } from '#crm/queries/record_list'
import { searchWords } from '#crm/queries/search_words'

/** What a list shows, as its address or a saved view says it. */
export type ListState = {
  q?: string | null
  /** A tree of conditions, unchecked. */
  filter?: unknown
  /** `name`, `-created_at`, `custom.score`. */
  sort?: string | null
  columns?: string[] | null
}

export const TABLES = { contact: 'contacts', company: 'companies' } as const

/** Who asks, and in whose zone days begin. */
export type ListAsker = Asker & { organization?: { timeZone: string } }

type Asked = Pick<Partial<ConditionContext>, 'isFew' | 'isProbed' | 'isGathering'>

/** Contacts or companies as somebody wants to see them: searched, filtered, sorted, in columns. */
export class RecordList {
  private constructor(
    readonly entity: ListEntity,
    readonly state: { q: string | null; filter: ConditionTree | null },
    readonly sort: Sort,
    readonly columns: ListColumn[],
    readonly allColumns: ListColumn[],
    readonly conditions: Conditions,
    readonly timeZone: string
  ) {}

  /** Throws Refusal (422) for a filter or an order that is not known, or not allowed to the asker (null: the house). */
  static async open(
    entity: ListEntity,
    { q, filter, sort, columns }: ListState,
    asker: ListAsker | null
  ): Promise<RecordList> {
    const [fields, conditions] = await Promise.all([
      CustomField.activeOf(entity),
      conditionsOf(entity),
    ])
    const tree = filter ? checkTree(filter, conditions, asker) : null
    const all = columnsOf(entity, fields)
    const wanted = ['name', ...(columns ?? DEFAULT_COLUMNS[entity])]
    return new RecordList(
      entity,
      { q: q?.trim() || null, filter: tree && leaves(tree).length > 0 ? tree : null },
      sortOf(entity, sort, fields),
      [...new Set(wanted)].flatMap((key) => all.find((column) => column.key === key) ?? []),
      all,
      conditions,
      asker?.organization?.timeZone ?? 'UTC'
    )
  }

  /** Names the list with its search and filter. */
  get scope(): string {
    return `${this.entity}:${this.state.q ?? ''}:${JSON.stringify(this.state.filter)}`
  }

  /** A page of at most `perPage` rows, and where it goes on. */
  async page(
    cursor?: string | null,
    perPage = 50
  ): Promise<{ rows: CellRow[]; next: string | null; previous: string | null }> {
    const page = await recordPage({
      table: TABLES[this.entity],
      filter: this.filter(),
      sort: this.sort,
      select: selectOf(this.entity, this.columns),
      cursor,
      perPage,
      scope: this.scope,
    })
    return { ...page, rows: await cellsOf(this.entity, this.columns, page.rows) }
  }

  /** One row as the list shows it; null when it is gone. */
  async row(id: string): Promise<CellRow | null> {
    const fits = { sql: 'c.id = ?', bindings: [id] }
    const { rows } = await recordPage({
      table: TABLES[this.entity],
      filter: { few: fits, all: fits, gather: fits, lanes: [], isOneWalk: true },
      // Found by its id, whatever the list is sorted by.
      sort: sortOf(this.entity, null, []),
      select: selectOf(this.entity, this.columns),
      perPage: 1,
      scope: 'row',
    })
    return (await cellsOf(this.entity, this.columns, rows))[0] ?? null
  }

  /** How many there are, without making anybody wait long for it. */
  total(): Promise<Total> {
    return countRecords(TABLES[this.entity], this.filter()?.all ?? null)
  }

  /** The search and the filter as SQL over alias c; null when all are shown. */
  filter(): Filter | null {
    const { q, filter } = this.state
    if (!q && !filter) return null
    const search = searchWords(q ?? '', 'c')
    const both = (more: Asked) =>
      join(
        [
          ...(q ? [search] : []),
          ...(filter ? [compile(filter, this.conditions, this.#context(more))] : []),
        ],
        'and'
      )
    const probed = { isFew: true, isProbed: true }
    const lanes = filter
      ? lanesOf(filter, this.conditions, this.#context(probed)).map(({ walk, rest }) => ({
          walk,
          rest: q ? join([search, rest], 'and') : rest,
        }))
      : []
    return {
      few: both(probed),
      all: both({}),
      gather: both({ isGathering: true }),
      lanes,
      isOneWalk: lanes.length === 1 && !lanes[0].walk.fits && !q && leaves(filter!).length === 1,
    }
  }

  #context(more: Asked) {
    return contextOf('c', { timeZone: this.timeZone, ...more })
  }
}
