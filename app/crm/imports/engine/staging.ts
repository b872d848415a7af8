import Organization from '#identity/models/organization'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import { fold } from '#crm/fold'
import { withLocalCopy } from '#crm/imports/import_file'
import { LeaseLost } from '#crm/imports/engine/lease_lost'
import { withReferences } from '#crm/imports/engine/references'
import type { FieldEntity } from '#crm/models/custom_field'
import { kindOf } from '#crm/imports/kinds/kinds'
import type { House, RowReader } from '#crm/imports/mapping/row_reader'
import type { StagedRow } from '#crm/imports/mapping/staged_row'
import { rowsOf } from '#crm/imports/reading/inspect_file'
import { UnreadableFileException } from '#crm/imports/reading/unreadable_file'
import CustomField from '#crm/models/custom_field'
import type Import from '#crm/models/import'
import { renewLease } from '#crm/queries/import_leases'
import { memberNames } from '#crm/queries/import_preparation'
import { learnStaging, stageRows } from '#crm/queries/import_staging'

/** Most rows of one file. */
export const MOST_ROWS = 5_000_000
/** Rows for which plans have to be good. */
export const MANY = 10_000
const TELL_MS = 1000

/** Reads the file of an import into the staging tables. Throws UnreadableFileException, LeaseLost. */
export async function stageImport(batch: Import): Promise<void> {
  const kind = kindOf(batch.kind)
  const house = await houseOf(kind.entity)
  const reader = await kind.reader(batch.mapping, batch.rules, house)
  const rows = await withLocalCopy(batch.fileId, async (path) => {
    const staged = await stageRows(kind.staging, batch.id, readWith(reader, path, batch, house))
    return staged.rows
  })
  await renewLease(batch.id, rows)
  if (rows === 0) throw new UnreadableFileException('no_rows', 'There are no rows in this file.')
  await learnStaging(kind.staging)
  await kind.settle(batch.id, batch.rules, rows > MANY)
}

async function* readWith(
  reader: RowReader<StagedRow>,
  path: string,
  batch: Import,
  house: House
): AsyncGenerator<StagedRow[]> {
  const references = house.fields.filter(
    ({ key, type }) => type === 'reference' && batch.mapping.includes(`custom:${key}`)
  )
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
    const staged = rows.map((row) => reader.read(row))
    yield references.length > 0 ? await withReferences(staged, references, batch.rules) : staged
    if (performance.now() - told < TELL_MS) continue
    told = performance.now()
    if (!(await renewLease(batch.id, count))) throw new LeaseLost()
    await tellStaff('contacts', batch.id)
  }
}

/** Custom fields, currency and members: what values are read with. */
export async function houseOf(entity: FieldEntity): Promise<House> {
  const [organization, fields, members] = await Promise.all([
    Organization.findOrFail(Tenant.id()),
    CustomField.activeOf(entity),
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
