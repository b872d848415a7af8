import db from '@adonisjs/lucid/services/db'
import { keysetPage, type KeysetPage } from '#core/http/keyset'
import { Tenant } from '#core/tenancy/tenant'

export type TemplateRow = {
  id: string
  name: string
  key: string
  kind: 'mail' | 'block'
  format: string
  version: number
  subject: string
  isArchived: boolean
  hasDraft: boolean
  updatedAt: string
}

export type TemplateFilters = { show: 'mails' | 'blocks' | 'archived'; search: string | null }

/** Templates, those changed last first. */
export async function templateList(
  { show, search }: TemplateFilters,
  cursor?: string | null
): Promise<KeysetPage<TemplateRow>> {
  const query = db
    .from('mail_templates as t')
    .joinRaw(
      `join mail_template_versions v on v.organization_id = t.organization_id
         and v.template_id = t.id and v.version = t.version`
    )
    .where('t.organization_id', Tenant.id())
    .select(
      't.id',
      't.name',
      't.key',
      't.kind',
      't.format',
      't.version',
      'v.subject',
      db.raw('t.archived_at is not null as "isArchived"'),
      db.raw('t.draft is not null as "hasDraft"'),
      db.raw(`to_json(t.updated_at)#>>'{}' as "updatedAt"`)
    )
  if (show === 'archived') query.whereNotNull('t.archived_at')
  else query.whereNull('t.archived_at').where('t.kind', show === 'mails' ? 'mail' : 'block')
  if (search) {
    query.whereRaw(
      `position(warren_fold(?) in warren_fold(t.name || ' ' || v.subject || ' ' || t.key)) > 0`,
      [search]
    )
  }
  return keysetPage<TemplateRow>(query, {
    columns: [
      ['t.updated_at', 'desc'],
      ['t.id', 'desc'],
    ],
    cursor,
    perPage: 24,
    scope: `mail_templates:${show}:${search ?? ''}`,
  })
}
