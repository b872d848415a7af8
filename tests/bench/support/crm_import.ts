/*
 * An import of a million rows of eight columns from the upload until it is seen, beside the same done by hand in SQL
 * (COPY into a staging table, set-based inserts into the same tables, with a journal of what was made); what the lists
 * answer meanwhile; the worker's memory; and one whose worker is killed at half.
 */
import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { v7 as uuid } from 'uuid'
import type { Stack } from '../../../bin/launcher/stack.js'
import { AdminVisitor } from './admin_visitor.js'
import { percentile, round, until, type Outcome } from './measurement.js'

const SECONDS_PER_MILLION = 120
const MOST_TIMES = 2
const MOST_MEMORY_MB = 300
const LIST_MS = 300
const COLUMNS = ['email', 'first', 'last', 'phone', 'city', 'country', 'external', 'title']
const HEADER = 'Email,First name,Last name,Phone,City,Country,Customer ID,Job title'

type Context = { stack: Stack; pool: pg.Pool; log: (line: string) => void; rows: number }

export async function measureImport({ stack, pool, log, rows }: Context): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'warren-import-'))
  try {
    const visitor = await AdminVisitor.logIn(stack.baseUrl)
    log(`writing a file of ${rows.toLocaleString('en')} rows`)
    const file = await writeCsv(join(folder, 'people.csv'), rows, 'p')
    log('by hand')
    const byHand = await importByHand(pool, file)
    log('upload, check and import')
    const ours = await importOurs({ stack, pool, visitor }, file, rows)
    log(`${ours.seconds} s, by hand ${byHand} s; now one whose worker is killed at half`)
    const part = Math.max(Math.floor(rows / 5), 60_000)
    const other = await writeCsv(join(folder, 'others.csv'), part, 'q')
    const killed = await importKilled({ stack, pool, visitor }, other, part)
    const bound = (SECONDS_PER_MILLION * rows) / 1_000_000
    return {
      pass:
        ours.seconds <= MOST_TIMES * byHand &&
        (rows < 1_000_000 || ours.seconds < bound) &&
        ours.memory < MOST_MEMORY_MB &&
        ours.listP95 < LIST_MS &&
        [ours.lost, ours.doubled, killed.lost, killed.doubled].every((n) => n === 0),
      figures: {
        'rows of 8 columns': rows,
        [`end to end (s), bound ${round(bound)} and ${MOST_TIMES} x by hand`]: ours.seconds,
        'times by hand': round(ours.seconds / byHand, 2),
        'rows per second': Math.round(rows / ours.seconds),
        'upload (s)': ours.upload,
        'check of all rows (s)': ours.check,
        'import (s)': ours.run,
        [`worker memory over idle (MB), bound ${MOST_MEMORY_MB}`]: ours.memory,
        [`list page while it runs p95 (ms), bound ${LIST_MS}`]: ours.listP95,
      },
      baseline: { 'by hand in SQL (s)': byHand },
      invariants: {
        'lost': ours.lost,
        'doubled': ours.doubled,
        'killed at half, lost': killed.lost,
        'killed at half, doubled': killed.doubled,
        'killed when so many rows were done': killed.at,
      },
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function writeCsv(path: string, rows: number, letter: string): Promise<string> {
  const handle = await open(path, 'w')
  await handle.write(`${HEADER}\n`)
  for (let from = 0; from < rows; from += 10_000) {
    let text = ''
    for (let n = from; n < Math.min(rows, from + 10_000); n++) {
      text += `${letter}.${n}@Example${n % 97}.com,Vorname${n % 5003},Müller${n % 9973},+49 30 ${1_000_000 + n},`
      text += `${['Berlin', 'Köln', 'Wien'][n % 3]},DE,${letter}${n},Manager ${n % 50}\n`
    }
    await handle.write(text)
  }
  await handle.close()
  return path
}

/** What somebody would write who knows the tables and this one file. Resolves to seconds. */
async function importByHand(pool: pg.Pool, file: string): Promise<number> {
  const id = uuid()
  await pool.query(
    `insert into organizations (id, name, slug, created_at, updated_at) values ($1, 'By hand', $2, now(), now())`,
    [id, `by-hand-${id.slice(-12)}`]
  )
  const client = await pool.connect()
  const begun = performance.now()
  try {
    await client.query('begin')
    await client.query(
      `create unlogged table by_hand (${COLUMNS.map((column) => `${column} text`).join(', ')})`
    )
    const copy = client.query(copyFrom('copy by_hand from stdin with (format csv, header true)'))
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), copy)
    await client.query('analyze by_hand')
    await client.query('create table by_hand_journal (contact_id uuid primary key)')
    await client.query(
      `with made as (
         insert into contacts (id, organization_id, email, email_norm, first_name, last_name, phone, phone_e164, city,
           country, external_id, job_title, source, created_at, updated_at)
         select uuidv7(), $1::uuid, email, lower(email), first, last, phone, replace(phone, ' ', ''), city, country,
           external, title, 'import', now(), now()
         from by_hand on conflict do nothing returning id, email, email_norm, phone, phone_e164
       ), emails as (
         insert into contact_emails (id, organization_id, contact_id, email, email_norm, is_primary, created_at)
         select uuidv7(), $1::uuid, id, email, email_norm, true, now() from made
       ), phones as (
         insert into contact_phones (id, organization_id, contact_id, phone, phone_e164, is_primary, created_at)
         select uuidv7(), $1::uuid, id, phone, phone_e164, true, now() from made)
       insert into by_hand_journal select id from made`,
      [id]
    )
    await client.query('commit')
    const seconds = round((performance.now() - begun) / 1000)
    await client.query('drop table by_hand, by_hand_journal')
    return seconds
  } finally {
    client.release()
  }
}

type House = { stack: Stack; pool: pg.Pool; visitor: AdminVisitor }

async function importOurs({ stack, pool, visitor }: House, file: string, rows: number) {
  const before = await countsOf(pool, 'p')
  const memory = watchMemory(stack)
  await wait(1000)
  const idle = memory.peak()
  const lists: number[] = []
  let isOver = false
  const reading = (async () => {
    while (!isOver) {
      const begun = performance.now()
      await visitor.page('/admin/contacts')
      lists.push(performance.now() - begun)
      await wait(250)
    }
  })()
  const begun = performance.now()
  const id = await upload(visitor, file)
  const uploaded = performance.now()
  await check(pool, visitor, id)
  const checked = performance.now()
  await visitor.post(`/admin/contacts/imports/${id}/runs`, {})
  await reach(pool, id, 'done', 1200)
  const page = await visitor.page('/admin/contacts')
  const seen = performance.now()
  isOver = true
  await reading
  const seconds = (from: number, to: number) => round((to - from) / 1000)
  const after = await countsOf(pool, 'p')
  if (!page.includes('list')) throw new Error('The list does not show')
  return {
    seconds: seconds(begun, seen),
    upload: seconds(begun, uploaded),
    check: seconds(uploaded, checked),
    run: seconds(checked, seen),
    memory: round(memory.stop() - idle, 0),
    listP95: percentile(lists, 0.95),
    ...missing(before, after, rows),
  }
}

async function importKilled({ stack, pool, visitor }: House, file: string, rows: number) {
  const before = await countsOf(pool, 'q')
  const id = await upload(visitor, file)
  await check(pool, visitor, id)
  await visitor.post(`/admin/contacts/imports/${id}/runs`, {})
  const done = async () => {
    const { rows: found } = await pool.query(
      `select coalesce(sum(staged) filter (where state = 'done'), 0)::int as done from import_chunks where import_id = $1`,
      [id]
    )
    return found[0].done as number
  }
  await until('half of the import', 600, async () => (await done()) >= rows / 2, 20)
  await stack.killWorker()
  const at = await done()
  await reach(pool, id, 'done', 900)
  return { at, ...missing(before, await countsOf(pool, 'q'), rows) }
}

async function upload(visitor: AdminVisitor, file: string): Promise<string> {
  const answer = await visitor.send('/admin/contacts/imports', {
    method: 'POST',
    body: Readable.toWeb(createReadStream(file)) as never,
    duplex: 'half',
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'people.csv' },
  } as RequestInit)
  if (answer.status !== 201) throw new Error(`The upload answered ${answer.status}`)
  return ((await answer.json()) as { data: { id: string } }).data.id
}

async function check(pool: pg.Pool, visitor: AdminVisitor, id: string): Promise<void> {
  const { rows } = await pool.query('select mapping, rules from imports where id = $1', [id])
  await visitor.post(`/admin/contacts/imports/${id}/checks`, rows[0])
  await reach(pool, id, 'dry_run', 600)
}

async function reach(pool: pg.Pool, id: string, state: string, seconds: number): Promise<void> {
  await until(`an import that is ${state}`, seconds, async () => {
    const { rows } = await pool.query('select state, problem from imports where id = $1', [id])
    if (rows[0].state === 'failed') throw new Error(`The import failed: ${rows[0].problem}`)
    return rows[0].state === state
  })
}

/** Contacts of the file, those of them that differ, and addresses that lead to one. */
async function countsOf(pool: pg.Pool, letter: string) {
  const { rows } = await pool.query(
    `select count(*)::int as contacts, count(distinct c.external_id)::int as different, count(e.id)::int as addresses
     from contacts c
     join organizations o on o.id = c.organization_id and o.slug = 'bunny'
     left join contact_emails e on e.organization_id = c.organization_id and e.contact_id = c.id
     where c.source = 'import' and c.external_id like $1`,
    [`${letter}%`]
  )
  return rows[0] as { contacts: number; different: number; addresses: number }
}

type Counts = Awaited<ReturnType<typeof countsOf>>

function missing(before: Counts, after: Counts, rows: number) {
  return {
    lost: rows - Math.min(after.different - before.different, after.addresses - before.addresses),
    doubled: after.contacts - before.contacts - (after.different - before.different),
  }
}

/** Samples the resident memory of the stack's worker, as Linux tells it, in MB. */
function watchMemory(stack: Stack) {
  const pid = readdirSync('/proc').find((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      return (
        readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('queue:work') &&
        readFileSync(`/proc/${name}/environ`, 'utf8').includes(stack.home)
      )
    } catch {
      return false
    }
  })
  let highest = 0
  const sample = () => {
    const status = pid ? readFileSync(`/proc/${pid}/status`, 'utf8') : ''
    highest = Math.max(highest, Number(status.match(/VmRSS:\s+(\d+)/)?.[1] ?? 0) / 1024)
  }
  sample()
  const timer = setInterval(sample, 100)
  return {
    peak: () => highest,
    stop: () => {
      clearInterval(timer)
      return highest
    },
  }
}
