import { Tenant } from '#core/tenancy/tenant'
import { countLiving, rowsOfTable } from '#crm/queries/segment_counts'
import { type AudienceSpec, isNobody } from '#messaging/audience/audience_spec'
import type { Recipience } from '#messaging/audience/may_receive'
import { REASON, type SendReason } from '#messaging/ledger/states'
import { countGroups, type Group, sampleGroups } from '#messaging/queries/audience_counts'

/** Beyond this an exact count keeps people waiting while they choose; a sample is good enough then. */
const QUICK_MS = 700
/** Before sending it is worth waiting for the true number. */
const EXACT_MS = 20_000
const SAMPLE_MS = 1_500
const SAMPLED_ROWS = 15_000

export type LeftOut = Record<
  'noAddress' | 'unsubscribed' | 'noConsent' | 'suppressed' | 'excluded',
  number
>

export type AudienceCount = {
  /** All whom the audience names, reachable or not. */
  total: number
  /** Who would get it. */
  reachable: number
  leftOut: LeftOut
  isExact: boolean
}

const NONE: AudienceCount = {
  total: 0,
  reachable: 0,
  leftOut: { noAddress: 0, unsubscribed: 0, noConsent: 0, suppressed: 0, excluded: 0 },
  isExact: true,
}

const IS_REASON: Partial<Record<number, keyof LeftOut>> = Object.fromEntries(
  (['noAddress', 'unsubscribed', 'noConsent', 'suppressed'] satisfies SendReason[]).map((name) => [
    REASON[name].code,
    name,
  ])
)

/**
 * How many an audience reaches, and why the others are left out, now. Counts exactly where that is quick, else
 * estimates by a sample of contacts; with `isPatient` it waits longer for the exact answer. Null when neither came
 * to an end in time.
 */
export async function countAudience(
  spec: AudienceSpec,
  { topicId, isPatient = false }: { topicId: string | null; isPatient?: boolean }
): Promise<AudienceCount | null> {
  if (isNobody(spec)) return NONE
  const given: Recipience = { channel: 'email', topicId, organizationId: Tenant.id() }
  const groups = await countGroups(spec, given, isPatient ? EXACT_MS : QUICK_MS)
  if (groups) return tally(groups, 1, true)
  const percent = Math.min(100, (100 * SAMPLED_ROWS) / (await rowsOfTable()))
  const [sample, all] = await Promise.all([
    sampleGroups(spec, given, percent, SAMPLE_MS),
    countLiving(given.organizationId, SAMPLE_MS),
  ])
  if (!sample || all === null || sample.seen === 0) return null
  return tally(sample.groups, all / sample.seen, false)
}

function tally(groups: Group[], scale: number, isExact: boolean): AudienceCount {
  const count: AudienceCount = { ...NONE, leftOut: { ...NONE.leftOut }, isExact }
  for (const { isExcluded, reason, people } of groups) {
    const scaled = Math.round(people * scale)
    count.total += scaled
    if (isExcluded) count.leftOut.excluded += scaled
    else if (reason === REASON.none.code) count.reachable += scaled
    else count.leftOut[IS_REASON[reason] ?? 'noAddress'] += scaled
  }
  return count
}
