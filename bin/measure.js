/*
 * `npm run bench -- <name> [--json]` and `npm run chaos -- <name> [--json]`: runs
 * tests/bench/<name>.ts or tests/chaos/<name>.ts beside a private Warren. With --json the last
 * line is one object `{name, pass, figures, baseline, invariants, machine}`.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { install } from './launcher/install.js'
import { nodeBinary, REPO, warrenHome } from './launcher/paths.js'
import { Report } from './launcher/report.js'
import { Tasks } from './launcher/tasks.js'

const [kind, given, ...flags] = process.argv.slice(2)
const name = given?.replaceAll('-', '_')
const file = `tests/${kind}/${name}.ts`
if (!name || !/^[a-z_]+$/.test(name) || !existsSync(`${REPO}/${file}`)) {
  console.error(`usage: npm run ${kind} -- <name> [--json]; there is no ${file}`)
  process.exit(1)
}

await install({ report: new Report(process.stderr), home: warrenHome(), tasks: new Tasks() })
const child = spawn(
  nodeBinary(),
  [
    '--import=@poppinss/ts-exec',
    '--no-warnings',
    'tests/bench/support/main.ts',
    kind,
    name,
    ...flags,
  ],
  { cwd: REPO, stdio: 'inherit' }
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
