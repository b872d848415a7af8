import { v7 as uuid } from 'uuid'
import { sql } from '#core/database/sql'
import type { ConditionTree } from '#crm/conditions/tree'
import type { Maker } from '#crm/models/segment/definable'
import Segment from '#crm/models/segment'
import type { Person } from '#tests/support/people'

/** Somebody who may ask everything. */
export const makerOf = ({ user }: Person): Maker => ({ user: { id: user.id }, can: () => true })

/** A dynamic segment of the tenant in context, whose build is asked for. */
export function plantSegment(maker: Maker, definition: ConditionTree, name?: string) {
  return Segment.define(
    { name: name ?? `Segment ${uuid().slice(-8)}`, kind: 'dynamic', definition },
    maker
  )
}

/** Ids of the contacts who are in a segment, in their order. */
export async function membersOf(segmentId: string): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    'select contact_id as id from segment_members where segment_id = ? order by contact_id',
    [segmentId]
  )
  return rows.map(({ id }) => id)
}

/** Who entered (+) and left (-) a segment, as it is recorded: `+<contact id>`. */
export async function turnsOf(segmentId: string): Promise<string[]> {
  const rows = await sql<{ turn: string }>(
    `select case type when 'segment.entered' then '+' else '-' end || contact_id as turn from events
     where subject_id = ? and type in ('segment.entered', 'segment.left') order by id`,
    [segmentId]
  )
  return rows.map(({ turn }) => turn)
}
