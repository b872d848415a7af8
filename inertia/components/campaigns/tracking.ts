import type { Draft } from '~/components/campaigns/types'

export type Topic = {
  id: string
  name: string
  isDefault: boolean
  isArchived: boolean
  tracksOpens: boolean
  tracksClicks: boolean
}

/** What the organization lets be known of campaigns. */
export type Allowed = { opens: boolean; clicks: boolean }

/** Where it is switched off for a draft whatever the draft says: null where nowhere. */
export type Off = { why: string; url: string } | null

/** What keeps opens or clicks of a draft from being tracked. */
export function offBy(
  what: 'opens' | 'clicks',
  { topicId }: Pick<Draft, 'topicId'>,
  { allowed, topics }: { allowed: Allowed; topics: Topic[] }
): Off {
  if (!allowed[what]) {
    return { why: 'Off for all campaigns, by the sending rules.', url: '/admin/settings/sending' }
  }
  const topic = topics.find(({ id }) => id === topicId)
  if (topic && !(what === 'opens' ? topic.tracksOpens : topic.tracksClicks)) {
    return { why: `Off for the topic “${topic.name}”.`, url: '/admin/settings/topics' }
  }
  return null
}
