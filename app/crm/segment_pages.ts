import { conditionsOf } from '#crm/conditions/catalogue'
import { type ConditionForm, formsOf, namesIn } from '#crm/conditions/describe'
import type { ConditionTree } from '#crm/conditions/tree'
import type Segment from '#crm/models/segment'
import { type MemberRow, memberPage, segmentList, trendsOf } from '#crm/queries/segment_list'
import SegmentTransformer from '#crm/transformers/segment_transformer'
import type { Staff } from '#identity/staff'

/** What the editor needs beside the definition: all that may be asked, and the names of what is chosen. */
export async function editorOf(
  tree: ConditionTree,
  staff: Staff
): Promise<{ forms: ConditionForm[]; names: Record<string, string> }> {
  const known = await conditionsOf('contact')
  return {
    forms: formsOf(known, (permission) => staff.can(permission)),
    names: Object.fromEntries(await namesIn(tree, known)),
  }
}

/** Rows of the list, with how many entered and left lately. */
export async function segmentRows(filters: { q?: string | null; isArchived: boolean }) {
  const rows = await segmentList(filters)
  const trends = await trendsOf(rows.map(({ id }) => id))
  return rows.map((segment) => ({
    ...new SegmentTransformer(segment).toObject(),
    trend: trends.get(segment.id) ?? { entered: 0, departed: 0 },
  }))
}

/** A page of members as the page shows them. */
export async function membersOfPage(segment: Segment, cursor?: string | null) {
  const page = await memberPage(segment.id, cursor)
  const path = `/admin/segments/${segment.id}`
  const link = (to: string | null) => (to ? `${path}?cursor=${encodeURIComponent(to)}` : null)
  return {
    rows: page.rows.map(({ id, name, email, entered_at: at }: MemberRow) => ({
      id,
      name,
      email,
      enteredAt: at.toISOString(),
    })),
    next: link(page.next),
    previous: link(page.previous),
  }
}
