import Organization from '#identity/models/organization'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import { fold } from '#crm/fold'
import { withLocalCopy } from '#crm/imports/import_file'
import { type House, RowReader } from '#crm/imports/mapping/row_reader'
import type { StagedRow } from '#crm/imports/mapping/staged_row'
import { rowsOf } from '#crm/imports/reading/inspect_file'
import { UnreadableFileException } from '#crm/imports/reading/unreadable_file'
import CustomField from '#crm/models/custom_field'
import type Import from '#crm/models/import'
import { renewLease } from '#crm/queries/import_leases'
import { memberNames } from '#crm/queries/import_preparation'
import { findDuplicates } from '#crm/queries/import_resolution'
import { learnStaging, stageRows } from '#crm/queries/import_staging'

/** Most rows of one file. */
export const MOST_ROWS = 5_000_000
const TELL_MS = 1000

/** Somebody cancelled, or another worker took over. */
export class LeaseLost extends Error {}

/** Reads the file of an import into the staging tables. Throws UnreadableFileException, LeaseLost. */
export async function stageImport(batch: Import): Promise<void> {
  const reader = new RowReader(batch.mapping, batch.rules, await houseOf())
  const rows = await withLocalCopy(batch.fileId, async (path) => {
    const staged = await stageRows(batch.id, readWith(reader, path, batch))
    return staged.rows
  })
  await renewLease(batch.id, rows)
  if (rows === 0) throw new UnreadableFileException('no_rows', 'There are no rows in this file.')
  await learnStaging()
  await findDuplicates(batch.id, batch.rules.matchBy)
}

async function* readWith(
  reader: RowReader,
  path: string,
  batch: Import
): AsyncGenerator<StagedRow[]> {
  let count = 0
  let told = performance.now()
  for await (const rows of rowsOf(path, batch.reading)) {
    count += rows.length
    if (count > MOST_ROWS) {
      throw new UnreadableFileException(
        'too_many_rows',
        `This file has more than ${MOST_ROWS.toLocaleString('en')} rows. Split it and import the parts.`
      )
    }
    yield rows.map((row) => reader.read(row))
    if (performance.now() - told < TELL_MS) continue
    told = performance.now()
    if (!(await renewLease(batch.id, count))) throw new LeaseLost()
    await tellStaff('contacts', batch.id)
  }
}

/** Custom fields, currency and members: what values are read with. */
export async function houseOf(): Promise<House> {
  const [organization, fields, members] = await Promise.all([
    Organization.findOrFail(Tenant.id()),
    CustomField.query().where({ entity: 'contact' }).whereNull('archivedAt'),
    memberNames(),
  ])
  return {
    fields,
    currency: organization.currency,
    members: new Map(
      members.flatMap(({ id, name, email }) => [
        [fold(name), id] as const,
        [fold(email), id] as const,
      ])
    ),
  }
}
