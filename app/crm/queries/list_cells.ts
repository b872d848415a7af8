import { sql } from '#core/database/sql'
import type { SqlPart } from '#core/registry/segment_conditions'
import { Tenant } from '#core/tenancy/tenant'
import type { ListColumn, ListEntity } from '#crm/lists/columns'
import { membersNamed } from '#crm/queries/choices'
import type { ListRow } from '#crm/queries/record_list'
import { referenced } from '#crm/queries/references'
import type { ReferenceEntity } from '#crm/custom_values'

export type Named = { id: string; label: string; color?: string }

/** A row as a list shows it: its title, and a value per column. */
export type CellRow = {
  id: string
  title: string
  /** What stands below the title: an address, a domain. */
  subtitle: string | null
  /** Of contacts: the parts of the name, and whether the person has a portal. */
  firstName?: string | null
  lastName?: string | null
  isClient?: boolean
  cells: Record<string, unknown>
}

const TITLE: Record<ListEntity, Record<string, string>> = {
  contact: {
    first_name: 'c.first_name',
    last_name: 'c.last_name',
    title_email: 'c.email',
    title_phone: 'c.phone',
    is_client: '(c.user_id is not null)',
  },
  company: { title_name: 'c.name', title_domain: 'c.domain' },
}

/** What a page reads of each record: the title and the columns asked for. */
export function selectOf(entity: ListEntity, columns: ListColumn[]): Record<string, SqlPart> {
  const title = Object.entries(TITLE[entity]).map(([name, text]) => [name, part(text)])
  const cells = columns.flatMap(({ key, select, bindings }) =>
    select ? [[`cell ${key}`, part(select, bindings)]] : []
  )
  return Object.fromEntries([...title, ...cells])
}

/** Rows with their cells; tags, companies and owners of all rows come by one statement each. */
export async function cellsOf(
  entity: ListEntity,
  columns: ListColumn[],
  rows: ListRow[]
): Promise<CellRow[]> {
  const related = await relatedOf(entity, columns, rows)
  return rows.map((row) => ({
    ...titleOf(entity, row),
    cells: Object.fromEntries(
      columns.map((column) => {
        const found = related.get(column.key)
        if (!found) return [column.key, plain(row[`cell ${column.key}`])]
        const key = column.select ? String(row[`cell ${column.key}`]) : row.id
        return [column.key, found.get(key) ?? (column.select ? null : [])]
      })
    ),
  }))
}

function titleOf(entity: ListEntity, row: ListRow): Omit<CellRow, 'cells'> {
  if (entity === 'company') {
    return {
      id: row.id,
      title: row.title_name as string,
      subtitle: row.title_domain as string | null,
    }
  }
  const [firstName, lastName] = [row.first_name, row.last_name] as (string | null)[]
  const [email, phone] = [row.title_email, row.title_phone] as (string | null)[]
  const name = [firstName, lastName].filter(Boolean).join(' ')
  return {
    id: row.id,
    title: name || (email ?? phone ?? 'Nameless'),
    subtitle: name ? (email ?? phone) : email ? phone : null,
    firstName,
    lastName,
    isClient: row.is_client as boolean,
  }
}

type Related = Map<string, Map<string, unknown>>

async function relatedOf(
  entity: ListEntity,
  columns: ListColumn[],
  rows: ListRow[]
): Promise<Related> {
  const ids = rows.map(({ id }) => id)
  const related: Related = new Map()
  if (ids.length === 0) return related
  await Promise.all(
    columns.map(async (column) => {
      const found = await relatedCells(entity, column, ids, rows)
      if (found) related.set(column.key, found)
    })
  )
  return related
}

async function relatedCells(
  entity: ListEntity,
  column: ListColumn,
  ids: string[],
  rows: ListRow[]
): Promise<Map<string, unknown> | null> {
  switch (column.kind) {
    case 'tags':
      return tagsOfRows(entity, ids)
    case 'companies':
      return companiesOfRows(ids)
    case 'contacts':
      return contactCounts(ids)
    case 'member':
    case 'reference': {
      const given = rows.map((row) => row[`cell ${column.key}`]).filter(Boolean) as string[]
      const wanted = [...new Set(given)]
      const target = (column.source ?? 'members').replace(/ies$/, 'y').replace(/s$/, '')
      const named =
        column.kind === 'member'
          ? (await membersNamed(wanted)).map(({ value, label }) => ({ id: value, label }))
          : (await referenced(target as ReferenceEntity, wanted)).map(({ id, name }) => ({
              id,
              label: name,
            }))
      return new Map(named.map((one) => [one.id, one]))
    }
    default:
      return null
  }
}

async function tagsOfRows(entity: ListEntity, ids: string[]): Promise<Map<string, Named[]>> {
  const rows = await sql<Named & { record_id: string }>(
    `select x.${entity}_id as record_id, t.id, t.name as label, t.color from ${entity}_tags x
     join tags t on t.organization_id = x.organization_id and t.id = x.tag_id
     where x.organization_id = ? and x.${entity}_id = any(?) order by t.name_norm`,
    [Tenant.id(), ids]
  )
  return grouped(rows)
}

async function companiesOfRows(ids: string[]): Promise<Map<string, Named[]>> {
  const rows = await sql<Named & { record_id: string }>(
    `select x.contact_id as record_id, b.id, b.name as label from company_contacts x
     join companies b on b.organization_id = x.organization_id and b.id = x.company_id
     where x.organization_id = ? and x.contact_id = any(?) and b.deleted_at is null
     order by x.is_primary desc, b.name_sort`,
    [Tenant.id(), ids]
  )
  return grouped(rows)
}

async function contactCounts(ids: string[]): Promise<Map<string, number>> {
  const rows = await sql<{ id: string; count: number }>(
    `select x.company_id as id, count(*)::int as count from company_contacts x
     join contacts c on c.organization_id = x.organization_id and c.id = x.contact_id
     where x.organization_id = ? and x.company_id = any(?) and c.deleted_at is null group by x.company_id`,
    [Tenant.id(), ids]
  )
  const counts = new Map(rows.map(({ id, count }) => [id, count]))
  return new Map(ids.map((id) => [id, counts.get(id) ?? 0]))
}

function grouped(rows: (Named & { record_id: string })[]): Map<string, Named[]> {
  const groups = new Map<string, Named[]>()
  for (const { record_id: id, ...one } of rows) {
    const group = groups.get(id)
    if (group) group.push(one)
    else groups.set(id, [one])
  }
  return groups
}

function plain(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : (value ?? null)
}

function part(text: string, bindings: string[] = []): SqlPart {
  return { sql: text, bindings }
}
