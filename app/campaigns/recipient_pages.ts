import encryption from '@adonisjs/core/services/encryption'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import type { Staff } from '#identity/staff'
import { MARK, REASON, reasonOf, STATE, stateOf } from '#messaging/ledger/states'
import { rights } from '#campaigns/campaign_pages'
import type Campaign from '#campaigns/models/campaign'
import { letterOf } from '#campaigns/models/campaign_variant'
import {
  type Position,
  type RecipientRow,
  recipientRows,
  type Shown,
} from '#campaigns/queries/recipients'
import CampaignTransformer from '#campaigns/transformers/campaign_transformer'

const PER_PAGE = 50
const BEGIN: Position = { runId: 0, n: -1 }

type Filters = { show?: Shown; q?: string; cursor?: string }

/** A page of the people that a campaign was for, in the order in which they were frozen. */
export async function recipientsPage(campaign: Campaign, filters: Filters, staff: Staff) {
  const { show, q, cursor } = filters
  const after = cursor ? read(cursor, campaign.id) : BEGIN
  const rows = await recipientRows(campaign.id, { show, q, after, limit: PER_PAGE })
  const page = rows.slice(0, PER_PAGE)
  const last = page.at(-1)
  const path = `/admin/campaigns/${campaign.id}/recipients`
  const query = new URLSearchParams({ ...(show ? { show } : {}), ...(q ? { q } : {}) })
  const first = query.size > 0 ? `${path}?${query}` : path
  if (last && rows.length > PER_PAGE) query.set('cursor', sign(last, campaign.id))
  return {
    campaign: new CampaignTransformer(campaign).toObject(),
    recipients: page.map((row) => recipientOf(row, campaign.testOf !== null)),
    filters: { show: show ?? null, q: q ?? null },
    next: query.has('cursor') ? `${path}?${query}` : null,
    previous: cursor ? first : null,
    can: rights(staff),
  }
}

function recipientOf(row: RecipientRow, isTest: boolean) {
  const { runId, n, contactId, name, email, variant, state, reason, marks, at } = row
  return {
    key: `${runId}.${n}`,
    ...{ contactId, name, email },
    version: isTest ? letterOf(variant) : null,
    state: stateOf(state),
    why: state === STATE.sent ? null : REASON[reasonOf(reason)].people || null,
    marks: marksIn(marks),
    at: at.toISOString(),
  }
}

/** What became of it, in words that people know; the strongest first. */
export function marksIn(marks: number): string[] {
  const words: [number, string][] = [
    [MARK.complained, 'complained'],
    [MARK.bounced, 'bounced'],
    [MARK.softBounced, 'bounced for now'],
    [MARK.blocked, 'blocked'],
    [MARK.unsubscribed, 'unsubscribed'],
    [MARK.converted, 'bought'],
    [MARK.replied, 'replied'],
    [MARK.clickedByPerson, 'clicked'],
    [MARK.openedByPerson, 'opened'],
    [MARK.delivered, 'delivered'],
  ]
  return words.filter(([mark]) => (marks & mark) !== 0).map(([, word]) => word)
}

const purposeOf = (campaignId: string) => `recipients:${campaignId}:${Tenant.id()}`

function sign({ runId, n }: Position, campaignId: string): string {
  return encryption.getMessageVerifier().sign({ runId, n }, undefined, purposeOf(campaignId))
}

function read(cursor: string, campaignId: string): Position {
  const position = encryption.getMessageVerifier().unsign<Position>(cursor, purposeOf(campaignId))
  if (position) return position
  throw new Refusal('This page of the list is not known. Begin at the first one.', {
    code: 'E_BAD_CURSOR',
    field: 'cursor',
  })
}
