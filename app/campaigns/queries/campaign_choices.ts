import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import type { Choice } from '#core/registry/segment_conditions'
import { Tenant } from '#core/tenancy/tenant'
import { fold, likeText } from '#crm/fold'

/** With what a new campaign begins: the organization's default sender and the first topic that marketing covers. */
export async function firstChoices(
  trx?: TransactionClientContract
): Promise<{ senderId: string | null; topicId: string | null }> {
  const [row] = await sql<{ senderId: string | null; topicId: string | null }>(
    `select (select id from senders where organization_id = ? and archived_at is null
         order by is_default desc, id limit 1) as "senderId",
       (select id from topics where organization_id = ? and archived_at is null
         order by is_default desc, created_at, id limit 1) as "topicId"`,
    [Tenant.id(), Tenant.id()],
    trx
  )
  return row
}

/** Slugs in use that begin with `base`. */
export async function takenSlugs(base: string, trx?: TransactionClientContract): Promise<string[]> {
  const rows = await sql<{ slug: string }>(
    `select slug from campaigns where organization_id = ? and slug like ?`,
    [Tenant.id(), `${likeText(base)}%`],
    trx
  )
  return rows.map(({ slug }) => slug)
}

export type TopicChoice = {
  id: string
  name: string
  isDefault: boolean
  isArchived: boolean
  tracksOpens: boolean
  tracksClicks: boolean
}

/** Topics in use, and the one that is chosen though it was put away. */
export function topicChoices(chosen: string | null): Promise<TopicChoice[]> {
  return sql<TopicChoice>(
    `select id, name, is_default as "isDefault", archived_at is not null as "isArchived",
       tracks_opens as "tracksOpens", tracks_clicks as "tracksClicks" from topics
     where organization_id = ? and (archived_at is null or id = ?::uuid) order by is_default desc, name`,
    [Tenant.id(), chosen]
  )
}

export type TemplateChoice = {
  id: string
  versionId: string
  name: string
  format: string
  subject: string
  updatedAt: Date
}

/** Templates in use by their newest version, the one that changed last first. At most a hundred. */
export function templateChoices(): Promise<TemplateChoice[]> {
  return sql<TemplateChoice>(
    `select t.id, v.id as "versionId", t.name, t.format, v.subject, t.updated_at as "updatedAt"
     from mail_templates t join mail_template_versions v
       on v.organization_id = t.organization_id and v.template_id = t.id and v.version = t.version
     where t.organization_id = ? and t.kind = 'mail' and t.archived_at is null
     order by t.updated_at desc, t.id desc limit 100`,
    [Tenant.id()]
  )
}

export type TemplateVersion = {
  id: string
  name: string
  format: string
  subject: string
  preheader: string
  source: string
  project: unknown
}

/** A version of a template of this organization, whole. */
export async function templateVersion(versionId: string): Promise<TemplateVersion | null> {
  const [row] = await sql<TemplateVersion>(
    `select v.id, t.name, t.format, v.subject, v.preheader, v.source, v.project
     from mail_template_versions v join mail_templates t on t.organization_id = v.organization_id and t.id = v.template_id
     where v.organization_id = ? and v.id = ?`,
    [Tenant.id(), versionId]
  )
  return row ?? null
}

/** Names of the segments of an audience, with what keeps them from being asked. */
export function segmentsNamed(
  ids: string[]
): Promise<{ id: string; name: string; isArchived: boolean; isBuilt: boolean }[]> {
  if (ids.length === 0) return Promise.resolve([])
  return sql(
    `select id, name, archived_at is not null as "isArchived", kind = 'static' or built_at is not null as "isBuilt"
     from segments where organization_id = ? and id = any(?::uuid[])`,
    [Tenant.id(), ids]
  )
}

/** Which of the ids are campaigns of the organization, with their names. */
export function campaignsNamed(ids: string[]): Promise<Choice[]> {
  if (ids.length === 0) return Promise.resolve([])
  return sql<Choice>(
    `select id as value, name as label from campaigns where organization_id = ? and id = any(?::uuid[])`,
    [Tenant.id(), ids]
  )
}

/** Campaigns that were launched, whose names hold a text; the newest first. */
export function searchCampaigns(text: string): Promise<Choice[]> {
  return sql<Choice>(
    `select id as value, name as label from campaigns
     where organization_id = ? and launched_at is not null and name_norm like ?
     order by created_at desc limit 20`,
    [Tenant.id(), `%${likeText(fold(text))}%`]
  )
}
