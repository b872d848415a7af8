import { LARGEST_FILE } from '#crm/imports/upload'
import type { Asker } from '#crm/conditions/check'
import { topicOptions } from '#crm/imports/contacts/agreement'
import { listChoices } from '#crm/imports/import_list'
import { type ImportKind, KINDS } from '#crm/imports/kinds/import_kind'
import { kindOf } from '#crm/imports/kinds/kinds'
import { suggestField } from '#crm/imports/mapping/suggest_field'
import CustomField from '#crm/models/custom_field'
import type Import from '#crm/models/import'
import { pipelinesOrFirst } from '#crm/pipelines'
import ImportPolicy from '#crm/policies/import_policy'
import type { Staff } from '#identity/staff'
import { progressOf } from '#crm/queries/import_chunks'

/** What the page of one import shows, as far as it stands, and what somebody may do on it. */
export async function importPage(batch: Import, asker: Asker) {
  const kind = kindOf(batch.kind)
  const fields = await CustomField.activeOf(kind.entity)
  const hasList = kind.extras.includes('list') && asker.can('segments:update')
  const progress = await progressOf(batch.id)
  return {
    import: {
      id: batch.id,
      name: batch.name,
      kind: batch.kind,
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
    ...choicesOf(kind),
    lists: hasList ? await listChoices() : [],
    pipelines: kind.extras.includes('pipeline') ? await pipelineChoices() : [],
    topics: kind.extras.includes('agreement') ? await topicOptions() : [],
    can: {
      useList: hasList,
      makeList: kind.extras.includes('list') && asker.can('segments:create'),
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
      ...Object.entries(kind.targets).map(([value, label]) => ({ value, label, group: 'Fields' })),
      ...fields.map(({ key, label }) => ({ value: `custom:${key}`, label, group: 'Your fields' })),
    ],
  }
}

/** By what rows of a kind may be told apart, and which rules it has. */
function choicesOf({ matchKeys, extras }: ImportKind) {
  return {
    extras,
    matchKeys: Object.entries(matchKeys).map(([value, key]) => ({ value, ...key! })),
  }
}

async function pipelineChoices() {
  return (await pipelinesOrFirst()).map(({ id, name }) => ({ value: id, label: name }))
}

/** What the page of imports shows: those of the kinds that somebody may import, and which these are. */
export function importsPage(imports: Import[], asked: string | undefined, staff: Staff) {
  const kinds = KINDS.filter((kind) => ImportPolicy.mayImport(staff, kind))
  return {
    imports: imports.filter(({ kind }) => kinds.includes(kind)).map(importRow),
    limits: UPLOAD_LIMITS,
    kinds,
    kind: kinds.find((kind) => kind === asked) ?? kinds[0],
  }
}

/** What the list of imports shows of each. */
export function importRow(batch: Import) {
  const { created = 0, updated = 0, refused = 0 } = batch.outcome as Record<string, number>
  return {
    id: batch.id,
    name: batch.name,
    kind: batch.kind,
    state: batch.state,
    rows: batch.findings.rows ?? null,
    created,
    updated,
    refused,
    createdAt: batch.createdAt.toISO(),
  }
}

export const UPLOAD_LIMITS = { bytes: LARGEST_FILE }
