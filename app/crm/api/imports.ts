import vine from '@vinejs/vine'
import { endpoint, made, object, one, page } from '#core/api/endpoint'
import { type ApiCaller, requireScope } from '#core/api/caller'
import { pageParameters, shapeParameters, shapeValidator } from '#core/api/parameters'
import { as } from '#core/api/schemas'
import { keysetPage } from '#core/http/keyset'
import { Refusal } from '#core/http/refusal'
import { appUrl } from '#config/app'
import { importResource } from '#crm/api/import_resources'
import { makerOf } from '#crm/api/maker'
import { chooseMapping } from '#crm/imports/choose_mapping'
import { makeList, wantsNewList } from '#crm/imports/import_list'
import { KINDS, type KindName } from '#crm/imports/kinds/import_kind'
import { readAgain } from '#crm/imports/intake'
import { readable, receiveUpload } from '#crm/imports/upload'
import { ENCODINGS } from '#crm/imports/reading/encoding'
import { MOST_COLUMNS } from '#crm/imports/reading/table_row'
import { DEFAULT_RULES, type ImportRules, MATCH_KEYS } from '#crm/imports/rules'
import Import from '#crm/models/import'
import StoredFile from '#media/models/stored_file'

const group = 'Imports and exports'
const scope = 'contacts:import'

/** What a key needs for more than looking at a file of contacts. */
const SCOPES: Record<KindName, string[]> = {
  contacts: ['contacts:create', 'contacts:update', 'companies:create', 'tags:create'],
  companies: ['companies:create', 'companies:update', 'tags:create'],
  deals: ['deals:create', 'deals:update', 'companies:create'],
}
const kindScopes = [...new Set(Object.values(SCOPES).flat())]
/** Files of companies and deals are there for keys that may write these. */
const mayImport = (caller: ApiCaller, kind: KindName) =>
  kind === 'contacts' || (caller.can(`${kind}:create`) && caller.can(`${kind}:update`))

function requireKind(caller: ApiCaller, kind: KindName): void {
  if (kind !== 'contacts')
    for (const verb of ['create', 'update']) requireScope(caller, `${kind}:${verb}`)
}

async function find(id: string, caller: ApiCaller): Promise<Import> {
  const batch = await Import.query().where('id', id).firstOrFail()
  requireKind(caller, batch.kind)
  return batch
}

export const listImports = endpoint({
  name: 'imports.list',
  method: 'GET',
  path: '/imports',
  group,
  summary: 'List imports, the newest first',
  scope,
  query: vine.create(pageParameters),
  answer: page(importResource),
  handle: ({ caller, query: { cursor, limit } }) =>
    keysetPage<Import>(
      Import.query().whereIn('kind', [...KINDS.filter((kind) => mayImport(caller, kind))]),
      {
        columns: [
          ['created_at', 'desc'],
          ['id', 'desc'],
        ],
        cursor,
        perPage: limit,
        scope: 'api:imports',
      }
    ),
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
  handle: ({ caller, params }) => find(params.id, caller),
})

export const uploadImport = endpoint({
  name: 'imports.create',
  method: 'POST',
  path: '/imports',
  group,
  summary: 'Upload a file of contacts, companies or deals',
  description:
    'The first of three steps: upload, check, run. The answer says how the file is read and where its columns seem to go; no record is touched yet. Files of companies and of deals need the scopes to make and to change these as well.',
  scope,
  query: vine.create({
    name: vine
      .string()
      .trim()
      .minLength(1)
      .maxLength(200)
      .meta({ description: 'Of the file: `people.csv`.' }),
    kind: vine
      .enum(KINDS)
      .optional()
      .meta({ description: 'What the file holds; contacts where nothing is said.' }),
    ...shapeParameters,
  }),
  usefulScopes: kindScopes.filter((one) => /^(companies|deals):(create|update)$/.test(one)),
  file: 'A CSV or XLSX file of up to 500 MB.',
  answer: made(importResource, '/imports'),
  problems: { 422: 'the file cannot be read; `code` and `detail` say why.' },
  async handle({ caller, query: { name, kind = 'contacts' }, upload: { stream, type, length } }) {
    requireKind(caller, kind)
    return find((await receiveUpload(stream, { name, type, length, kind })).id, caller)
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
  async handle({ caller, params, body: { has_header: hasHeader, ...chosen } }) {
    const batch = await find(params.id, caller)
    await readable(() => readAgain(batch, { ...chosen, hasHeader }))
    return find(batch.id, caller)
  },
})

export const checkImport = endpoint({
  name: 'imports.check',
  method: 'PUT',
  path: '/imports/:id/check',
  group,
  summary: 'Check all rows of an import',
  description:
    'The second step: says where the columns go and how rows are told apart, and has every row looked at in the background. `state` becomes `dry_run`, and `findings` say what would be made, changed and left out.',
  scope,
  query: shapeValidator,
  body: vine.create({
    mapping: vine
      .array(vine.string().maxLength(100).nullable())
      .maxLength(MOST_COLUMNS)
      .optional()
      .meta({
        description:
          'For each column of the file a target, such as `email`, `domain`, `title` or `custom:<key>`; null leaves it out. As suggested where nothing is sent.',
      }),
    rules: vine
      .object({
        mode: vine.enum(['both', 'create', 'update'] as const).optional(),
        match_by: vine.enum(MATCH_KEYS).optional().meta({
          description:
            'Contacts: `email`, `phone`, `external_id`. Companies: `domain`, `name`, `external_id`. Deals: `title`, `external_id`.',
        }),
        existing: vine
          .enum(['replace', 'keep'] as const)
          .optional()
          .meta({
            description: 'What becomes of values that a record has. Empty cells change nothing.',
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
          .meta({ description: 'For all contacts or companies of the file.' }),
        pipeline_id: vine.string().uuid().nullable().optional().meta({
          description: 'Of deals: where rows stand that name no pipeline.',
        }),
        agreement: vine
          .object({
            topic_id: vine.string().uuid().nullable(),
            wording: vine.string().trim().minLength(5).maxLength(2000),
            document: vine.string().trim().minLength(3).maxLength(500),
          })
          .nullable()
          .optional()
          .meta({
            description:
              'Of contacts: that these people agreed to mail, in which words, and what shows it; columns `agreed_at` and `agreed_ip` say when and from which IP address each of them did.',
          }),
      })
      .optional()
      .meta({ description: 'What is left out stays as the import says it.' }),
  }),
  answer: one(importResource),
  problems: { 409: 'it has moved on.', 422: 'the mapping cannot work; `detail` says why.' },
  isOwnTransaction: true,
  async handle({ caller, params, body: { mapping, rules = {} } }) {
    const batch = await find(params.id, caller)
    const {
      match_by: matchBy,
      phone_country: phoneCountry,
      pipeline_id: pipelineId,
      agreement,
      ...rest
    } = rules
    const chosen = {
      ...{ ...DEFAULT_RULES, ...batch.rules, ...given(rest) },
      ...given({ matchBy, phoneCountry, pipelineId, agreement: agreed(agreement) }),
    } as ImportRules
    await chooseMapping(batch, mapping ?? batch.mapping, chosen)
    return find(batch.id, caller)
  },
})

type Agreed = { topic_id: string | null; wording: string; document: string }

function agreed(said: Agreed | null | undefined) {
  if (!said) return said
  const { topic_id: topicId, ...rest } = said
  return { topicId, ...rest }
}

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
    'The third step, once it is checked; one that failed or was stopped goes on where it was. Opt-outs are never taken back. A key needs the scopes of what the file makes: contacts, companies or deals to create and to update, companies and tags to create with them.',
  scope,
  usefulScopes: [...kindScopes, 'segments:create'],
  async handle({ caller, params }) {
    const batch = await find(params.id, caller)
    for (const needed of SCOPES[batch.kind]) requireScope(caller, needed)
    // Somebody may have asked for a new list in the admin.
    if (wantsNewList(batch)) {
      requireScope(caller, 'segments:create')
      await makeList(batch, makerOf(caller))
    }
    await batch.runLater()
    return find(params.id, caller)
  },
})

export const stopImport = endpoint({
  ...run,
  name: 'imports.stop',
  method: 'DELETE',
  summary: 'Stop an import',
  description: 'What is done stays done; it can be run on or undone.',
  scope,
  async handle({ caller, params }) {
    await (await find(params.id, caller)).cancel()
    return find(params.id, caller)
  },
})

export const undoImport = endpoint({
  ...run,
  name: 'imports.undo',
  method: 'PUT',
  path: '/imports/:id/undo',
  summary: 'Undo an import',
  description:
    'For 30 days: what it made is taken away, what it changed is as before. Records that changed since stay as they are.',
  scope,
  async handle({ caller, params }) {
    await (await find(params.id, caller)).undoLater()
    return find(params.id, caller)
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
  async handle({ caller, params }) {
    const { errorFileId } = await find(params.id, caller)
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
