import type { Fault } from '../bin/launcher/environment.js'

/** The environment has values that cannot be used. Shown as a list, never with a stack. */
export class BadEnvironment extends Error {
  code = 'E_BAD_ENVIRONMENT'

  constructor(readonly faults: Fault[]) {
    super(faults.map(({ name, note }) => `${name} ${note}`).join('; '))
    this.name = 'BadEnvironment'
  }

  /** Prints two lines per variable; for `node ace doctor` these are its findings. */
  render(): void {
    const isDoctor = process.argv[2] === 'doctor'
    if (isDoctor && process.argv.includes('--json')) {
      const found = this.faults.map((fault) => ({ ok: false, ...fault }))
      process.stdout.write(`${JSON.stringify(found)}\n`)
      return
    }
    const out = isDoctor ? process.stdout : process.stderr
    for (const { name, note, advice } of this.faults) {
      out.write(`✖ ${name} ${note}\n  ${advice}\n`)
    }
  }
}
