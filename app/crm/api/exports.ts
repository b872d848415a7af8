import vine from '@vinejs/vine'
import { type ApiCaller, requireScope } from '#core/api/caller'
import { endpoint, made, one, page } from '#core/api/endpoint'
import { pageParameters, shapeValidator } from '#core/api/parameters'
import { keysetPage } from '#core/http/keyset'
import { homeTimeZone } from '#crm/api/home'
import { exportResource } from '#crm/api/import_resources'
import { requestExport } from '#crm/exports/request_export'
import Export, { FORMATS } from '#crm/models/export'

const group = 'Imports and exports'
const scope = 'contacts:export'

/** Those of programs: what members export is their own. */
const ofPrograms = () => Export.query().whereNull('createdBy')

export const listExports = endpoint({
  name: 'exports.list',
  method: 'GET',
  path: '/exports',
  group,
  summary: 'List exports that programs asked for, the newest first',
  scope,
  query: vine.create(pageParameters),
  answer: page(exportResource),
  handle: ({ query: { cursor, limit } }) =>
    keysetPage<Export>(ofPrograms(), {
      columns: [
        ['created_at', 'desc'],
        ['id', 'desc'],
      ],
      cursor,
      perPage: limit,
      scope: 'api:exports',
    }),
})

export const getExport = endpoint({
  name: 'exports.get',
  method: 'GET',
  path: '/exports/:id',
  group,
  summary: 'Get an export',
  description: 'Ask again until it is `done`; then `download_url` is where its file is.',
  scope,
  query: shapeValidator,
  answer: one(exportResource),
  handle: ({ params }) => ofPrograms().where('id', params.id).firstOrFail(),
})

export const createExport = endpoint({
  name: 'exports.create',
  method: 'POST',
  path: '/exports',
  group,
  summary: 'Export contacts or companies',
  description:
    'The file is written in the background. Cells that a spreadsheet would take for formulas are made safe.',
  scope,
  usefulScopes: ['companies:read'],
  query: shapeValidator,
  body: vine.create({
    entity: vine
      .enum(['contact', 'company'] as const)
      .meta({ description: 'Companies need the scope `companies:read` too.' }),
    format: vine.enum(FORMATS),
    q: vine.string().trim().maxLength(200).optional(),
    filter: vine
      .object({})
      .allowUnknownProperties()
      .optional()
      .meta({ description: 'A tree of conditions, as segments have them.' }),
    sort: vine
      .string()
      .maxLength(100)
      .optional()
      .meta({ description: '`name`, `-created_at`, `custom.score`.' }),
    ids: vine
      .array(vine.string().uuid())
      .maxLength(10_000)
      .optional()
      .meta({ description: 'Only these of it.' }),
    columns: vine
      .array(vine.string().maxLength(100))
      .maxLength(100)
      .optional()
      .meta({ description: 'In their order, such as `email` or `custom.score`.' }),
  }),
  answer: made(exportResource, '/exports'),
  async handle({ body, caller, trx }) {
    if (body.entity === 'company') requireScope(caller, 'companies:read')
    const { id } = await requestExport(body, await askerOf(caller), trx)
    return Export.query({ client: trx }).where('id', id).firstOrFail()
  },
})

async function askerOf(caller: ApiCaller) {
  return {
    can: (permission: string) => caller.can(permission),
    user: { id: null },
    organization: { timeZone: await homeTimeZone() },
  }
}
