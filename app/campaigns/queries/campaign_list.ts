import { keysetPage, type KeysetPage } from '#core/http/keyset'
import { sql } from '#core/database/sql'
import type { SearchHit } from '#core/registry/search'
import { Tenant } from '#core/tenancy/tenant'
import { fold, likeText } from '#crm/fold'
import Campaign from '#campaigns/models/campaign'
import type { CampaignState } from '#campaigns/models/campaign/lifecycle'

export type CampaignFilters = {
  q?: string | null
  state?: CampaignState | 'archived' | null
  cursor?: string | null
  perPage?: number
}

/** A page of campaigns, the newest first. */
export function campaignPage({
  q,
  state,
  cursor,
  perPage,
}: CampaignFilters): Promise<KeysetPage<Campaign>> {
  const query = Campaign.query()
  if (state === 'archived') void query.whereNotNull('archivedAt')
  else void query.whereNull('archivedAt')
  if (state && state !== 'archived') void query.where('state', state)
  if (q) void query.where('nameNorm', 'like', `%${likeText(fold(q))}%`)
  return keysetPage(query, {
    columns: [
      ['created_at', 'desc'],
      ['id', 'desc'],
    ],
    cursor,
    perPage,
    scope: `campaigns:${state ?? ''}:${q ?? ''}`,
  }) as Promise<KeysetPage<Campaign>>
}

/** How many there are by state, for the list's filters. */
export async function campaignCounts(): Promise<Record<string, number>> {
  const rows = await sql<{ state: string; count: number }>(
    `select state, count(*)::int as count from campaigns
     where organization_id = ? and archived_at is null group by state`,
    [Tenant.id()]
  )
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

/** Campaigns that were or will be sent from one moment up to another. */
export function campaignsBetween(from: string, to: string): Promise<Campaign[]> {
  return Campaign.query()
    .whereNull('archivedAt')
    .whereRaw(
      `coalesce(launched_at, case when state in ('scheduled', 'approved', 'awaiting_approval', 'draft') then starts_at end)
         between ?::timestamptz and ?::timestamptz`,
      [from, to]
    )
    .orderByRaw('coalesce(launched_at, starts_at)')
    .limit(300)
}

const WORDS: Record<string, string> = { awaiting_approval: 'waits for approval' }

/** Campaigns for the search over everything, at most five. */
export async function findCampaigns(term: string): Promise<SearchHit[]> {
  const campaigns = await Campaign.query()
    .whereNull('archivedAt')
    .where('nameNorm', 'like', `%${likeText(fold(term))}%`)
    .orderBy('createdAt', 'desc')
    .limit(5)
  return campaigns.map(({ id, name, state }) => ({
    label: name,
    suffix: WORDS[state] ?? state,
    icon: 'i-lucide-megaphone',
    to: `/admin/campaigns/${id}`,
  }))
}
