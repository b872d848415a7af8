import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { findTracking } from '#messaging/queries/send_policies'

/** Whether it is known who opens a mail, and who follows its links. */
export type Tracking = { opens: boolean; clicks: boolean }

/**
 * What may be known of a sending: what is asked for, where the organization and the topic allow it. Each of the three can
 * switch it off, none can switch on what another keeps off.
 */
export async function trackingOf(
  { topicId, opens, clicks }: Tracking & { topicId: string | null },
  client?: QueryClientContract
): Promise<Tracking> {
  const allowed = await findTracking(topicId, client)
  return { opens: opens && allowed.opens, clicks: clicks && allowed.clicks }
}
