import type { SqlPart } from '#core/registry/segment_conditions'
import { Tenant } from '#core/tenancy/tenant'
import { conditionsOf } from '#crm/conditions/catalogue'
import { type Asker, checkTree } from '#crm/conditions/check'
import { compile, contextOf, lanesOf } from '#crm/conditions/compile'
import { describe } from '#crm/conditions/describe'
import { type ConditionTree, leaves } from '#crm/conditions/tree'
import { zoneOf } from '#crm/queries/segment_graph'
import {
  costOfCount,
  countLiving,
  countWithin,
  rowsOfTable,
  type SampledPage,
  samplePages,
  type SampleRow,
  sampleWithin,
} from '#crm/queries/segment_counts'

/** What counting may cost by Postgres' own estimate: more would take longer than somebody waits. */
const COUNT_COST = 12_000
/** Where the estimate was wrong, counting is given up, and there is time left for a sample. */
const COUNT_MS = 250
const SAMPLE_MS = 400
/** Rows that a first sample asks; how long that takes tells how many more there is time for. */
const FIRST_ROWS = 1_000
const MOST_ROWS = 10_000
const MORE_MS = 80
/** 95 of 100 samples are no further from the truth than so many standard errors. */
const Z = 1.96
const TOTAL_MS = 2_000
const TOTAL_KEPT_MS = 300_000

/** How many contacts fit: exactly, or as a sample says, give or take `margin`. */
export type QuickCount = { count: number; margin: number; isExact: boolean }

/** Counts whom a checked tree fits, or estimates when that would take too long; null when even that does. */
export async function quickCount(tree: ConditionTree): Promise<QuickCount | null> {
  const organizationId = Tenant.id()
  const { set, few, isOneIndex } = await compiled(tree)
  if (isOneIndex || (await costOfCount(organizationId, set)) <= COUNT_COST) {
    const count = await countWithin(organizationId, set, COUNT_MS)
    if (count !== null) return { count, margin: 0, isExact: true }
  }
  const [pages, total] = await Promise.all([
    drawPages(organizationId, few),
    totalOf(organizationId),
  ])
  return pages && total !== null ? estimate(pages, total) : null
}

/** As many pages as there is time for: questions differ by a hundred times in what a row costs. */
async function drawPages(organizationId: string, few: SqlPart): Promise<SampledPage[] | null> {
  const percentOf = (rows: number) => (100 * rows) / table
  const table = await rowsOfTable()
  const begun = performance.now()
  const first = await samplePages(organizationId, few, percentOf(FIRST_ROWS), SAMPLE_MS)
  if (!first) return null
  const took = Math.max(1, performance.now() - begun)
  const rows = Math.min(MOST_ROWS, Math.floor((FIRST_ROWS * MORE_MS) / took))
  if (rows < FIRST_ROWS) return first
  const more = await samplePages(organizationId, few, percentOf(rows), SAMPLE_MS)
  return [...first, ...(more ?? [])]
}

/** Ten of those whom a checked tree fits; null when finding them takes too long. */
export async function sampleOf(tree: ConditionTree): Promise<SampleRow[] | null> {
  const { set } = await compiled(tree)
  return sampleWithin(Tenant.id(), set, SAMPLE_MS)
}

export type Preview = {
  /** Null when neither counting nor sampling came to an end in time. */
  count: QuickCount | null
  sample: SampleRow[] | null
  summary: string
}

/** Whom an unchecked tree fits. Throws Refusal (422) where it is not well-formed or not allowed. */
export async function preview(given: unknown, asker: Asker): Promise<Preview> {
  const known = await conditionsOf('contact')
  const tree = checkTree(given, known, asker)
  const [count, sample, summary] = await Promise.all([
    quickCount(tree),
    sampleOf(tree),
    describe(tree, known),
  ])
  return { count, sample, summary }
}

async function compiled(tree: ConditionTree) {
  const known = await conditionsOf('contact')
  const ctx = contextOf('c', { timeZone: await zoneOf(Tenant.id()) })
  const [lane] = leaves(tree).length === 1 ? lanesOf(tree, known, ctx) : []
  return {
    // Whoever fits stands in one index: counting them needs no estimate first.
    isOneIndex: lane !== undefined && !lane.walk.fits,
    set: compile(tree, known, ctx),
    few: compile(tree, known, { ...ctx, isFew: true }),
  }
}

/**
 * The share among sampled pages, of all contacts. People who came together lie
 * together: the pages are what was drawn by lot, so the error is that of pages,
 * not of people.
 */
export function estimate(pages: SampledPage[], total: number): QuickCount {
  const seen = pages.reduce((sum, { contacts }) => sum + contacts, 0)
  const matching = pages.reduce((sum, page) => sum + page.matching, 0)
  if (seen === 0) return { count: 0, margin: total, isExact: false }
  const share = matching / seen
  const count = Math.round(share * total)
  // None in n: with 95 percent certainty fewer than 3 in n.
  if (matching === 0 || matching === seen || pages.length < 2) {
    return { count, margin: Math.ceil((3 * total) / seen), isExact: false }
  }
  const mean = seen / pages.length
  const scatter = pages.reduce((sum, page) => sum + (page.matching - share * page.contacts) ** 2, 0)
  const error = Math.sqrt(scatter / (pages.length - 1) / pages.length) / mean
  return { count, margin: Math.ceil(Z * error * total), isExact: false }
}

const totals = new Map<string, { count: number; at: number }>()

/** All contacts of an organization, kept for some minutes: a share of it is an estimate anyway. */
async function totalOf(organizationId: string): Promise<number | null> {
  const kept = totals.get(organizationId)
  if (kept && performance.now() - kept.at < TOTAL_KEPT_MS) return kept.count
  const count = await countLiving(organizationId, TOTAL_MS)
  if (count !== null) {
    if (totals.size > 1000) totals.clear()
    totals.set(organizationId, { count, at: performance.now() })
  }
  return count
}
