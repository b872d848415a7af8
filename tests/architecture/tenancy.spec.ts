import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { sources } from '#tests/support/sources'

/** Who may look over all organizations, and why. A new caller is a decision: add it here with care. */
const UNSCOPED = [
  'app/commerce/reconciliation.ts: reconciliation',
  'app/core/events/pump.ts: event reader',
  'app/core/queue/sweepers.ts: sweeper',
  'app/core/receipts/receipt.ts: receipt routing',
  'app/identity/active_staff.ts: switcher',
  'app/identity/api_key_check.ts: API key',
  'app/identity/hosts.ts: host lookup',
  'app/identity/organization_hosts.ts: host lookup',
  'app/identity/organizations.ts: switcher',
  'app/identity/team.ts: invitation',
  'app/media/public_file.ts: public file on the admin host',
  'app/payments/stripe_account.ts: receipt routing',
]

/** Tables without an owner: people, the install, and ledgers whose tenant may be nobody. */
const GLOBAL_TABLES = [
  'adonis_schema',
  'adonis_schema_versions',
  'event_deliveries',
  'event_readers',
  'events',
  'flags',
  'hit_spools',
  'notification_preferences',
  'notifications',
  'organizations',
  'outgoing_mails',
  'payment_events',
  'rate_limits',
  'receipt_bodies',
  'receipts',
  'remember_me_tokens',
  'sessions',
  'user_sessions',
  'user_tokens',
  'users',
]

test.group('Tenancy', () => {
  test('the callers that lift the tenant scope are these', ({ assert }) => {
    const found = sources('app').flatMap(({ path, text }) =>
      [...text.matchAll(/Tenant\.unscoped\(\s*'([^']+)'/g)].map((match) => `${path}: ${match[1]}`)
    )
    assert.deepEqual(found, UNSCOPED)
  })

  test('every lifting of the scope gives its reason as a literal', ({ assert }) => {
    const silent = sources('app')
      .filter(({ path }) => path !== 'app/core/tenancy/tenant.ts')
      .filter(({ text }) => /Tenant\.unscoped\((?!\s*')/.test(text))
      .map(({ path }) => path)
    assert.deepEqual(silent, [])
  })

  test('every table has an owner, or is listed as global', async ({ assert }) => {
    const tables = await sql<{ name: string; owned: boolean }>(
      `select k.relname as name, exists (
         select 1 from pg_attribute a where a.attrelid = k.oid and a.attname = 'organization_id' and a.attnotnull
       ) as owned
       from pg_class k where k.relnamespace = 'public'::regnamespace and k.relkind in ('r', 'p')
         and not k.relispartition order by 1`
    )
    const ownerless = tables.filter((table) => !table.owned).map((table) => table.name)
    assert.deepEqual(ownerless.sort(), [...GLOBAL_TABLES].sort())
  })

  test('a foreign key between two tables of organizations carries the organization', async ({
    assert,
  }) => {
    const loose = await sql<{ constraint: string }>(
      `select conrelid::regclass::text || '.' || conname as constraint
       from pg_constraint c
       where contype = 'f' and connamespace = 'public'::regnamespace
         and exists (select 1 from pg_attribute a where a.attrelid = c.conrelid and a.attname = 'organization_id' and a.attnotnull)
         and exists (select 1 from pg_attribute a where a.attrelid = c.confrelid and a.attname = 'organization_id' and a.attnotnull)
         and not exists (
           select 1 from unnest(c.conkey) k join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k
           where a.attname = 'organization_id')`
    )
    assert.deepEqual(loose, [])
  })

  test('an index of a table of organizations begins with the organization, or is a key', async ({
    assert,
  }) => {
    const loose = await sql<{ index: string }>(
      `select i.indexrelid::regclass::text as index
       from pg_index i
       join pg_class t on t.oid = i.indrelid and not t.relispartition and t.relnamespace = 'public'::regnamespace
       join pg_attribute o on o.attrelid = t.oid and o.attname = 'organization_id' and o.attnotnull
       where not i.indisunique and i.indkey[0] <> o.attnum and i.indpred is null
         and not (select amname = 'gin' from pg_class x join pg_am on pg_am.oid = x.relam where x.oid = i.indexrelid)
       order by 1`
    )
    assert.deepEqual(
      loose.map((row) => row.index),
      // By user over organizations; by moment, for the sweeper of what is due anywhere.
      ['memberships_user', 'segment_dues_next']
    )
  })
})
