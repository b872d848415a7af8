import vine from '@vinejs/vine'
import { endpoint, made, object, one, page } from '#core/api/endpoint'
import { requireScope } from '#core/api/caller'
import { pageParameters, shapeParameters, shapeValidator } from '#core/api/parameters'
import { as } from '#core/api/schemas'
import { keysetPage } from '#core/http/keyset'
import { Refusal } from '#core/http/refusal'
import { appUrl } from '#config/app'
import { importResource } from '#crm/api/import_resources'
import { makerOf } from '#crm/api/maker'
import { chooseMapping } from '#crm/imports/choose_mapping'
import { makeList, wantsNewList } from '#crm/imports/import_list'
import { readAgain } from '#crm/imports/intake'
import { readable, receiveUpload } from '#crm/imports/upload'
import { ENCODINGS } from '#crm/imports/reading/encoding'
import { MOST_COLUMNS } from '#crm/imports/reading/table_row'
import { DEFAULT_RULES, type ImportRules } from '#crm/imports/rules'
import Import from '#crm/models/import'
import StoredFile from '#media/models/stored_file'

const group = 'Imports and exports'
const scope = 'contacts:import'
const find = (id: string) => Import.query().where('id', id).firstOrFail()

export const listImports = endpoint({
  name: 'imports.list',
  method: 'GET',
  path: '/imports',
  group,
  summary: 'List imports, the newest first',
  scope,
  query: vine.create(pageParameters),
  answer: page(importResource),
  handle: ({ query: { cursor, limit } }) =>
    keysetPage<Import>(Import.query(), {
      columns: [
        ['created_at', 'desc'],
        ['id', 'desc'],
      ],
      cursor,
      perPage: limit,
      scope: 'api:imports',
    }),
})

export const getImport = endpoint({
  name: 'imports.get',
  method: 'GET',
  path: '/imports/:id',
  group,
  summary: 'Get an import',
  description: 'Ask again for how far it is; `expand=progress` counts.',
  scope,
  query: shapeValidator,
  answer: one(importResource),
  handle: ({ params }) => find(params.id),
})

export const uploadImport = endpoint({
  name: 'imports.create',
  method: 'POST',
  path: '/imports',
  group,
  summary: 'Upload a file of contacts',
  description:
    'The first of three steps: upload, check, run. The answer says how the file is read and where its columns seem to go; no contact is touched yet.',
  scope,
  query: vine.create({
    name: vine
      .string()
      .trim()
      .minLength(1)
      .maxLength(200)
      .meta({ description: 'Of the file: `people.csv`.' }),
    ...shapeParameters,
  }),
  file: 'A CSV or XLSX file of up to 500 MB.',
  answer: made(importResource, '/imports'),
  problems: { 422: 'the file cannot be read; `code` and `detail` say why.' },
  async handle({ query: { name }, upload: { stream, type, length } }) {
    return find((await receiveUpload(stream, { name, type, length })).id)
  },
})

export const readImport = endpoint({
  name: 'imports.read',
  method: 'PUT',
  path: '/imports/:id/reading',
  group,
  summary: 'Read the file in another way',
  description: 'Where encoding, separator or header are not what they seemed. Before it is run.',
  scope,
  query: shapeValidator,
  body: vine.create({
    encoding: vine.enum(ENCODINGS).optional(),
    delimiter: vine.enum([',', ';', '\t', '|'] as const).optional(),
    has_header: vine.boolean({ strict: true }).optional(),
  }),
  answer: one(importResource),
  problems: { 409: 'it has begun.' },
  isOwnTransaction: true,
  async handle({ params, body: { has_header: hasHeader, ...chosen } }) {
    const batch = await find(params.id)
    await readable(() => readAgain(batch, { ...chosen, hasHeader }))
    return find(batch.id)
  },
})

export const checkImport = endpoint({
  name: 'imports.check',
  method: 'PUT',
  path: '/imports/:id/check',
  group,
  summary: 'Check all rows of an import',
  description:
    'The second step: says where the columns go and how people are told apart, and has every row looked at in the background. `state` becomes `dry_run`, and `findings` say what would be made, changed and left out.',
  scope,
  query: shapeValidator,
  body: vine.create({
    mapping: vine
      .array(vine.string().maxLength(100).nullable())
      .maxLength(MOST_COLUMNS)
      .optional()
      .meta({
        description:
          'For each column of the file a target, such as `email`, `first_name` or `custom:<key>`; null leaves it out. As suggested where nothing is sent.',
      }),
    rules: vine
      .object({
        mode: vine.enum(['both', 'create', 'update'] as const).optional(),
        match_by: vine.enum(['email', 'phone', 'external_id'] as const).optional(),
        existing: vine
          .enum(['replace', 'keep'] as const)
          .optional()
          .meta({
            description: 'What becomes of values that a contact has. Empty cells change nothing.',
          }),
        flawed: vine
          .enum(['leave_out', 'refuse'] as const)
          .optional()
          .meta({ description: 'Whether a row is imported without a value that cannot be read.' }),
        phone_country: vine
          .string()
          .regex(/^[A-Z]{2}$/)
          .nullable()
          .optional(),
        tags: vine
          .array(vine.string().trim().minLength(1).maxLength(60))
          .maxLength(20)
          .optional()
          .meta({ description: 'For everybody in the file.' }),
      })
      .optional()
      .meta({ description: 'What is left out stays as the import says it.' }),
  }),
  answer: one(importResource),
  problems: { 409: 'it has moved on.', 422: 'the mapping cannot work; `detail` says why.' },
  isOwnTransaction: true,
  async handle({ params, body: { mapping, rules = {} } }) {
    const batch = await find(params.id)
    const { match_by: matchBy, phone_country: phoneCountry, ...rest } = rules
    const chosen = {
      ...{ ...DEFAULT_RULES, ...batch.rules, ...given(rest) },
      ...given({ matchBy, phoneCountry }),
    } as ImportRules
    await chooseMapping(batch, mapping ?? batch.mapping, chosen)
    return find(batch.id)
  },
})

const run = {
  path: '/imports/:id/run',
  group,
  query: shapeValidator,
  answer: one(importResource),
  problems: { 409: 'it has moved on.' },
  isOwnTransaction: true,
} as const

export const runImport = endpoint({
  ...run,
  name: 'imports.run',
  method: 'PUT',
  summary: 'Run an import',
  description:
    'The third step, once it is checked; one that failed or was stopped goes on where it was. Opt-outs are never taken back.',
  scope,
  alsoScopes: ['contacts:create', 'contacts:update', 'companies:create', 'tags:create'],
  usefulScopes: ['segments:create'],
  async handle({ caller, params }) {
    const batch = await find(params.id)
    // Somebody may have asked for a new list in the admin.
    if (wantsNewList(batch)) {
      requireScope(caller, 'segments:create')
      await makeList(batch, makerOf(caller))
    }
    await batch.runLater()
    return find(params.id)
  },
})

export const stopImport = endpoint({
  ...run,
  name: 'imports.stop',
  method: 'DELETE',
  summary: 'Stop an import',
  description: 'What is done stays done; it can be run on or undone.',
  scope,
  async handle({ params }) {
    await (await find(params.id)).cancel()
    return find(params.id)
  },
})

export const undoImport = endpoint({
  ...run,
  name: 'imports.undo',
  method: 'PUT',
  path: '/imports/:id/undo',
  summary: 'Undo an import',
  description:
    'For 30 days: what it made is taken away, what it changed is as before. Contacts that changed since stay as they are.',
  scope,
  async handle({ params }) {
    await (await find(params.id)).undoLater()
    return find(params.id)
  },
})

export const importErrors = endpoint({
  name: 'imports.errors',
  method: 'GET',
  path: '/imports/:id/errors',
  group,
  summary: 'Get the rows that were not imported',
  description: 'As a file with the reason in each row, to mend and import again.',
  scope,
  answer: object<{ url: string }>(
    'Where the file is.',
    as.object({ url: as.text('Works for ten minutes, for whoever has it.') })
  ),
  async handle({ params }) {
    const { errorFileId } = await find(params.id)
    if (!errorFileId) {
      throw new Refusal('This import has left no rows out.', { code: 'E_NO_ERRORS', status: 404 })
    }
    const file = await StoredFile.query().where('id', errorFileId).firstOrFail()
    return { url: `${appUrl}${file.signedUrl({ downloadAs: file.name })}` }
  },
})

function given<T extends object>(wish: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(wish).filter(([, value]) => value !== undefined)
  ) as Partial<T>
}
