import { defineConfig } from '@adonisjs/lucid'
import { prepareRepeated } from '#core/database/prepared_statements'
import env from '#start/env'

/** A migration of a big table takes its time. */
const isMigrating = process.argv.some((argument) => argument.startsWith('migration:'))

const connection = {
  connectionString: env.get('DATABASE_URL'),
  application_name: 'warren',
  // A statement that runs this long is a fault: give the connection back.
  statement_timeout: isMigrating ? 0 : 60_000,
  idle_in_transaction_session_timeout: 60_000,
}

/** With another, direct URL beside it, DATABASE_URL leads through a transaction pooler. */
const direct = env.get('DATABASE_DIRECT_URL') ?? env.get('DATABASE_URL')
const isPooled = direct !== env.get('DATABASE_URL')

/**
 * Disks without a moving head: reading here and there costs hardly more than reading on. Without it
 * Postgres walks through a million rows to spare ten thousand look-ups. Compiling plans does not pay
 * for pages that are answered in milliseconds.
 */
const PLANNER = '-c random_page_cost=1.1 -c jit=off'

const dbConfig = defineConfig({
  connection: 'postgres',
  prettyPrintDebugQueries: false,
  connections: {
    postgres: {
      client: 'pg',
      // A transaction pooler takes no options of a session.
      connection: (isPooled ? connection : { ...connection, options: PLANNER }) as object,
      pool: {
        min: 1,
        max: env.get('DATABASE_POOL', 30),
        acquireTimeoutMillis: 15_000,
        afterCreate(client, done) {
          if (!isPooled) prepareRepeated(client)
          done(null, client)
        },
      },
      migrations: { naturalSort: true, paths: ['database/migrations'] },
      schemaGeneration: {
        enabled: env.get('NODE_ENV') === 'development',
        outputPath: './database/schema.ts',
        rulesPaths: ['./database/schema_rules.js'],
        excludeTables: [
          'events',
          'events_default',
          'event_readers',
          'event_deliveries',
          'receipt_bodies',
          'receipt_bodies_default',
          'activities_default',
          'sessions',
          'rate_limits',
          'remember_me_tokens',
          'organization_limits',
          'organization_sequences',
          'lesson_progress',
          'notification_preferences',
        ],
      },
    },
  },
})

export default dbConfig
