import type { Choice } from '#core/registry/segment_conditions'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { fold, likeText } from '#crm/fold'
import { searchDeals } from '#crm/queries/deal_words'
import { searchWords } from '#crm/queries/search_words'

const LIMIT = 20

export type RecordChoice = Choice & { detail: string | null }

/** Contacts by their words, the newest where there are none. */
export function contactChoices(text: string): Promise<RecordChoice[]> {
  const found = searchWords(text, 'c')
  return sql<RecordChoice>(
    `select c.id as value, coalesce(nullif(trim(concat_ws(' ', c.first_name, c.last_name)), ''), c.email, c.phone, 'Nameless') as label,
       c.email as detail
     from contacts c where c.organization_id = ? and c.deleted_at is null and ${found.sql}
     order by ${text ? 'c.name_sort, c.id' : 'c.id desc'} limit ${LIMIT}`,
    [Tenant.id(), ...found.bindings]
  )
}

/** Companies by their words, the newest where there are none. */
export function companyChoices(text: string): Promise<RecordChoice[]> {
  const found = searchWords(text, 'c')
  return sql<RecordChoice>(
    `select c.id as value, c.name as label, c.domain as detail
     from companies c where c.organization_id = ? and c.deleted_at is null and ${found.sql}
     order by ${text ? 'c.name_sort, c.id' : 'c.id desc'} limit ${LIMIT}`,
    [Tenant.id(), ...found.bindings]
  )
}

/** Deals by their words, the newest first. */
export function dealTitleChoices(text: string): Promise<RecordChoice[]> {
  const found = searchDeals(text, 'd')
  return sql<RecordChoice>(
    `select d.id as value, d.title as label, s.name as detail
     from deals d join pipeline_stages s on s.organization_id = d.organization_id and s.id = d.stage_id
     where d.organization_id = ? and d.deleted_at is null and ${found.sql}
     order by d.created_at desc, d.id desc limit ${LIMIT}`,
    [Tenant.id(), ...found.bindings]
  )
}

/** Pipelines in use whose names hold a text. */
export function pipelineChoices(text: string): Promise<Choice[]> {
  return sql<Choice>(
    `select id as value, name as label from pipelines
     where organization_id = ? and archived_at is null and warren_fold(name) like ?
     order by position, created_at limit ${LIMIT}`,
    [Tenant.id(), `%${likeText(fold(text))}%`]
  )
}

export function pipelinesNamed(ids: string[]): Promise<Choice[]> {
  return sql<Choice>(
    'select id as value, name as label from pipelines where organization_id = ? and id = any(?)',
    [Tenant.id(), ids]
  )
}

const STAGES = `select s.id as value, p.name || ' · ' || s.name as label
  from pipeline_stages s join pipelines p on p.organization_id = s.organization_id and p.id = s.pipeline_id
  where s.organization_id = ?`

/** Stages in use whose names, or whose pipelines' names, hold a text. */
export function stageChoices(text: string): Promise<Choice[]> {
  return sql<Choice>(
    `${STAGES} and s.archived_at is null and p.archived_at is null and warren_fold(p.name || ' ' || s.name) like ?
     order by p.position, p.created_at, s.position limit ${LIMIT}`,
    [Tenant.id(), `%${likeText(fold(text))}%`]
  )
}

export function stagesNamed(ids: string[]): Promise<Choice[]> {
  return sql<Choice>(`${STAGES} and s.id = any(?)`, [Tenant.id(), ids])
}
