import { LARGEST_FILE } from '#crm/imports/upload'
import type { Asker } from '#crm/conditions/check'
import { listChoices } from '#crm/imports/import_list'
import { suggestField } from '#crm/imports/mapping/suggest_field'
import { TARGETS } from '#crm/imports/mapping/targets'
import CustomField from '#crm/models/custom_field'
import type Import from '#crm/models/import'
import { progressOf } from '#crm/queries/import_chunks'

/** What the page of one import shows, as far as it stands, and what somebody may do on it. */
export async function importPage(batch: Import, asker: Asker) {
  const fields = await CustomField.query()
    .where({ entity: 'contact' })
    .whereNull('archivedAt')
    .orderBy('position')
  const progress = await progressOf(batch.id)
  return {
    import: {
      id: batch.id,
      name: batch.name,
      size: batch.size,
      state: batch.state,
      problem: batch.problem,
      headers: batch.headers,
      samples: batch.samples.slice(0, 5),
      mapping: batch.mapping,
      rules: batch.rules,
      reading: {
        kind: batch.reading.kind,
        hasHeader: batch.reading.hasHeader,
        encoding: 'encoding' in batch.reading ? batch.reading.encoding : null,
        delimiter: 'delimiter' in batch.reading ? batch.reading.delimiter : null,
      },
      findings: batch.findings.rows === undefined ? null : batch.findings,
      rowsRead: batch.rowsRead,
      startedAt: batch.stamp?.toISO() ?? null,
      createdAt: batch.createdAt.toISO(),
      finishedAt: batch.finishedAt?.toISO() ?? null,
      hasErrorFile: batch.errorFileId !== null,
      isUndoable: batch.isUndoable,
      /** When file and journal go; in the past when they are gone. Null while it is worked on. */
      keptUntil: batch.isAtWork ? null : batch.keptUntil.toISO(),
      isKept: batch.isKept || batch.isAtWork,
    },
    progress,
    lists: asker.can('segments:update') ? await listChoices() : [],
    can: {
      useList: asker.can('segments:update'),
      makeList: asker.can('segments:create'),
      makeField: asker.can('fields:create'),
    },
    /** What field each column would make that has no other. */
    suggestions: batch.headers.map((header, n) =>
      suggestField(
        header,
        batch.samples.map((row) => row[n] ?? '')
      )
    ),
    targets: [
      ...Object.entries(TARGETS).map(([value, label]) => ({ value, label, group: 'Contact' })),
      ...fields.map(({ key, label }) => ({ value: `custom:${key}`, label, group: 'Your fields' })),
    ],
  }
}

/** What the list of imports shows of each. */
export function importRow(batch: Import) {
  const { created = 0, updated = 0, refused = 0 } = batch.outcome as Record<string, number>
  return {
    id: batch.id,
    name: batch.name,
    state: batch.state,
    rows: batch.findings.rows ?? null,
    created,
    updated,
    refused,
    createdAt: batch.createdAt.toISO(),
  }
}

export const UPLOAD_LIMITS = { bytes: LARGEST_FILE }
