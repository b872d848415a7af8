import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

/** Days in the organization's zone, both counted. */
export type AudienceDays = { from: string; to: string }

export type AudienceMove = {
  /** First day of the week where it is asked by week. */
  day: string
  joined: number
  gone: number
}

/**
 * How many began and ceased to agree to mail, by day or week: for a topic, for all marketing (`all`), or for anything
 * at all (null; who agrees to two topics counts for each).
 */
export function audienceMoves(
  { from, to }: AudienceDays,
  topic: string | 'all' | null,
  by: 'day' | 'week'
): Promise<AudienceMove[]> {
  const day = by === 'week' ? `date_trunc('week', day)::date` : 'day'
  return sql<AudienceMove>(
    `select ${day}::text as day, sum(joined)::int as joined, sum(gone)::int as gone
     from audience_moves
     where organization_id = ? and day between ? and ?
       and (?::text is null or topic_id is not distinct from nullif(?::text, 'all')::uuid)
     group by 1 order by 1`,
    [Tenant.id(), from, to, topic, topic]
  )
}

export type TopicMoves = {
  /** Null for all marketing. */
  topicId: string | null
  name: string | null
  joined: number
  gone: number
}

/** The same by topic, those that nobody chose or left in these days too. */
export function topicMoves({ from, to }: AudienceDays): Promise<TopicMoves[]> {
  return sql<TopicMoves>(
    `with moved as (
       select topic_id, sum(joined)::int as joined, sum(gone)::int as gone
       from audience_moves where organization_id = ? and day between ? and ? group by topic_id
     )
     select null as "topicId", null as name, coalesce(max(joined), 0) as joined, coalesce(max(gone), 0) as gone
     from moved where topic_id is null
     union all
     select t.id, t.name, coalesce(m.joined, 0), coalesce(m.gone, 0)
     from topics t left join moved m on m.topic_id = t.id
     where t.organization_id = ? and (t.archived_at is null or m.topic_id is not null)
     order by name nulls first`,
    [Tenant.id(), from, to, Tenant.id()]
  )
}

export type SourceMoves = { source: string; joined: number; gone: number }

/** By what it came by: `form`, `import`, `staff`, `preferences`, `unsubscribe` and the like. */
export function sourceMoves({ from, to }: AudienceDays): Promise<SourceMoves[]> {
  return sql<SourceMoves>(
    `select source, sum(joined)::int as joined, sum(gone)::int as gone
     from audience_moves where organization_id = ? and day between ? and ?
     group by source order by sum(joined) desc, sum(gone) desc, source`,
    [Tenant.id(), from, to]
  )
}

export type FormSums = { id: string; name: string; submitted: number; confirmed: number }

/** Sign-ups by form, the busiest first. */
export function formSums({ from, to }: AudienceDays): Promise<FormSums[]> {
  return sql<FormSums>(
    `select f.id, f.name, sum(d.submitted)::int as submitted, sum(d.confirmed)::int as confirmed
     from form_days d
     join signup_forms f on f.organization_id = d.organization_id and f.id = d.form_id
     where d.organization_id = ? and d.day between ? and ?
     group by f.id, f.name order by sum(d.submitted) desc, f.name limit 100`,
    [Tenant.id(), from, to]
  )
}

/**
 * Sums up what was added on days before this one, of all organizations, where it is several rows. What comes for such
 * a day later is summed up the next time. Resolves to how many rows are fewer.
 */
export async function foldAudienceMoves(before: string): Promise<number> {
  const [row] = await sql<{ fewer: number }>(
    `with several as (
       select organization_id, day, topic_id, source from audience_moves
       where day < ? group by 1, 2, 3, 4 having count(*) > 1
     ), taken as (
       delete from audience_moves m using several s
       where m.organization_id = s.organization_id and m.day = s.day and m.source = s.source
         and m.topic_id is not distinct from s.topic_id
       returning m.*
     ), folded as (
       insert into audience_moves (organization_id, day, topic_id, source, joined, gone)
       select organization_id, day, topic_id, source, sum(joined), sum(gone) from taken group by 1, 2, 3, 4
       returning 1
     )
     select ((select count(*) from taken) - (select count(*) from folded))::int as fewer`,
    [before]
  )
  return row.fewer
}
