import { engagementSample, type EngagementSample } from '#messaging/queries/reports/engagement'
import {
  audienceMoves,
  formSums,
  sourceMoves,
  topicMoves,
} from '#messaging/queries/reports/audience_sums'
import { audienceDays, type AudienceRange, eachDay } from '#messaging/reports/report_days'

/** A topic's id, `all` for all marketing, null for anything at all. */
export type Topic = string | 'all' | null

/** So many people are looked at: a share is then known to about two points. */
const SAMPLED = 2500
/** Beyond it a bar per day is a hedge. */
const MOST_DAYS = 90

/** How the audience grew: by day or week, topic, source and form. */
export async function audienceFigures(range: AudienceRange, zone: string, topic: Topic) {
  const by = range > MOST_DAYS ? 'week' : 'day'
  const asked = audienceDays(range, zone)
  // Weeks are whole ones: half a week would look like a fall.
  const days = by === 'week' ? { ...asked, from: mondayOf(asked.from) } : asked
  const [moves, topics, sources, forms] = await Promise.all([
    audienceMoves(days, topic, by),
    topicMoves(days),
    sourceMoves(days),
    formSums(days),
  ])
  const found = new Map(moves.map((move) => [move.day, move]))
  const course = eachDay(days, by === 'week' ? 7 : 1).map(
    (day) => found.get(day) ?? { day, joined: 0, gone: 0 }
  )
  const joined = course.reduce((sum, day) => sum + day.joined, 0)
  const gone = course.reduce((sum, day) => sum + day.gone, 0)
  return { by, course, joined, gone, topics, sources, forms }
}

/** How many read, with the margin within which a sample is right 95 times of 100; 0 where all were asked. */
export async function engagementFigures(): Promise<EngagementSample & { margin: number }> {
  const sample = await engagementSample(SAMPLED)
  const isWhole = sample.sampled >= sample.people
  const margin =
    isWhole || sample.sampled === 0
      ? 0
      : 1.96 * Math.sqrt((0.25 / sample.sampled) * (1 - sample.sampled / sample.people))
  return { ...sample, margin }
}

function mondayOf(day: string): string {
  const at = new Date(day)
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7))
  return at.toISOString().slice(0, 10)
}
