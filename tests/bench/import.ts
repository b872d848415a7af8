/* An import of BENCH_ROWS rows (a million unless told otherwise), beside the same by hand in SQL. */
import { measureImport } from './support/crm_import.js'
import { withPool, type Measurement } from './support/measurement.js'

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000)

export default {
  stack: { web: 1, worker: 1 },
  async run({ stack, log }) {
    log('demo data')
    await stack.ace(['demo:seed'])
    return withPool(stack.databaseUrl, (pool) => measureImport({ stack, pool, log, rows: ROWS }))
  },
} satisfies Measurement
