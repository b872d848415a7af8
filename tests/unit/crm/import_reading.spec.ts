import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { CsvParser } from '#crm/imports/reading/csv_parser'
import { inspectFile, rowsOf } from '#crm/imports/reading/inspect_file'
import type { TableRow } from '#crm/imports/reading/table_row'
import { UnreadableFileException } from '#crm/imports/reading/unreadable_file'
import { writeXlsx } from '#crm/exports/xlsx_file'

/** What should become of a file: its first rows, a flaw of one, or a refusal of the whole. */
type Outcome = {
  headers?: string[]
  cells?: string[][]
  flaws?: (string | undefined)[]
  refused?: string
  reading?: Record<string, unknown>
}

const latin = (text: string) => Buffer.from(text, 'latin1')
const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const big = (text: string) => utf16(text).swap16()
const ADA = [['ada@example.com', 'Ada']]
const plain: Outcome = { headers: ['Email', 'Name'], cells: ADA }

const FILES: Record<string, [string | Buffer, Outcome]> = {
  'an empty file': ['', { refused: 'empty' }],
  'nothing but empty lines': ['\n\r\n  \n', { refused: 'empty' }],
  'nothing but separators': [',,,\n,,,\n', { refused: 'empty' }],
  'a header without rows': ['Email,Name\n', { refused: 'no_rows' }],
  'a PDF': [Buffer.from('%PDF-1.7\n%\xe2\xe3\n1 0 obj'), { refused: 'not_a_table' }],
  'a PNG called CSV': [
    Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000', 'hex'),
    { refused: 'not_a_table' },
  ],
  'an old Excel file': [
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
    { refused: 'not_a_table' },
  ],
  'noise': [
    Buffer.from(Array.from({ length: 3000 }, (_, n) => (n * 7919) % 256)),
    { refused: 'not_a_table' },
  ],
  'zeros': [Buffer.alloc(5000), { refused: 'not_a_table' }],
  'a web page': ['<!DOCTYPE html><html><body>Log in</body></html>', { refused: 'not_a_table' }],
  'an XML file': ['<?xml version="1.0"?><contacts/>', { refused: 'not_a_table' }],
  'JSON': ['[{"email":"ada@example.com"}]', { refused: 'not_a_table' }],
  'a zip that is no workbook': [
    Buffer.from('504b0506' + '00'.repeat(18), 'hex'),
    { refused: 'damaged' },
  ],
  'a cut zip': [Buffer.from('504b030414000000080000000000', 'hex'), { refused: 'damaged' }],
  'too many columns': [
    `${Array.from({ length: 600 }, (_, n) => `c${n}`).join(',')}\n1\n`,
    { refused: 'too_many_columns' },
  ],
  'UTF-8': ['Email,Name\nada@example.com,Ada\n', plain],
  'UTF-8 with a mark': ['\uFEFFEmail,Name\nada@example.com,Ada\n', plain],
  'Windows-1252': [
    latin('Email,Name\njoerg@example.com,J\xf6rg\n'),
    { cells: [['joerg@example.com', 'Jörg']], reading: { encoding: 'windows-1252' } },
  ],
  'a Windows dash and euro': [
    latin('Email,Name\na@b.de,\x80 \x96\n'),
    { cells: [['a@b.de', '€ –']] },
  ],
  'UTF-16 with a mark': [utf16('\uFEFFEmail\tName\nada@example.com\tAda\n'), plain],
  'UTF-16 without a mark': [utf16('Email\tName\nada@example.com\tAda\n'), plain],
  'UTF-16 big endian': [big('\uFEFFEmail,Name\nada@example.com,Ada\n'), plain],
  'UTF-8 with a broken letter': [
    Buffer.concat([
      Buffer.from('Email,Name\na@b.de,Zoë Ä Ö Ü ß\nc@d.de,J'),
      Buffer.from([0xf6]),
      Buffer.from('rg\n'),
    ]),
    { reading: { encoding: 'utf-8' }, flaws: [undefined, 'damaged_character'] },
  ],
  'semicolons': ['Email;Name\nada@example.com;Ada\n', plain],
  'tabs': ['Email\tName\nada@example.com\tAda\n', plain],
  'bars': ['Email|Name\nada@example.com|Ada\n', plain],
  'a hint for Excel': ['sep=;\nEmail;Name\nada@example.com;Ada\n', plain],
  'semicolons with commas in the names': [
    'Email;Name\na@b.de;Lovelace, Ada\nc@d.de;Hopper, Grace\n',
    {
      cells: [
        ['a@b.de', 'Lovelace, Ada'],
        ['c@d.de', 'Hopper, Grace'],
      ],
    },
  ],
  'line ends of Windows': ['Email,Name\r\nada@example.com,Ada\r\n', plain],
  'line ends of an old Mac': ['Email,Name\rada@example.com,Ada\r', plain],
  'no line end at the end': ['Email,Name\nada@example.com,Ada', plain],
  'empty lines between': ['Email,Name\n\nada@example.com,Ada\n\n', plain],
  'no header': [
    'ada@example.com,Ada\ngrace@example.com,Grace\n',
    {
      headers: ['Column 1', 'Column 2'],
      cells: [...ADA, ['grace@example.com', 'Grace']],
      reading: { hasHeader: false },
    },
  ],
  'one column': ['Email\nada@example.com\n', { headers: ['Email'], cells: [['ada@example.com']] }],
  'a header twice': [
    'Email,Email,Name\na@b.de,c@d.de,Ada\n',
    { headers: ['Email', 'Email (2)', 'Name'] },
  ],
  'a header without names': [
    'Email,,Name\na@b.de,x,Ada\n',
    { headers: ['Email', 'Column 2', 'Name'] },
  ],
  'quoted cells': ['Email,Name\n"ada@example.com","Ada"\n', plain],
  'a line end in a cell': [
    'Email,Name\na@b.de,"Ada\nLovelace"\nc@d.de,Grace\n',
    {
      cells: [
        ['a@b.de', 'Ada\nLovelace'],
        ['c@d.de', 'Grace'],
      ],
    },
  ],
  'doubled quotation marks': [
    'Email,Tags\na@b.de,"""VIP"",""A, B"""\n',
    { cells: [['a@b.de', '"VIP","A, B"']] },
  ],
  'quotation marks within a cell': [
    'Email,Name\na@b.de,Ada "the first" L\n',
    { cells: [['a@b.de', 'Ada "the first" L']] },
  ],
  'a quotation mark that is never closed': [
    'Email,Name\na@b.de,"Ada\nc@d.de,Grace\ne@f.de,Hedy\n',
    { flaws: ['unclosed_quote', undefined, undefined] },
  ],
  'fewer cells': ['Email,Name,City\na@b.de\n', { flaws: [undefined], cells: [['a@b.de']] }],
  'more cells': [
    'Email,Name\na@b.de,Lovelace,Ada\nc@d.de,Grace,\n',
    { flaws: ['too_many_cells', undefined] },
  ],
  'a huge cell': [`Email,Name\na@b.de,${'x'.repeat(40_000)}\n`, { flaws: ['cell_too_long'] }],
  'a NUL': ['Email,Name\na@b.de,A\0da\nc@d.de,Grace\n', { flaws: ['nul_character', undefined] }],
  'formulas': [
    'Email,Name\na@b.de,"=HYPERLINK(""http://x"")"\n',
    { cells: [['a@b.de', '=HYPERLINK("http://x")']] },
  ],
  'emoji and right-to-left': ['Email,Name\na@b.de,👩‍🚀 שלום\n', { cells: [['a@b.de', '👩‍🚀 שלום']] }],
}

test.group('Files that people import', (group) => {
  let folder: string
  group.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reading-'))
    return () => rm(folder, { recursive: true })
  })

  const read = async (content: string | Buffer) => {
    const path = join(folder, `${Math.random()}.csv`)
    await writeFile(path, content)
    const inspection = await inspectFile(path)
    const rows: TableRow[] = []
    for await (const batch of rowsOf(path, inspection.reading)) rows.push(...batch)
    return { ...inspection, rows }
  }

  for (const [name, [content, expected]] of Object.entries(FILES)) {
    test(`${name} has a clear outcome`, async ({ assert }) => {
      const found = await read(content).catch((error) => {
        if (!(error instanceof UnreadableFileException)) throw error
        assert.isAbove(error.message.length, 15)
        return error.code
      })
      if (typeof found === 'string') return assert.equal(found, expected.refused)
      assert.isUndefined(expected.refused)
      if (expected.headers) assert.deepEqual(found.headers, expected.headers)
      if (expected.cells)
        assert.deepEqual(
          found.rows.map(({ cells }) => cells),
          expected.cells
        )
      if (expected.flaws)
        assert.deepEqual(
          found.rows.map(({ flaw }) => flaw),
          expected.flaws
        )
      if (expected.reading) assert.containsSubset(found.reading, expected.reading)
    })
  }

  test('rows are the same wherever the pieces of the stream are cut', ({ assert }) => {
    const text = 'a,"b ""x"", y",c\r\n1,"2\r\n3",\n"""",,"z"\nlast,"one",""'
    const whole = new CsvParser({ delimiter: ',' })
    const expected = [...whole.push(text), ...whole.end()]
    assert.lengthOf(expected, 4)
    for (let size = 1; size < text.length; size++) {
      const parser = new CsvParser({ delimiter: ',' })
      const rows: TableRow[] = []
      for (let at = 0; at < text.length; at += size)
        rows.push(...parser.push(text.slice(at, at + size)))
      assert.deepEqual([...rows, ...parser.end()], expected, `pieces of ${size}`)
    }
  })

  test('rows are numbered as in a spreadsheet, empty ones too', async ({ assert }) => {
    const { rows } = await read('Email\n\na@b.de\n\n\nc@d.de\n')
    assert.deepEqual(
      rows.map(({ number }) => number),
      [3, 6]
    )
  })

  test('a workbook that we wrote reads as what was written, with nothing taken for a formula', async ({
    assert,
  }) => {
    const path = join(folder, 'table.xlsx')
    const table = [
      ['Email', 'Name', 'Note'],
      ['ada@example.com', 'Ada & <Co> "x"', '=1+1'],
      ['grace@example.com', '', ' 007 '],
    ]
    const batches = async function* () {
      yield table
    }
    await writeXlsx(path, 'People', batches())
    const inspection = await inspectFile(path)
    assert.equal(inspection.reading.kind, 'xlsx')
    assert.deepEqual(inspection.headers, table[0])
    const rows: TableRow[] = []
    for await (const batch of rowsOf(path, inspection.reading)) rows.push(...batch)
    assert.deepEqual(
      rows.map(({ cells }) => cells),
      table.slice(1)
    )
    assert.deepEqual(
      rows.map(({ number }) => number),
      [2, 3]
    )
  })
})
