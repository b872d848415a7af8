import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { SinkReport } from './sink_process.js'

/** The sink of a benchmark in a process of its own. */
export class Sink {
  private constructor(private readonly child: ChildProcess) {}

  static async start(port: number): Promise<Sink> {
    const child = fork('tests/bench/support/sink_process.ts', [String(port)], {
      execArgv: ['--import=@poppinss/ts-exec', '--no-warnings'],
    })
    const sink = new Sink(child)
    await sink.#answer()
    return sink
  }

  reset(): Promise<SinkReport> {
    return this.#ask('reset')
  }

  report(): Promise<SinkReport> {
    return this.#ask('report')
  }

  /** Answers 451 to every mail until told otherwise. */
  refuseForNow(isOn: boolean): Promise<SinkReport> {
    return this.#ask(isOn ? 'later' : 'as usual')
  }

  async refs(): Promise<Set<string>> {
    this.child.send({ kind: 'refs' })
    const { refs } = (await this.#answer()) as { refs: string[] }
    return new Set(refs)
  }

  stop(): void {
    this.child.kill()
  }

  async #ask(kind: string): Promise<SinkReport> {
    this.child.send({ kind })
    return (await this.#answer()) as SinkReport
  }

  async #answer(): Promise<unknown> {
    const [message] = await once(this.child, 'message')
    return message
  }
}

/** Mails per second in the middle 80 % of the moments at which each hundredth came. */
export function steadyRate(marks: number[]): number {
  const from = Math.floor(marks.length * 0.1)
  const to = Math.ceil(marks.length * 0.9) - 1
  return ((to - from) * 100 * 1000) / (marks[to] - marks[from])
}
