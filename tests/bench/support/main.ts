/*
 * Runs one measurement and prints its outcome: a table for people, or with --json
 * one object as the last line.
 */
import { cpus, totalmem } from 'node:os'
import { withStack } from '../../../bin/launcher/stack.js'
import type { Measurement } from './measurement.js'

const [kind, name, ...flags] = process.argv.slice(2)
const asJson = flags.includes('--json')
const log = (line: string) => process.stderr.write(`${line}\n`)

const measurement: Measurement = (await import(`../../${kind}/${name}.ts`)).default
const started = performance.now()
const outcome = await withStack({ name: kind, onLine: log, ...measurement.stack }, (stack) =>
  measurement.run({ stack, log })
)
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  platform: process.platform,
}
const result = { name: `${kind}:${name}`, ...outcome, machine }
if (asJson) {
  console.log(JSON.stringify(result))
} else {
  const print = (title: string, rows: Record<string, unknown>) => {
    console.log(`\n${title}`)
    for (const [key, value] of Object.entries(rows)) console.log(`  ${key.padEnd(44)} ${value}`)
  }
  print('figures', result.figures)
  print('baseline', result.baseline)
  print('invariants', result.invariants)
  const seconds = Math.round((performance.now() - started) / 1000)
  console.log(
    `\n${result.pass ? 'PASS' : 'FAIL'} ${result.name} (${seconds} s, ${machine.cores} cores, ${machine.cpu})`
  )
}
process.exit(result.pass ? 0 : 1)
