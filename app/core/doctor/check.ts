import { Registry } from '#core/registry/registry'

/** What a check found. `advice` says what to do about it, in one sentence. */
export type Finding = { ok: true; note: string } | { ok: false; note: string; advice: string }

/** Looks at one thing that the install needs. Throwing counts as not well. */
export type Check = () => Promise<Finding>

/** What `node ace doctor` looks at, in order; domains add their own. */
export const checks = new Registry<Check>('doctor check')

export const well = (note: string): Finding => ({ ok: true, note })
export const unwell = (note: string, advice: string): Finding => ({ ok: false, note, advice })

export type Diagnosis = { name: string } & Finding

/** A check that takes longer than this has found something, too. */
const PATIENCE_MS = 10_000

/** Runs all checks, one after the other; one that throws or hangs does not keep the others from theirs. */
export async function diagnose(): Promise<Diagnosis[]> {
  const found: Diagnosis[] = []
  for (const [name, check] of checks.entries()) {
    found.push({ name, ...(await patiently(check)) })
  }
  return found
}

async function patiently(check: Check): Promise<Finding> {
  let timer: NodeJS.Timeout
  const tooLong = new Promise<Finding>((resolve) => {
    timer = setTimeout(
      () =>
        resolve(
          unwell('no answer within ten seconds', 'See whether it is running and can be reached.')
        ),
      PATIENCE_MS
    )
  })
  try {
    return await Promise.race([check(), tooLong])
  } catch (error) {
    const { message, code } = error as Error & { code?: string }
    return unwell(message || code || String(error), 'See whether it is running and can be reached.')
  } finally {
    clearTimeout(timer!)
  }
}
