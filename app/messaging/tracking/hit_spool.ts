import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fdatasync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Hit } from '#messaging/tracking/hit'

const OPEN = '.open'
const READY = '.hits'

/** A file is closed for reading after this long or at this size, whichever is first. */
const AGE_MS = 1000
const BYTES = 4 * 1024 * 1024
/** After a line could not be written. */
const RESTS_MS = 1000
/** A file that nobody wrote to for so long belongs to a process that died. */
const ORPHANED_MS = 60_000

/**
 * Hits on disk until the database has them. A line is written to the file before the answer leaves, so that the
 * death of the process loses none; the disk is told to keep it (fdatasync) once a second, so that the loss of
 * power may cost the last second. Each process has files of its own in one folder.
 */
export class HitSpool {
  readonly #process = randomBytes(6).toString('hex')
  #file: { fd: number; path: string; openedAt: number; bytes: number } | null = null
  #count = 0
  #restsUntil = 0
  /** Hits that could not be written: the disk is full or gone. */
  lost = 0

  constructor(readonly folder: string) {}

  /** Never throws: the way to the destination is open whatever becomes of the hit. */
  append(hit: Hit): void {
    if (Date.now() < this.#restsUntil) return void this.lost++
    try {
      const line = Buffer.from(`${JSON.stringify(hit)}\n`)
      const file = this.#current(Date.now())
      writeSync(file.fd, line)
      file.bytes += line.length
    } catch {
      this.lost++
      this.#giveUp()
    }
  }

  /** Closes the file at hand where it is old or large enough; `now`: whatever it is. */
  rotate(now = false): void {
    const file = this.#file
    if (!file || (!now && !isDone(file))) return
    this.#file = null
    fdatasync(file.fd, () => closeSync(file.fd))
    renameSync(file.path, file.path.slice(0, -OPEN.length) + READY)
  }

  /** Files to be taken in, the oldest first, also those that dead processes left. */
  ready(): string[] {
    const names = this.#names()
    for (const name of names) if (name.endsWith(OPEN)) this.#adopt(name)
    return this.#names()
      .filter((name) => name.endsWith(READY))
      .sort()
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  /** A full disk is asked again in a second: each try would leave a file behind. */
  #giveUp(): void {
    this.#restsUntil = Date.now() + RESTS_MS
    const file = this.#file
    this.#file = null
    if (file) closeSync(file.fd)
  }

  #names(): string[] {
    try {
      return readdirSync(this.folder)
    } catch {
      return []
    }
  }

  #adopt(name: string): void {
    const path = this.path(name)
    if (path === this.#file?.path) return
    try {
      if (Date.now() - statSync(path).mtimeMs < ORPHANED_MS) return
      renameSync(path, path.slice(0, -OPEN.length) + READY)
    } catch {
      // Somebody else was there first.
    }
  }

  #current(now: number) {
    // A process that was held up must not go on with a file that another one took for an orphan's.
    if (this.#file && isDone(this.#file)) this.rotate(true)
    if (this.#file) return this.#file
    mkdirSync(this.folder, { recursive: true })
    const name = `${String(now).padStart(14, '0')}-${this.#process}-${this.#count++}${OPEN}`
    const path = this.path(name)
    this.#file = { fd: openSync(path, 'a', 0o600), path, openedAt: now, bytes: 0 }
    return this.#file
  }
}

function isDone({ openedAt, bytes }: { openedAt: number; bytes: number }): boolean {
  return bytes >= BYTES || Date.now() - openedAt >= AGE_MS
}
