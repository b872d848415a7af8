import type { RecordedEvent } from '#core/events/domain_event'
import { Listener } from '#core/events/listener'
import { advance } from '#campaigns/advancing'
import Campaign from '#campaigns/models/campaign'

/** Closes a campaign when the last of its sendings is done. */
export default class CloseCampaign extends Listener {
  static listenerName = 'campaigns/close_campaign'

  async handle({ subjectId, payload }: RecordedEvent) {
    if (payload.sourceKind !== 'campaign') return
    if (await Campaign.query().where('id', subjectId!).first()) await advance(subjectId!)
  }
}
