import encryption from '@adonisjs/core/services/encryption'
import { Refusal } from '#core/http/refusal'
import { sql, type Binding } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { Target } from '#crm/targets'

export type TimelineRow = {
  id: number
  kind: string
  contactId: string | null
  subjectType: string | null
  subjectId: string | null
  actorType: string
  actorId: string | null
  payload: Record<string, unknown>
  at: string
}

export type TimelineQuery = {
  target: Target
  /** Types of events; null for all. */
  kinds: string[] | null
  cursor?: string | null
  perPage?: number
}

const COLUMNS = `a.id, a.kind, a.contact_id as "contactId", a.subject_type as "subjectType",
  a.subject_id as "subjectId", a.actor_type as "actorType", a.actor_id as "actorId", a.payload,
  to_json(a.occurred_at)#>>'{}' as at, a.occurred_at::text as position`

type Position = { at: string; id: number }
type Part = { text: string; bindings: Binding[] }

/**
 * A page of a record's timeline, the newest first, and the cursor of the next. Some kinds are looked
 * up one by one along their index and merged: as fast for a kind that is rare as for one that is not.
 * Throws Refusal (422) for a cursor that is not ours.
 */
export async function timelinePage({
  target,
  kinds,
  cursor,
  perPage = 30,
}: TimelineQuery): Promise<{ rows: TimelineRow[]; next: string | null }> {
  const from = cursor ? read(cursor, target) : null
  const source = sourceOf(target)
  const page = linesOf(source, kinds, from, perPage + 1)
  // A contact's own lines come out of one index in their order; else the page is found first.
  const isDirect = source.table === 'activities' && !isMerged(kinds)
  const found = await sql<TimelineRow & { position: string }>(
    isDirect
      ? page.text
      : `select ${COLUMNS} from (${page.text}) line
         join activities a on a.id = line.id and a.occurred_at = line.occurred_at and a.organization_id = ?
         order by a.occurred_at desc, a.id desc`,
    isDirect ? page.bindings : [...page.bindings, Tenant.id()]
  )
  const rows = found.slice(0, perPage)
  const last = rows.at(-1)
  return {
    rows: rows.map(({ position: _position, ...row }) => row),
    next: found.length > perPage && last ? sign({ at: last.position, id: last.id }, target) : null,
  }
}

type Source = { table: 'activities' | 'activity_links'; id: string; owner: Part }

/** Where the lines of a record stand. */
function sourceOf({ type, id }: Target): Source {
  if (type === 'contact') {
    const owner = { text: 'organization_id = ? and contact_id = ?', bindings: [Tenant.id(), id] }
    return { table: 'activities', id: 'id', owner }
  }
  const owner = {
    text: 'organization_id = ? and target_type = ? and target_id = ?',
    bindings: [Tenant.id(), type, id],
  }
  return { table: 'activity_links', id: 'activity_id', owner }
}

/** Whether lines of several kinds have to be put in order. */
function isMerged(kinds: string[] | null): kinds is string[] {
  return kinds !== null && kinds.length !== 1
}

/** The lines of a page: whole where they are read directly, else their ids and moments. */
function linesOf(
  { table, id, owner }: Source,
  kinds: string[] | null,
  from: Position | null,
  limit: number
): Part {
  const beyond: Part = from
    ? { text: ` and (occurred_at, ${id}) < (?::timestamptz, ?)`, bindings: [from.at, from.id] }
    : { text: '', bindings: [] }
  const order = `order by occurred_at desc, ${id} desc limit ?`
  if (!isMerged(kinds)) {
    const columns = table === 'activities' ? COLUMNS : `${id} as id, occurred_at`
    const ofKind = kinds ? ' and kind = ?' : ''
    return {
      text: `select ${columns} from ${table} a where ${owner.text}${ofKind}${beyond.text} ${order}`,
      bindings: [...owner.bindings, ...(kinds ?? []), ...beyond.bindings, limit],
    }
  }
  return {
    text: `select found.id, found.occurred_at from unnest(?::text[]) as wanted (kind)
      cross join lateral (
        select ${id} as id, occurred_at from ${table}
        where ${owner.text} and kind = wanted.kind${beyond.text} ${order}
      ) found
      order by found.occurred_at desc, found.id desc limit ?`,
    bindings: [kinds, ...owner.bindings, ...beyond.bindings, limit, limit],
  }
}

function purpose({ type, id }: Target): string {
  return `timeline:${type}:${id}:${Tenant.id()}`
}

function sign(position: Position, target: Target): string {
  return encryption.getMessageVerifier().sign(position, undefined, purpose(target))
}

function read(cursor: string, target: Target): Position {
  const position = encryption.getMessageVerifier().unsign<Position>(cursor, purpose(target))
  if (!position) {
    throw new Refusal('This page of the timeline is not known. Begin at the newest.', {
      code: 'E_BAD_CURSOR',
      field: 'cursor',
    })
  }
  return position
}
