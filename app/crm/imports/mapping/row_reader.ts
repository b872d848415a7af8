import { castCustomTexts, type FieldRule } from '#crm/custom_values'
import * as cell from '#crm/imports/mapping/cell_values'
import type { ColumnTarget } from '#crm/imports/mapping/column_target'
import type { StagedRow } from '#crm/imports/mapping/staged_row'
import { fold } from '#crm/fold'
import type { RowFlaw, TableRow } from '#crm/imports/reading/table_row'
import type { ImportRules } from '#crm/imports/rules'

/** What of the organization rows are read with. */
export type House = {
  /** Custom fields of the kind. */
  fields: FieldRule[]
  currency: string
  /** Id of a member by folded name or by address. */
  members: Map<string, string>
}

/** Lays the text of a cell over the row; what cannot be read is added to the flaws. */
export type Put<Row> = (row: Row, text: string, flaws: string[]) => void

const FLAWS: Record<RowFlaw, string> = {
  unclosed_quote: 'A quotation mark opens in this row and is never closed',
  too_many_cells: 'The row has more cells than there are columns; a value may hold a separator',
  cell_too_long: 'A cell has more than 32,767 characters',
  nul_character: 'The row holds a NUL character, which no text has',
  damaged_character: 'The row holds a character that cannot be read; the encoding may be another',
}

/** Turns rows of a file into what is staged, by the mapping and the rules of an import. A kind says what targets do. */
export abstract class RowReader<Row extends StagedRow> {
  readonly #mapping: ColumnTarget[]
  #puts: { column: number; put: Put<Row> }[] | null = null
  readonly #custom: { column: number; key: string }[]
  /** Fields whose cells stay as they are: what they name is looked up for many rows at once. */
  readonly #references: Set<string>

  constructor(
    mapping: ColumnTarget[],
    protected readonly rules: ImportRules,
    protected readonly house: House
  ) {
    this.#mapping = mapping
    this.#custom = mapping.flatMap((target, column) =>
      target?.startsWith('custom:') ? [{ column, key: target.slice(7) }] : []
    )
    this.#references = new Set(
      house.fields.filter(({ type }) => type === 'reference').map(({ key }) => key)
    )
  }

  read({ number, cells, flaw }: TableRow): Row {
    const row = this.empty(number)
    if (flaw) {
      row.problem = FLAWS[flaw]
      return row
    }
    this.#puts ??= this.#putsOf()
    const flaws: string[] = []
    for (const { column, put } of this.#puts) {
      const text = cells[column]
      if (text !== undefined && text !== '' && text.trim() !== '') {
        put(row, cell.unquoted(text), flaws)
      }
    }
    if (this.#custom.length > 0) this.#readCustom(row, cells, flaws)
    this.complete(row, flaws)
    row.matchKey = this.keyOf(row)
    if (!row.matchKey) row.problem = flaws.length > 0 ? flaws.join('; ') : this.lacking(row)
    else if (flaws.length > 0 && this.rules.flawed === 'refuse') row.problem = flaws.join('; ')
    else if (flaws.length > 0) row.warning = flaws.join('; ')
    return row
  }

  protected abstract empty(rowNo: number): Row
  /** What the cells of a target do; undefined for a target that is not known. */
  protected abstract put(target: string): Put<Row> | undefined
  /** What tells the row's record from others; null when there is nothing. */
  protected abstract keyOf(row: Row): string | null
  /** Why a row without a key cannot be imported. */
  protected abstract lacking(row: Row): string

  /** What follows from several cells. */
  protected complete(_row: Row, _flaws: string[]): void {}

  protected putOwner: Put<Row & { ownerId: string | null }> = (row, text, flaws) => {
    row.ownerId = this.house.members.get(fold(text)) ?? null
    if (!row.ownerId) flaws.push(`Owner: nobody here is called "${text.slice(0, 60)}"`)
  }

  #putsOf(): { column: number; put: Put<Row> }[] {
    return this.#mapping.flatMap((target, column) => {
      const put = target && !target.startsWith('custom:') ? this.put(target) : undefined
      return put ? [{ column, put }] : []
    })
  }

  #readCustom(row: Row, cells: string[], flaws: string[]): void {
    const given: Record<string, string> = {}
    const references: Record<string, string> = {}
    for (const { column, key } of this.#custom) {
      const text = cells[column]
      if (text === undefined || text.trim() === '') continue
      const into = this.#references.has(key) ? references : given
      into[key] = cell.unquoted(text)
    }
    const { set, errors } = castCustomTexts(this.house.fields, given, {
      currency: this.house.currency,
    })
    const custom = { ...set, ...references }
    if (Object.keys(custom).length > 0) row.custom = custom
    for (const [key, message] of Object.entries(errors)) {
      const label = this.house.fields.find((field) => field.key === key)?.label ?? key
      flaws.push(`${label}: ${message}`)
    }
  }
}
