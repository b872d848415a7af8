import { readFile, stat, unlink } from 'node:fs/promises'
import db from '@adonisjs/lucid/services/db'
import { applyFacts } from '#messaging/provider_events/facts'
import type { MailFact } from '#messaging/provider_events/mail_fact'
import { type Click, hitContexts, type HitMail, takenOf, moveTaken } from '#messaging/queries/hits'
import { refOf } from '#messaging/refs'
import { deviceOf } from '#messaging/tracking/agents'
import type { Hit } from '#messaging/tracking/hit'
import type { HitSpool } from '#messaging/tracking/hit_spool'
import { FAN_OUT_MS, humanScore, TRAPPED_MS } from '#messaging/tracking/human_score'

/** Hits per transaction. */
const BATCH = 500

/**
 * Takes what stands in the spool into the database, the oldest first, and removes files that are done. A hit is
 * looked at when all that may come with it (a scanner's round through the links) is on disk too. How far a file
 * was taken moves in the transaction of its hits: each counts once, whoever dies or comes twice. Resolves to how
 * many hits were taken; throws where the database does not answer, and the files wait.
 */
export async function takeInHits(spool: HitSpool, settleMs = FAN_OUT_MS): Promise<number> {
  spool.rotate()
  const names = spool.ready()
  let count = 0
  for (const [index, name] of names.entries()) {
    const writtenAt = await lastWrite(spool.path(name))
    if (Date.now() - writtenAt < settleMs) break
    count += await takeFile(spool, name, { later: names.slice(index + 1), writtenAt })
  }
  return count
}

async function takeFile(
  spool: HitSpool,
  name: string,
  { later, writtenAt }: { later: string[]; writtenAt: number }
): Promise<number> {
  const hits = await hitsOf(spool.path(name))
  if (!hits) return 0
  const beside = [...hits]
  for (const other of later) {
    // A file's name begins with when it was opened.
    if (Number.parseInt(other, 10) > writtenAt + FAN_OUT_MS) break
    beside.push(...((await hitsOf(spool.path(other))) ?? []))
  }
  const clicks = clicksByRef(beside)
  let taken = 0
  for (let from = 0; from < hits.length; from += BATCH) {
    taken += await takeBatch(name, hits.slice(from, from + BATCH), from, clicks)
  }
  await unlink(spool.path(name)).catch(() => {})
  return taken
}

/** The hits of a file from a line on, unless they were taken. */
function takeBatch(
  name: string,
  hits: Hit[],
  from: number,
  clicks: Map<string, Hit[]>
): Promise<number> {
  return db.transaction(async (trx) => {
    if ((await takenOf(name, trx)) > from) return 0
    const mails = await hitContexts(
      hits.map(({ ref }) => ref),
      { since: new Date(Math.min(...hits.map(({ at }) => at)) - TRAPPED_MS) },
      trx
    )
    const facts = hits.flatMap((hit) => factOf(hit, mails.get(refOf(hit.ref)), clicks))
    await applyFacts(facts, trx)
    await moveTaken(name, from + hits.length, trx)
    return hits.length
  })
}

/** A hit as a fact; none for a mail that is gone, or whose opens and clicks are not to be known. */
function factOf(hit: Hit, mail: HitMail | undefined, clicks: Map<string, Hit[]>): MailFact[] {
  if (!mail || !(hit.kind === 'opened' ? mail.tracksOpens : mail.tracksClicks)) return []
  const here = clicks.get(refOf(hit.ref)) ?? []
  const others = [...here.filter((other) => other !== hit), ...mail.clicks.map(asHit)]
  const { human, reasons } = humanScore(hit, { sentAt: mail.sentAt, links: mail.links, others })
  return [
    {
      ref: hit.ref,
      kind: hit.kind,
      happenedAt: new Date(hit.at),
      human,
      link: hit.link,
      detail: {
        device: deviceOf(hit.userAgent),
        agent: hit.userAgent.slice(0, 200),
        ...(reasons.length > 0 ? { reasons } : {}),
      },
      dedupeKey: null,
    },
  ]
}

const asHit = ({ link, at, isHead }: Click) => ({ link, at, method: isHead ? 'HEAD' : 'GET' })

function clicksByRef(hits: Hit[]): Map<string, Hit[]> {
  const byRef = new Map<string, Hit[]>()
  for (const hit of hits) {
    if (hit.kind !== 'clicked') continue
    const key = refOf(hit.ref)
    const group = byRef.get(key)
    if (group) group.push(hit)
    else byRef.set(key, [hit])
  }
  return byRef
}

async function lastWrite(path: string): Promise<number> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }))
  return Math.floor(mtimeMs)
}

/** Null for a file that somebody else has taken meanwhile. A line that was cut by a crash is passed over. */
async function hitsOf(path: string): Promise<Hit[] | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  return text.split('\n').flatMap((line) => {
    try {
      return line ? [JSON.parse(line) as Hit] : []
    } catch {
      return []
    }
  })
}
