import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { Context } from '#core/context'
import { Refusal } from '#core/http/refusal'
import StoredFile from '#media/models/stored_file'
import { homeCountry } from '#crm/home_country'
import type { KindName } from '#crm/imports/kinds/import_kind'
import { kindOf } from '#crm/imports/kinds/kinds'
import { fingerprintOf, suggestMapping } from '#crm/imports/mapping/suggest'
import { type Inspection, inspectFile } from '#crm/imports/reading/inspect_file'
import { withLocalCopy } from '#crm/imports/import_file'
import { DEFAULT_RULES, type ImportRules } from '#crm/imports/rules'
import CustomField from '#crm/models/custom_field'
import Import from '#crm/models/import'
import { rememberedMapping } from '#crm/queries/import_mappings'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Takes a file in for an import: looks into it and keeps it. Throws UnreadableFileException. */
export async function takeIn({
  path,
  name,
  kind = 'contacts',
}: {
  path: string
  name: string
  kind?: KindName
}): Promise<Import> {
  const inspection = await inspectFile(path)
  const { size } = await stat(path)
  const mime = inspection.reading.kind === 'xlsx' ? XLSX : 'text/csv'
  const { actor } = Context.get()
  const batch = new Import()
  await StoredFile.keep({ path, name, mime }, async (file, trx) => {
    batch.useTransaction(trx).merge({
      name: file.name,
      size,
      fileId: file.id,
      state: 'uploaded',
      kind,
      idPrefix: newIdPrefix(),
      findings: {},
      outcome: {},
      createdBy: actor.type === 'user' ? actor.id : null,
      ...(await seen(kind, inspection)),
    })
    await batch.save()
  })
  return batch
}

/**
 * Reads the file in another way: encoding, separator or header were not what they seemed. Throws
 * Refusal (409) once rows of it were taken.
 */
export async function readAgain(
  batch: Import,
  chosen: Parameters<typeof inspectFile>[1]
): Promise<void> {
  if (batch.isAtWork || batch.stamp) {
    throw new Refusal('This import has moved on meanwhile. Look at it again.', {
      code: 'E_IMPORT_MOVED',
      status: 409,
    })
  }
  const inspection = await withLocalCopy(batch.fileId, (path) => inspectFile(path, chosen))
  await batch.merge({ ...(await seen(batch.kind, inspection)), state: 'uploaded' }).save()
}

async function seen(kind: KindName, inspection: Inspection) {
  const { entity, extras, matchKeys, ...known } = kindOf(kind)
  const { reading, headers, samples } = inspection
  const fingerprint = fingerprintOf(headers)
  const remembered = await rememberedMapping(kind, fingerprint)
  const fields = await CustomField.activeOf(entity)
  const keys = new Set(fields.map(({ key }) => `custom:${key}`))
  // A field that was archived since is no target any more.
  const mapping = remembered?.mapping.map((target) =>
    target?.startsWith('custom:') && !keys.has(target) ? null : target
  )
  const usual = { ...DEFAULT_RULES, matchBy: Object.keys(matchKeys)[0] as ImportRules['matchBy'] }
  if (extras.includes('phoneCountry')) {
    usual.phoneCountry = ((await homeCountry()) as ImportRules['phoneCountry']) ?? null
  }
  const rules = remembered?.rules ?? usual
  return {
    reading,
    headers,
    samples,
    fingerprint,
    mapping: mapping ?? suggestMapping(known, headers, samples, fields),
    rules,
  }
}

/**
 * The beginning of all ids that an import makes: a UUIDv7 of now without its last nine figures, which say the kind
 * and the row. So they stand in the order of the file, and a chunk's records are a range.
 */
export function newIdPrefix(now = Date.now()): string {
  const random = randomBytes(6).toString('hex')
  return `${now.toString(16).padStart(12, '0')}7${random.slice(0, 3)}8${random.slice(3, 9)}`
}
