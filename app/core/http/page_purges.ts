import { randomUUID } from 'node:crypto'
import pg from 'pg'
import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import queueConfig from '#config/queue'
import { sql } from '#core/database/sql'

const PURGES = 'warren_pages'
/** This process, which has forgotten already what it tells the others. */
const OWN = randomUUID()

let client: pg.Client | null = null
let isWanted = false

/** Tells the other web processes which tags to forget. */
export async function tellPurge(tags: string[]): Promise<void> {
  await sql(`select pg_notify('${PURGES}', ?)`, [JSON.stringify({ by: OWN, tags })])
}

/**
 * Listens for purges of other processes. `forget` gets the tags, or null when
 * the connection was lost and anything may have been missed.
 */
export function listenForPurges(forget: (tags: string[] | null) => void): void {
  if (isWanted) return
  isWanted = true
  app.terminating(async () => {
    isWanted = false
    await client?.end().catch(() => {})
  })
  void connect(forget)
}

async function connect(forget: (tags: string[] | null) => void): Promise<void> {
  if (!isWanted) return
  const own = new pg.Client({ connectionString: queueConfig.databaseUrl })
  const lost = () => {
    if (client !== own) return
    client = null
    forget(null)
    setTimeout(() => void connect(forget), 1000).unref()
  }
  own.on('error', lost)
  own.on('end', lost)
  own.on('notification', ({ payload }) => {
    const { by, tags } = JSON.parse(payload!) as { by: string; tags: string[] }
    if (by !== OWN) forget(tags)
  })
  client = own
  try {
    await own.connect()
    await own.query(`listen ${PURGES}`)
    // What was kept while nobody listened may be stale.
    forget(null)
  } catch (error) {
    logger.warn({ err: error }, 'page cache is emptied until purges can be heard again')
    lost()
  }
}
