import { tellStaff } from '#identity/staff_channels'
import { LeaseLost } from '#crm/imports/engine/lease_lost'
import { MANY, stageImport } from '#crm/imports/engine/staging'
import { kindOf } from '#crm/imports/kinds/kinds'
import type { Findings } from '#crm/models/import'
import type Import from '#crm/models/import'
import { type ChunkRow, pendingChunks } from '#crm/queries/import_chunks'
import { renewLease } from '#crm/queries/import_leases'
import {
  countFlaws,
  countVerdicts,
  refusedOf,
  sampleFlaws,
  type SampleRow,
  sampleVerdicts,
  type Verdicts,
} from '#crm/queries/import_resolution'
import { forgetChunks } from '#crm/queries/import_staging'

/** Rows of each verdict that are shown. */
const SAMPLES = 8

/**
 * The dry run: reads the file, finds what each row is about, counts, and changes no record. Null when the import was
 * taken away meanwhile.
 */
export async function checkImport(batch: Import): Promise<Findings | null> {
  try {
    await forgetChunks(batch.id)
    await stageImport(batch)
    return await findingsOf(batch)
  } catch (error) {
    if (error instanceof LeaseLost) return null
    throw error
  }
}

async function findingsOf(batch: Import): Promise<Findings> {
  const { learn, rows: source } = kindOf(batch.kind)
  const chunks = await pendingChunks(batch.id)
  if (chunks.reduce((sum, { staged }) => sum + staged, 0) > MANY) await learn()
  const verdicts: Verdicts = {}
  const samples: SampleRow[] = []
  for (const range of joined(chunks, 10)) {
    const counted = await countVerdicts(source, batch.id, range, batch.rules)
    const lacking = Object.keys(counted).some(
      (verdict) => samples.filter((row) => row.verdict === verdict).length < SAMPLES
    )
    if (lacking) {
      samples.push(...(await sampleVerdicts(source, batch.id, range, batch.rules, SAMPLES)))
    }
    for (const [verdict, count] of Object.entries(counted)) {
      verdicts[verdict] = (verdicts[verdict] ?? 0) + count
    }
    if (!(await renewLease(batch.id))) throw new LeaseLost()
    await tellStaff('contacts', batch.id)
  }
  const flaws = await countFlaws(source, batch.id)
  const { refused, skipped } = refusedOf(verdicts)
  const fresh = verdicts.new ?? 0
  const known = verdicts.update ?? 0
  return {
    rows: flaws.rows,
    new: fresh,
    update: known,
    skipped,
    duplicate: flaws.rows - flaws.invalid - fresh - known - refused - skipped,
    invalid: flaws.invalid + refused,
    warned: flaws.warned,
    optOuts: flaws.optOuts,
    samples: [...firstOfEach(samples), ...(await sampleFlaws(source, batch.id, SAMPLES))],
  }
}

function firstOfEach(samples: SampleRow[]): SampleRow[] {
  const seen: Record<string, number> = {}
  return samples.filter(({ verdict }) => (seen[verdict] = (seen[verdict] ?? 0) + 1) <= SAMPLES)
}

/** Ranges of several chunks, for questions that write nothing. */
function joined(chunks: ChunkRow[], size: number) {
  const ranges: { first: number; last: number }[] = []
  for (let n = 0; n < chunks.length; n += size) {
    const part = chunks.slice(n, n + size)
    ranges.push({ first: part[0].first, last: part.at(-1)!.last })
  }
  return ranges
}
