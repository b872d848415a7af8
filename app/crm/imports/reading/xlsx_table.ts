import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { type TableRow, MOST_COLUMNS, examine, isBlank } from '#crm/imports/reading/table_row'
import { UnreadableFileException } from '#crm/imports/reading/unreadable_file'
import { attribute, dateText, numberStyles, numberText } from '#crm/imports/reading/xlsx_values'
import { XlsxArchive, damaged } from '#crm/imports/reading/xlsx_archive'

/** Characters of all shared texts, which have to be kept in memory while the sheet is read. */
const MOST_SHARED = 60_000_000
const BATCH = 2000

/** Rows of the first sheet of a workbook, some thousands at a time. Throws UnreadableFileException. */
export async function* xlsxRows(path: string, width = 0): AsyncGenerator<TableRow[]> {
  const archive = await XlsxArchive.open(path)
  try {
    const workbook = await archive.text('xl/workbook.xml')
    const sheet = await firstSheet(archive, workbook)
    const styles = archive.has('xl/styles.xml')
      ? await archive.text('xl/styles.xml', 30_000_000)
      : ''
    const shared = await sharedTexts(archive)
    const reader = new SheetReader(shared, numberStyles(styles, workbook), width)
    const decoder = new TextDecoder()
    for await (const piece of await archive.read(sheet)) {
      reader.write(decoder.decode(piece as Buffer, { stream: true }))
      if (reader.rows.length >= BATCH) yield reader.take()
    }
    reader.write(decoder.decode())
    if (reader.rows.length > 0) yield reader.take()
  } catch (error) {
    throw error instanceof UnreadableFileException ? error : damaged()
  } finally {
    archive.close()
  }
}

/** Path of the sheet that stands first in the workbook. */
async function firstSheet(archive: XlsxArchive, workbook: string): Promise<string> {
  const tag = workbook.match(/<(?:\w+:)?sheet\s[^>]*>/)?.[0]
  const relation = tag ? attribute(tag, 'r:id') || attribute(tag, '\\w+:id') : ''
  const relations = await archive.text('xl/_rels/workbook.xml.rels')
  for (const one of relations.match(/<Relationship\b[^>]*>/g) ?? []) {
    if (attribute(one, 'Id') !== relation) continue
    const target = attribute(one, 'Target')
    return target.startsWith('/') ? target.slice(1) : `xl/${target}`
  }
  throw damaged()
}

async function sharedTexts(archive: XlsxArchive): Promise<string[]> {
  const texts: string[] = []
  if (!archive.has('xl/sharedStrings.xml')) return texts
  const parser = new SaxesParser()
  let text = ''
  let isText = false
  let isPhonetic = false
  let total = 0
  parser.on('opentag', ({ name }) => {
    if (name === 'si') text = ''
    else if (name === 't') isText = true
    else if (name === 'rPh') isPhonetic = true
  })
  parser.on('text', (piece) => {
    if (isText && !isPhonetic) text += piece
  })
  parser.on('closetag', ({ name }) => {
    if (name === 't') isText = false
    else if (name === 'rPh') isPhonetic = false
    else if (name === 'si') {
      total += text.length
      if (total > MOST_SHARED) {
        throw new UnreadableFileException(
          'too_large',
          'This workbook holds too much text to be read as XLSX. Save it as CSV and upload that.'
        )
      }
      texts.push(text)
    }
  })
  const decoder = new TextDecoder()
  for await (const piece of await archive.read('xl/sharedStrings.xml')) {
    parser.write(decoder.decode(piece as Buffer, { stream: true }))
  }
  return texts
}

/** Turns the XML of a sheet into rows while it streams by. */
class SheetReader {
  rows: TableRow[] = []
  #parser = new SaxesParser()
  #cells: string[] = []
  #number = 0
  #column = 0
  #type = ''
  #style = 0
  #value = ''
  #isValue = false

  constructor(
    private readonly shared: string[],
    private readonly styles: ReturnType<typeof numberStyles>,
    private readonly width: number
  ) {
    this.#parser.on('opentag', (tag) => this.#open(tag))
    this.#parser.on('text', (text) => {
      if (this.#isValue) this.#value += text
    })
    this.#parser.on('closetag', ({ name }) => this.#close(name))
    this.#parser.on('error', () => {
      throw damaged()
    })
  }

  write(text: string): void {
    this.#parser.write(text)
  }

  take(): TableRow[] {
    const taken = this.rows
    this.rows = []
    return taken
  }

  #open({ name, attributes }: SaxesTagPlain): void {
    if (name === 'row') {
      this.#number = Number(attributes.r) || this.#number + 1
      this.#cells = []
      this.#column = 0
    } else if (name === 'c') {
      this.#column = attributes.r ? columnOf(attributes.r) : this.#column + 1
      this.#type = attributes.t ?? 'n'
      this.#style = Number(attributes.s ?? 0)
      this.#value = ''
    } else if (name === 'v' || name === 't') this.#isValue = true
  }

  #close(name: string): void {
    if (name === 'v' || name === 't') this.#isValue = false
    else if (name === 'c' && this.#value !== '' && this.#column <= MOST_COLUMNS) {
      while (this.#cells.length < this.#column - 1) this.#cells.push('')
      this.#cells[this.#column - 1] = this.#text()
    } else if (name === 'row' && !isBlank(this.#cells)) {
      this.rows.push(examine(this.#number, this.#cells, this.width))
    }
  }

  #text(): string {
    const value = this.#value
    if (this.#type === 's') return this.shared[Number(value)] ?? ''
    if (this.#type === 'b') return value === '1' ? 'true' : 'false'
    // A formula that failed: #N/A and the like are no values.
    if (this.#type === 'e') return ''
    if (this.#type !== 'n') return value
    return this.styles.dates.has(this.#style)
      ? dateText(Number(value), this.styles.is1904)
      : numberText(value)
  }
}

/** `C7` is column 3. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference) {
    const code = letter.charCodeAt(0)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column
}
