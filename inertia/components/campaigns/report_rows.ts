import { computed } from 'vue'
import { count, LEFT_OUT, LETTERS } from '~/components/campaigns/types'

export type Reach = { total: number; reachable: number; leftOut: Record<string, number> }

/** What a report counts after the page is there. */
export type Counted = {
  leftOut?: { state: string; reason: string; text: string; people: number }[]
  links?: {
    variant: number
    link: number
    url: string
    label: string
    clicks: number
    people: number
    bots: number
  }[]
  bounces?: { kind: string; reply: string; people: number }[]
  devices?: { device: string; people: number }[]
}

const BOUNCES: Record<string, string> = {
  hard: 'no such mailbox',
  soft: 'for now',
  blocked: 'blocked',
}

/** What marks an address that begins with a variable: words for machines. */
const MARKS = /\{% if [\w.]+ contains .:\/\/. %\}.*\{% endif %\}/

/** The lists of a report as rows of words and numbers; undefined while they are counted. */
export function useReportRows(given: () => Counted & { reach: Reach | null; isTest: boolean }) {
  const reasons = computed(() => {
    const { leftOut, reach } = given()
    if (!leftOut) return undefined
    const before = Object.entries(LEFT_OUT)
      .map(([key, text]) => ({ key, text, people: reach?.leftOut[key] ?? 0 }))
      .filter(({ people }) => people > 0)
    return [
      ...leftOut.map(({ state, reason, text, people }) => ({
        key: `${state}${reason}`,
        text,
        note: state === 'skipped' ? 'found out right before sending' : state,
        people,
      })),
      ...before.map((row) => ({ ...row, note: 'when it was launched' })),
    ]
  })
  const links = computed(() =>
    given().links?.map((row) => ({
      key: `${row.variant}.${row.link}.${row.url}`,
      text: row.label || row.url,
      note: [
        given().isTest ? LETTERS[row.variant] : null,
        row.url.replace(/^https?:\/\//, '').replace(MARKS, ''),
        row.bots ? `${count(row.bots)} by machines` : null,
      ]
        .filter(Boolean)
        .join(' · '),
      people: row.people,
    }))
  )
  const bounces = computed(() =>
    given().bounces?.map(({ kind, reply, people }) => ({
      key: kind + reply,
      text: reply,
      note: BOUNCES[kind],
      people,
    }))
  )
  const devices = computed(() =>
    given().devices?.map(({ device, people }) => ({ key: device, text: device, people }))
  )
  return { reasons, links, bounces, devices }
}
