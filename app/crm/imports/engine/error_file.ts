import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import StoredFile from '#media/models/stored_file'
import { BYTE_ORDER_MARK, csvLine } from '#crm/exports/csv_text'
import { scratchPath, withLocalCopy } from '#crm/imports/import_file'
import { rowsOf } from '#crm/imports/reading/inspect_file'
import Import from '#crm/models/import'
import { refusalsAfter } from '#crm/queries/import_refusals'

const PAGE = 5000

/**
 * Writes the rows that were not imported, or not whole, with their number and the reason, in the shape of the file, so
 * that they can be mended and imported again.
 */
export async function writeErrorFile(batch: Import): Promise<void> {
  if (batch.errorFileId || (await refusalsAfter(batch.id, 0, 1)).length === 0) return
  const path = scratchPath()
  try {
    await withLocalCopy(batch.fileId, (source) =>
      pipeline(Readable.from(linesOf(batch, source)), createWriteStream(path))
    )
    const stem = batch.name.replace(/\.[^.]*$/, '')
    await StoredFile.keep(
      { path, name: `${stem} - not imported.csv`, mime: 'text/csv' },
      async (file, trx) => {
        await Import.query({ client: trx }).where('id', batch.id).update({ errorFileId: file.id })
      }
    )
  } finally {
    await rm(path, { force: true })
  }
}

async function* linesOf(batch: Import, source: string): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(['Row', 'Reason', ...batch.headers])
  let page = await refusalsAfter(batch.id, 0, PAGE)
  let at = 0
  for await (const rows of rowsOf(source, batch.reading)) {
    let text = ''
    for (const { number, cells } of rows) {
      while (at < page.length && page[at].rowNo < number) at++
      if (at === page.length && page.length === PAGE) {
        page = await refusalsAfter(batch.id, number - 1, PAGE)
        at = 0
      }
      if (page[at]?.rowNo === number) text += csvLine([String(number), page[at].reason, ...cells])
    }
    if (text) yield text
  }
}
