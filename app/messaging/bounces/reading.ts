import { randomUUID } from 'node:crypto'
import logger from '@adonisjs/core/services/logger'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import { giveUp, isHopeless } from '#messaging/bounces/giving_up'
import { ImapFolder, ImapProblem } from '#messaging/bounces/imap_folder'
import { imapServerOf } from '#messaging/bounces/imap_settings'
import BounceMailbox from '#messaging/models/bounce_mailbox'
import { receiveMail } from '#messaging/provider_events/receive_mail'
import {
  countFailure,
  countStuck,
  endReading,
  keepProgress,
  leaseMailbox,
} from '#messaging/queries/bounce_mailboxes'

/** Mails of one turn; others' mailboxes want to be read, too. */
const MOST_MAILS = 200
const TURN_MS = 40_000
/** After so long the connection is cut, however busy the server pretends to be. */
const MOST_MS = 90_000
const LEASE_SECONDS = 120
const PAUSE_SECONDS = 60
/** Of a folder that was never read, mails of so many days are looked at. */
const FIRST_DAYS = 14
const MOST_TRIES = 3

export type ReadingEnd = { taken: number; isMore: boolean; problem: string | null }

/**
 * Reads what is new in a mailbox, in its turn, and takes in what it says of mails. Null where it is not to be read now,
 * or somebody else does. What went wrong is written down, and the mailbox is left alone for a while.
 */
export async function readMailbox(id: string): Promise<ReadingEnd | null> {
  const by = randomUUID()
  const now = clock.now()
  if (!(await leaseMailbox(id, { by, seconds: LEASE_SECONDS, now: now.toISO() }))) return null
  const row = await BounceMailbox.findOrFail(id)
  const reading = new Reading(row, by)
  try {
    await reading.run()
  } catch (error) {
    return fail(row, by, error as Error)
  }
  const { taken, isMore } = reading
  const dueAt = isMore ? now : now.plus({ seconds: PAUSE_SECONDS })
  await endReading(id, by, { now: clock.now().toISO(), dueAt: dueAt.toISO() })
  await tellStaff('senders', id)
  return { taken, isMore, problem: null }
}

async function fail(row: BounceMailbox, by: string, error: Error): Promise<ReadingEnd> {
  const isTold = error instanceof ImapProblem
  if (!isTold) logger.error({ err: error, mailbox_id: row.id }, 'a bounce mailbox is not read')
  const problem = isTold ? error.message : 'A mail could not be taken in. It is tried again.'
  const now = clock.now()
  const failure = await countFailure(row.id, by, { now: now.toISO(), error: problem })
  if (failure && isHopeless(failure, isTold && error.isRefusal, now)) await giveUp(row, problem)
  if (failure) await tellStaff('senders', row.id)
  return { taken: 0, isMore: false, problem }
}

/** One turn at a mailbox that is ours. */
class Reading {
  taken = 0
  isMore = false
  #lastUid = 0
  #uidValidity = 0

  constructor(
    private readonly row: BounceMailbox,
    private readonly by: string
  ) {}

  async run(): Promise<void> {
    const folder = await ImapFolder.open(imapServerOf(this.row))
    const timer = setTimeout(() => folder.cut(), MOST_MS)
    try {
      await this.#read(folder)
    } finally {
      clearTimeout(timer)
      await folder.close()
    }
  }

  async #read(folder: ImapFolder): Promise<void> {
    const isNew = this.row.uidValidity !== folder.uidValidity
    this.#uidValidity = folder.uidValidity
    this.#lastUid = isNew ? 0 : this.row.lastUid
    const since = isNew ? clock.now().minus({ days: FIRST_DAYS }).toJSDate() : undefined
    const uids = await folder.uidsAfter(this.#lastUid, since)
    const until = performance.now() + TURN_MS
    let problem: ImapProblem | null = null
    let done = 0
    for (const uid of uids.slice(0, MOST_MAILS)) {
      if (performance.now() > until) break
      const isOurs = await this.#take(folder, uid)
      if (!(await this.#keep(uid, isOurs ? 0 : 1))) return
      if (isOurs && !problem) problem = await this.#putAway(folder, uid)
      done++
    }
    this.isMore = done < uids.length
    // What lay there before is history, also where nothing of it was looked at.
    if (isNew && !this.isMore) await this.#keep(Math.max(this.#lastUid, folder.uidNext - 1), 0)
    if (problem) throw problem
  }

  /** Whether a mail said something of ours. One that cannot be taken in is tried again, and passed over in the end. */
  async #take(folder: ImapFolder, uid: number): Promise<boolean> {
    const raw = await folder.read(uid)
    if (!raw) return false
    try {
      const { outcome } = await receiveMail(raw, [], Tenant.id())
      if (outcome === 'applied') this.taken++
      return outcome !== 'ignored'
    } catch (error) {
      if ((await countStuck(this.row.id, this.by, uid)) < MOST_TRIES) throw error
      logger.warn({ err: error, mailbox_id: this.row.id, uid }, 'a mail is passed over')
      return false
    }
  }

  /** What was taken in is taken in: a mail that stays where it is says nothing twice. */
  async #putAway(folder: ImapFolder, uid: number): Promise<ImapProblem | null> {
    try {
      await folder.putAway(uid, this.row.doneFolder)
      return null
    } catch (error) {
      return error as ImapProblem
    }
  }

  #keep(uid: number, passed: number): Promise<boolean> {
    this.#lastUid = uid
    return keepProgress(
      this.row.id,
      { by: this.by, seconds: LEASE_SECONDS },
      { uidValidity: this.#uidValidity, lastUid: uid, passed }
    )
  }
}
