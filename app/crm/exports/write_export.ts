import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import { notify } from '#core/notifications/notify'
import { sweepKey } from '#core/queue/sweepers'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import StoredFile from '#media/models/stored_file'
import { BYTE_ORDER_MARK, csvLine } from '#crm/exports/csv_text'
import { tableOf } from '#crm/exports/export_table'
import { MOST_SHEET_ROWS, writeXlsx } from '#crm/exports/xlsx_file'
import { scratchPath } from '#crm/imports/import_file'
import WriteExport from '#crm/jobs/write_export'
import Export, { KEPT_DAYS } from '#crm/models/export'
import { expiredExports, holdExport, takeExport } from '#crm/queries/export_rows'
import { stranded } from '#crm/queries/import_leases'

const MOST_ATTEMPTS = 3
/** Name of the live channel of the page of exports. */
const CHANNEL = 'exports'
const MIMES = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Writes the file of an export and tells the person who asked for it. */
export async function writeExport(exportId: string): Promise<void> {
  const lease = await takeExport(exportId)
  if (!lease) return
  const wanted = await Export.query().where('id', exportId).firstOrFail()
  const path = scratchPath()
  try {
    const rows = await writeFile(wanted, path)
    await StoredFile.keep(
      { path, name: wanted.name, mime: MIMES[wanted.format] },
      async (file, trx) => {
        wanted.useTransaction(trx).merge({ state: 'done', fileId: file.id, rowsDone: rows })
        wanted.merge({ expiresAt: clock.now().plus({ days: KEPT_DAYS }), finishedAt: clock.now() })
        await wanted.save()
        await told(wanted, trx)
      }
    )
  } catch (error) {
    if (!(error instanceof Refusal) && lease.attempts < MOST_ATTEMPTS) throw error
    logger.error({ err: error, export: exportId }, 'export failed')
    await db.transaction(async (trx) => {
      const problem =
        error instanceof Refusal ? error.message : 'Something went wrong on our side. Try again.'
      wanted.useTransaction(trx).merge({ state: 'failed', problem, finishedAt: clock.now() })
      await wanted.save()
      await told(wanted, trx)
    })
  } finally {
    await rm(path, { force: true })
  }
}

/** Sweeper: exports that a lost job left behind, and files whose time is over. */
export async function sweepExports(): Promise<number> {
  const found = await stranded('exports')
  for (const { id, organizationId } of found) {
    await Tenant.run(organizationId, () =>
      WriteExport.enqueue({ exportId: id }, { key: sweepKey(id) })
    )
  }
  const expired = await expiredExports(clock.now().toISO()!)
  for (const { id, organizationId } of expired) await Tenant.run(organizationId, () => expire(id))
  return found.length + expired.length
}

async function writeFile(wanted: Export, path: string): Promise<number> {
  const { format } = wanted
  const { header, batches } = await tableOf(wanted)
  let count = 0
  const table = async function* () {
    yield [header]
    for await (const rows of batches) {
      count += rows.length
      if (format === 'xlsx' && count >= MOST_SHEET_ROWS) {
        throw new Refusal('A sheet holds at most 1,048,575 rows. Export this list as CSV.', {
          code: 'E_TOO_MANY_ROWS',
        })
      }
      yield rows
      await holdExport(wanted.id, count)
    }
  }
  if (format === 'xlsx') await writeXlsx(path, wanted.name, table())
  else await pipeline(Readable.from(csvOf(table())), createWriteStream(path))
  return count
}

async function* csvOf(table: AsyncIterable<string[][]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK
  for await (const rows of table) yield rows.map(csvLine).join('')
}

async function told(wanted: Export, trx: Parameters<typeof notify>[2]): Promise<void> {
  await tellStaff('contacts', CHANNEL, trx)
  if (!wanted.createdBy) return
  const isDone = wanted.state === 'done'
  await notify(
    [wanted.createdBy],
    {
      kind: 'crm/export',
      key: `export:${wanted.id}:${wanted.state}`,
      title: isDone ? `${wanted.name} is ready` : `${wanted.name} could not be made`,
      body: isDone
        ? `${wanted.rowsDone.toLocaleString('en')} rows, to download for ${KEPT_DAYS} days.`
        : wanted.problem,
      url: '/admin/contacts/exports',
      organizationId: wanted.organizationId,
    },
    trx
  )
}

function expire(exportId: string): Promise<void> {
  return db.transaction(async (trx) => {
    const over = await Export.query({ client: trx }).where('id', exportId).forUpdate().first()
    if (over?.state !== 'done') return
    const file = over.fileId
      ? await StoredFile.query({ client: trx }).where('id', over.fileId).first()
      : null
    await over.merge({ state: 'expired', fileId: null }).save()
    await file?.erase(trx)
  })
}
