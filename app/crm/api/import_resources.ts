import { ApiResource, field, loaded } from '#core/api/resource'
import { as } from '#core/api/schemas'
import { appUrl } from '#config/app'
import type Export from '#crm/models/export'
import { FORMATS } from '#crm/models/export'
import { KINDS } from '#crm/imports/kinds/import_kind'
import { MATCH_KEYS } from '#crm/imports/rules'
import type Import from '#crm/models/import'
import { STATES } from '#crm/models/import/lifecycle'
import { importProgress } from '#crm/queries/api/import_progress'
import StoredFile from '#media/models/stored_file'

const { nullable } = as

const COUNTS = ['rows', 'new', 'update', 'duplicate', 'invalid', 'skipped', 'warned'] as const
const counts = Object.fromEntries(COUNTS.map((name) => [name, as.integer()]))

const sample = as.object({
  row: as.integer('Number of the row in the file.'),
  verdict: as.text('`new`, `update`, `duplicate`, `invalid`, `skipped`.'),
  name: as.text(),
  email: nullable(as.text('Of the contact; of a deal its contact’s.')),
  domain: nullable(as.text('Of a company.')),
  reason: nullable(as.text('Why it is left out, or what of it.')),
})

const rules = as.object({
  mode: as.oneOf(['both', 'create', 'update']),
  match_by: as.oneOf(MATCH_KEYS),
  existing: as.oneOf(['replace', 'keep']),
  flawed: as.oneOf(['leave_out', 'refuse']),
  phone_country: nullable(as.text('ISO 3166 alpha-2.')),
  tags: as.list(as.text()),
  pipeline_id: nullable(as.id('Of deals: where rows stand that name none; the first without it.')),
  agreement: nullable(
    as.object(
      {
        topic_id: nullable(as.id('None for all marketing.')),
        wording: as.text(),
        document: as.text(),
      },
      'Of contacts: what they agreed to, and what shows it.'
    )
  ),
})

const progress = as.object({
  rows: as.integer(),
  rows_done: as.integer(),
  created: as.integer(),
  updated: as.integer(),
  unchanged: as.integer(),
  skipped: as.integer(),
  refused: as.integer(),
  kept: as.integer('Changed since, and left as they were by an undo.'),
})

export const importResource = new ApiResource<Import>(
  'Import',
  'A file of contacts, companies or deals on its way into the house.',
  {
    id: field(as.id(), (batch) => batch.id),
    kind: field(as.oneOf(KINDS, 'What the file holds.'), (batch) => batch.kind),
    name: field(as.text(), (batch) => batch.name),
    size: field(as.integer('Bytes.'), (batch) => batch.size),
    state: field(
      as.oneOf(
        STATES,
        '`mapped` is being checked; `dry_run` is checked and waits to be run; `running` and `undoing` are at work.'
      ),
      (batch) => batch.state
    ),
    problem: field(nullable(as.text('Why it failed.')), (batch) => batch.problem),
    reading: field(
      as.map('How the file is read: `kind`, `encoding`, `delimiter`, `has_header`.'),
      ({ reading }) => ({
        kind: reading.kind,
        has_header: reading.hasHeader,
        encoding: reading.kind === 'csv' ? reading.encoding : null,
        delimiter: reading.kind === 'csv' ? reading.delimiter : null,
      })
    ),
    headers: field(as.list(as.text(), 'Names of the columns.'), (batch) => batch.headers),
    samples: field(as.list(as.list(as.text()), 'Some first rows.'), (batch) =>
      (batch.samples as string[][]).slice(0, 5)
    ),
    mapping: field(
      as.list(nullable(as.text()), 'Where each column goes.'),
      (batch) => batch.mapping
    ),
    rules: field(rules, ({ rules: { matchBy, phoneCountry, pipelineId, agreement, ...rest } }) => ({
      mode: rest.mode,
      match_by: matchBy,
      existing: rest.existing,
      flawed: rest.flawed,
      phone_country: phoneCountry,
      tags: rest.tags,
      pipeline_id: pipelineId ?? null,
      agreement: agreement
        ? {
            topic_id: agreement.topicId,
            wording: agreement.wording,
            document: agreement.document,
          }
        : null,
    })),
    findings: field(
      nullable(
        as.object(
          { ...counts, samples: as.list(sample) },
          'What the check found; null before. `warned` rows lose one of their values.'
        )
      ),
      ({ kind, findings }) =>
        findings.rows === undefined
          ? null
          : {
              ...Object.fromEntries(COUNTS.map((name) => [name, findings[name] ?? 0])),
              samples: (findings.samples ?? []).map(({ rowNo, verdict, name, second, reason }) => ({
                ...{ row: rowNo, verdict, name, reason },
                email: kind === 'companies' ? null : second,
                domain: kind === 'companies' ? second : null,
              })),
            }
    ),
    has_errors: field(
      as.boolean('Whether rows were left out, and stand in a file.'),
      (batch) => batch.errorFileId !== null
    ),
    is_undoable: field(as.boolean(), (batch) => batch.isUndoable),
    created_at: field(as.time(), (batch) => batch.createdAt.toISO()),
    finished_at: field(nullable(as.time()), (batch) => batch.finishedAt?.toISO() ?? null),
  },
  {
    progress: loaded(progress, async (batches, client) => {
      const of = await importProgress(
        batches.map(({ id }) => id),
        client
      )
      return ({ id }) => of(id)
    }),
  }
)

export const exportResource = new ApiResource<Export>(
  'Export',
  'Contacts, companies or deals as a file, kept for a week.',
  {
    id: field(as.id(), (wanted) => wanted.id),
    entity: field(as.oneOf(['contact', 'company', 'deal']), (wanted) => wanted.entity),
    format: field(as.oneOf(FORMATS), (wanted) => wanted.format),
    name: field(as.text(), (wanted) => wanted.name),
    state: field(as.oneOf(['waiting', 'done', 'failed', 'expired']), (wanted) => wanted.state),
    rows_done: field(as.integer('Rows written so far.'), (wanted) => wanted.rowsDone),
    problem: field(nullable(as.text('Why it failed.')), (wanted) => wanted.problem),
    download_url: loaded(
      nullable(as.text('Once it is done. Works for ten minutes, for whoever has it.')),
      async (rows, client) => {
        const ids = rows.flatMap((wanted) => (wanted.isReady ? wanted.fileId! : []))
        const files = ids.length > 0 ? await StoredFile.query({ client }).whereIn('id', ids) : []
        const byId = new Map(files.map((file) => [file.id, file]))
        return ({ fileId, name, isReady }) => {
          const file = isReady ? byId.get(fileId!) : undefined
          return file ? `${appUrl}${file.signedUrl({ downloadAs: name })}` : null
        }
      }
    ),
    created_at: field(as.time(), (wanted) => wanted.createdAt.toISO()),
    finished_at: field(nullable(as.time()), (wanted) => wanted.finishedAt?.toISO() ?? null),
    expires_at: field(nullable(as.time()), (wanted) => wanted.expiresAt?.toISO() ?? null),
  }
)
