import type { HttpContext } from '@adonisjs/core/http'
import { noteRows } from '#crm/note_rows'
import TimelinePolicy from '#crm/policies/timeline_policy'
import { pinnedNotes } from '#crm/queries/note_list'
import { namedTargets } from '#crm/queries/target_links'
import { timelinePage } from '#crm/queries/timeline_page'
import type { Target } from '#crm/targets'
import { groupsFor, kindsFor } from '#crm/timeline_groups'
import { timelineLines } from '#crm/timeline_lines'
import { timelineValidator } from '#crm/validators/activity'

/** The timeline of a contact, a company or a deal, as JSON. */
export default class TimelinesController {
  /** `{ lines, next, pinned, groups }`; 404 for a record that is not there. */
  async show({ bouncer, params, request, response, staff }: HttpContext) {
    const target = { type: params.type, id: params.id } as Target
    await bouncer.with(TimelinePolicy).authorize('read', target.type)
    const { group, cursor } = await request.validateUsing(timelineValidator)
    response.header('Cache-Control', 'no-store')
    const [record] = await namedTargets([target])
    if (!record) return response.notFound({ detail: 'This record is not there any more.' })
    const kinds = kindsFor(staff, group ?? null)
    const [page, pinned] = await Promise.all([
      timelinePage({ target, kinds, cursor }),
      cursor || !staff.can('notes:read') ? [] : pinnedNotes(target),
    ])
    return {
      lines: await timelineLines(page.rows, target, staff),
      next: page.next,
      pinned: await noteRows(pinned, staff),
      groups: groupsFor(staff).map(({ key, label }) => ({ key, label })),
    }
  }
}
