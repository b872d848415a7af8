/* The mail sink of a benchmark, a process of its own: `fork(sink_process.ts, [port])`, asked over IPC. */
import { SmtpSink } from '../../support/smtp_sink.js'

/** What the sink knows: how many came when, which more than once, and the mails of some addresses by time. */
export type SinkReport = {
  taken: number
  /** Moments (ms) at which each hundredth mail came. */
  marks: number[]
  /** Refs of mails to many that came twice or more. */
  doubled: number
  /** Distinct refs. */
  refs: number
  watched: Record<string, number>
}

type Order = { kind: 'reset' | 'report' | 'refs' | 'later' | 'as usual' }

const sink = new SmtpSink()
sink.keepsBodies = false
let taken = 0
let doubled = 0
let marks: number[] = []
let seen = new Set<string>()
let watched: Record<string, number> = {}

// Mails are counted as they come and not kept.
sink.mails.push = (mail) => {
  taken++
  if (taken % 100 === 1) marks.push(Date.now())
  if (mail.to.startsWith('tx-')) watched[mail.to] = Date.now()
  if (mail.raw) {
    if (seen.has(mail.raw)) doubled++
    seen.add(mail.raw)
  }
  return taken
}

const port = await sink.listen(Number(process.argv[2]))
process.on('message', ({ kind }: Order) => {
  if (kind === 'reset') {
    taken = doubled = 0
    marks = []
    seen = new Set()
    watched = {}
  }
  if (kind === 'later') sink.atEnd = () => '451 4.3.2 try again later'
  if (kind === 'as usual') sink.atEnd = () => null
  if (kind === 'refs') process.send!({ refs: [...seen] })
  else process.send!({ taken, marks, doubled, refs: seen.size, watched } satisfies SinkReport)
})
process.on('disconnect', () => process.exit(0))
process.send!({ port })
