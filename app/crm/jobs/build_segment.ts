import { Job } from '#core/queue/job'

type Payload = { segmentId: string }

/** Asks all contacts whether they are in a segment; its row in segment_builds brings it back until that is done. */
export default class BuildSegment extends Job<Payload> {
  static jobName = 'crm/build_segment'
  static attempts = 1

  async handle({ segmentId }: Payload) {
    const { buildSegment } = await import('#crm/segment_building')
    await buildSegment(segmentId)
  }
}
