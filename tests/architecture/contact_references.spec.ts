import { test } from '@japa/runner'
import { contactReferences } from '#core/registry/contact_references'
import { sql } from '#core/database/sql'

type Column = { table: string; column: string }

const written = ({ table, column }: Column) => `${table}.${column}`

/** Columns of foreign keys to contacts beside the tenant, and columns that are called like one. */
const NAMING_CONTACTS = `
  select k.relname as "table", a.attname as "column"
  from pg_constraint f
  join pg_class k on k.oid = f.conrelid and not k.relispartition
  cross join lateral unnest(f.conkey) n
  join pg_attribute a on a.attrelid = f.conrelid and a.attnum = n
  where f.contype = 'f' and f.confrelid = 'contacts'::regclass and a.attname <> 'organization_id'
  union
  select k.relname, a.attname
  from pg_class k join pg_attribute a on a.attrelid = k.oid and a.attnum > 0 and not a.attisdropped
  where k.relnamespace = 'public'::regnamespace and k.relkind in ('r', 'p') and not k.relispartition
    and a.attname ~ '(^|_)contact_id$'
  order by 1, 2`

test.group('Contact references', () => {
  test('every column that names a contact says what becomes of it in a merge', async ({
    assert,
  }) => {
    const columns = await sql<Column>(NAMING_CONTACTS)
    assert.isAbove(columns.length, 15)
    const missing = columns.map(written).filter((name) => !contactReferences.has(name))
    assert.deepEqual(missing, [])
  })

  test('what is registered is there: table, column, keys and what is united', async ({
    assert,
  }) => {
    const rows = await sql<Column>(
      `select table_name as "table", column_name as "column" from information_schema.columns
       where table_schema = 'public'`
    )
    const known = new Set(rows.map(written))
    const gone: string[] = []
    for (const [name, ref] of contactReferences.entries()) {
      const { table, column, isLedger, key, unique = [], unite = {}, flag, where = {} } = ref
      const columns = [column, ...unique.flat(), ...Object.keys(unite), ...Object.keys(where)]
      if (!isLedger) columns.push(...key)
      if (flag) columns.push(flag)
      if (name !== `${table}.${column}`) gone.push(`${name} is called otherwise`)
      gone.push(...columns.map((c) => `${table}.${c}`).filter((c) => !known.has(c)))
    }
    assert.deepEqual(gone, [])
  })

  test('where rows of a contact are unique, the registry knows by what', async ({ assert }) => {
    const loose: string[] = []
    for (const [name, ref] of contactReferences.entries()) {
      if (ref.isLedger) continue
      const indexes = await sql<{ columns: string[]; predicate: string | null }>(
        `select array(select a.attname::text from unnest(i.indkey) n
             join pg_attribute a on a.attrelid = i.indrelid and a.attnum = n) as columns,
           pg_get_expr(i.indpred, i.indrelid) as predicate
         from pg_index i where i.indrelid = ?::regclass and i.indisunique`,
        [ref.table]
      )
      for (const { columns, predicate } of indexes) {
        if (!columns.includes(ref.column)) continue
        const rest = columns.filter(
          (c) => c !== 'organization_id' && c !== ref.column && !(c in (ref.where ?? {}))
        )
        const isFlag = ref.flag && predicate?.includes(ref.flag)
        const isKnown = (ref.unique ?? []).some(
          (unique) => unique.length <= rest.length && unique.every((c) => rest.includes(c))
        )
        if (!isFlag && !isKnown) loose.push(`${name}: unique with ${rest.join(', ')}`)
      }
    }
    assert.deepEqual(loose, [])
  })
})
