export const STATES = [
  'draft',
  'awaiting_approval',
  'approved',
  'scheduled',
  'sending',
  'paused',
  'finished',
  'cancelled',
] as const
export type CampaignState = (typeof STATES)[number]

/** From which state a campaign may go to which. What was sent is never a draft again. */
export const CAMPAIGN_LIFECYCLE: Record<CampaignState, readonly CampaignState[]> = {
  draft: ['awaiting_approval', 'scheduled', 'sending'],
  awaiting_approval: ['approved', 'draft'],
  approved: ['scheduled', 'sending', 'draft'],
  scheduled: ['sending', 'approved', 'draft'],
  sending: ['paused', 'finished', 'cancelled'],
  paused: ['sending', 'finished', 'cancelled'],
  finished: [],
  cancelled: [],
}
