import { sql } from '#core/database/sql'

type Owned = { id: string; organizationId: string }

/** Campaigns whose time has come, the longest due first; those by wall clocks 14 hours before theirs. Over all organizations. */
export function dueCampaigns(now: string, limit: number): Promise<Owned[]> {
  return sql<Owned>(
    `select id, organization_id as "organizationId" from campaigns
     where state = 'scheduled' and starts_at <= ?::timestamptz + interval '14 hours'
       and starts_at <= ?::timestamptz + case when schedule_kind = 'local_time' then interval '14 hours' else interval '0' end
     order by starts_at limit ?`,
    [now, now, limit]
  )
}

/** Campaigns on their way that may be at a turn: all is sent, or their test is over. Over all organizations. */
export function campaignsAtTurn(now: string, limit: number): Promise<Owned[]> {
  return sql<Owned>(
    `select c.id, c.organization_id as "organizationId" from campaigns c
     where c.state in ('sending', 'paused')
       and (c.decide_at <= ?::timestamptz and c.decided_at is null
         or not exists (select 1 from send_runs r
           where r.organization_id = c.organization_id and r.source_id = c.id and r.state not in ('finished', 'cancelled')))
     order by c.launched_at limit ?`,
    [now, limit]
  )
}

/** Campaigns that were paused, resumed or cancelled while one of their runs did not hear of it. Over all organizations. */
export function campaignsOutOfStep(limit: number): Promise<Owned[]> {
  return sql<Owned>(
    `select distinct c.id, c.organization_id as "organizationId" from send_runs r
     join campaigns c on c.organization_id = r.organization_id and c.id = r.source_id
     where r.state in ('freezing', 'sending', 'paused') and r.source_kind = 'campaign'
       and (c.state = 'paused' and r.state <> 'paused' or c.state = 'sending' and r.state = 'paused'
         or c.state = 'cancelled') limit ?`,
    [limit]
  )
}
