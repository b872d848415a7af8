import { v7 as uuid } from 'uuid'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { CampaignFactory } from '#database/factories/campaigns/campaign_factory'
import type Campaign from '#campaigns/models/campaign'

/** Contacts with addresses; resolves to their ids in order. */
export async function plantPeople(organizationId: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuid())
  await sql(
    `with made as (
       insert into contacts (id, organization_id, email, email_norm, first_name, source, created_at, updated_at)
       select id, ?, 'reader-' || right(id::text, 12) || '@mail.test', 'reader-' || right(id::text, 12) || '@mail.test', 'P' || n, 'test', now(), now()
       from unnest(?::uuid[]) with ordinality x (id, n) returning *)
     insert into contact_emails (id, organization_id, contact_id, email, email_norm, is_primary, created_at)
     select gen_random_uuid(), organization_id, id, email, email_norm, true, created_at from made`,
    [organizationId, ids]
  )
  return ids
}

/** A list with these people; resolves to its id. */
export async function plantList(organizationId: string, contactIds: string[]): Promise<string> {
  const id = uuid()
  await sql(
    `insert into segments (id, organization_id, name, kind, count_state, built_at, created_at, updated_at)
     values (?, ?, ?, 'static', 'exact', now(), now(), now())`,
    [id, organizationId, `List ${id}`]
  )
  await sql(
    `insert into segment_members (organization_id, segment_id, contact_id, entered_at, is_listed)
     select ?, ?, contact_id, now(), true from unnest(?::uuid[]) x (contact_id)`,
    [organizationId, id, contactIds]
  )
  return id
}

export function plantCampaign(
  organizationId: string,
  details: Partial<Campaign> = {}
): Promise<Campaign> {
  return Tenant.run(organizationId, () => CampaignFactory.merge(details as never).create())
}

type Row = { contactId: string; state?: number; marks?: number; reason?: number; variant?: number }

/** A sending of a campaign as the ledger has it after it was worked off; resolves to its id. */
export async function plantRun(
  organizationId: string,
  campaignId: string,
  rows: Row[],
  { state = 'finished', startedAt = new Date() } = {}
): Promise<number> {
  const [{ id }] = await sql<{ id: number }>(
    `insert into send_runs (organization_id, source_kind, source_id, month, state, plan, audience, starts_at, started_at,
       finished_at, created_at, updated_at)
     values (?, 'campaign', ?, date_trunc('month', ?::timestamptz)::date, ?, '{}', ?, ?, ?, ?, now(), now()) returning id`,
    [
      ...[organizationId, campaignId, startedAt, state, rows.length, startedAt, startedAt],
      state === 'finished' ? startedAt : null,
    ]
  )
  await sql(`select warren_ensure_month('sends', date_trunc('month', ?::timestamptz)::date)`, [
    startedAt,
  ])
  await sql(
    `insert into sends (run_id, contact_id, organization_id, n, month, variant, state, reason, marks, changed_at)
     select ?, x."contactId", ?, (n - 1)::int, date_trunc('month', ?::timestamptz)::date, coalesce(variant, 0)::smallint,
       coalesce(state, 2)::smallint, coalesce(reason, 0)::smallint, coalesce(marks, 0), ?
     from rows from (jsonb_to_recordset(?::jsonb) as ("contactId" uuid, state int, reason int, marks int, variant int))
       with ordinality x ("contactId", state, reason, marks, variant, n)`,
    [id, organizationId, startedAt, startedAt, JSON.stringify(rows)]
  )
  await sql(
    `insert into send_tallies (organization_id, run_id, variant, audience, sent, skipped, failed, uncertain, delivered, bounced,
       opened, opened_human, clicked, clicked_human, unsubscribed)
     select organization_id, run_id, variant, count(*), count(*) filter (where state = 2), count(*) filter (where state = 3),
       count(*) filter (where state = 4), count(*) filter (where state = 5), count(*) filter (where marks & 1 <> 0),
       count(*) filter (where marks & 2 <> 0), count(*) filter (where marks & 32 <> 0), count(*) filter (where marks & 64 <> 0),
       count(*) filter (where marks & 128 <> 0), count(*) filter (where marks & 256 <> 0), count(*) filter (where marks & 512 <> 0)
     from sends where run_id = ? group by 1, 2, 3`,
    [id]
  )
  return id
}
