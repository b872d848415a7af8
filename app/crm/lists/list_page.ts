import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#core/http/refusal'
import { formsOf, namesIn } from '#crm/conditions/describe'
import { EVERYBODY } from '#crm/conditions/tree'
import { DEFAULT_COLUMNS, type ListColumn, type ListEntity } from '#crm/lists/columns'
import { type ListAsker, type ListState, RecordList } from '#crm/lists/record_list'
import BulkAction from '#crm/models/bulk_action'
import View from '#crm/models/view'
import RecordListPolicy from '#crm/policies/record_list_policy'
import BulkActionTransformer from '#crm/transformers/bulk_action_transformer'
import ViewTransformer from '#crm/transformers/view_transformer'
import { listValidator } from '#crm/validators/list'

/** The ids of a page of a list, by the address that the list itself has. */
export async function listIds({ bouncer, request, staff }: HttpContext, entity: ListEntity) {
  await bouncer.with(RecordListPolicy).authorize('read', entity)
  const given = await request.validateUsing(listValidator)
  const view = (await View.shownTo(staff.user.id, entity)).find(({ id }) => id === given.view)
  const state = { ...stateOf(given, view ?? null), columns: [] }
  const hasOwn = given.filter === undefined && view
  const page = await (await opened(entity, state, staff, hasOwn ?? null)).page(given.cursor)
  return { ...page, rows: undefined, ids: page.rows.map(({ id }) => id) }
}

const RESOURCES = { contact: 'contacts', company: 'companies' } as const

/**
 * Props of the page of a list; null when it opens with the person's own view,
 * whose address is answered instead.
 */
export async function listPage(
  { bouncer, inertia, request, response, staff }: HttpContext,
  entity: ListEntity
) {
  await bouncer.with(RecordListPolicy).authorize('read', entity)
  const given = await request.validateUsing(listValidator)
  const views = await View.shownTo(staff.user.id, entity)
  const opening = await View.openingOf(staff.user.id, entity)
  if (opening && Object.keys(request.qs()).length === 0) {
    response.redirect(`${request.url()}?view=${opening}`)
    return null
  }
  const view = views.find(({ id }) => id === given.view) ?? null
  const list = await opened(entity, stateOf(given, view), staff, given.filter === undefined && view)
  const page = await list.page(given.cursor)
  const filter = list.state.filter ?? EVERYBODY
  const resource = RESOURCES[entity]
  return {
    list: page,
    columns: list.columns.map(forPage),
    state: {
      q: list.state.q,
      filter: list.state.filter,
      sort: list.sort.text,
      columns: list.columns.map(({ key }) => key),
      view: view?.id ?? null,
    },
    names: Object.fromEntries(await namesIn(filter, list.conditions)),
    total: inertia.defer(() => list.total()),
    conditions: () => formsOf(list.conditions, (permission) => staff.can(permission)),
    allColumns: () => list.allColumns.map(forPage),
    defaultColumns: DEFAULT_COLUMNS[entity],
    views: ViewTransformer.transform(views),
    openingView: opening,
    actions: BulkActionTransformer.transform(await BulkAction.latest(entity)),
    can: {
      create: staff.can(`${resource}:create`),
      update: staff.can(`${resource}:update`),
      delete: staff.can(`${resource}:delete`),
      export: staff.can('contacts:export'),
      list: entity === 'contact' && staff.can('segments:update'),
    },
  }
}

/** A view may outlive what it asks for: then it opens without its filter, instead of not at all. */
async function opened(
  entity: ListEntity,
  state: ListState,
  staff: ListAsker,
  view: View | null | false
): Promise<RecordList> {
  try {
    return await RecordList.open(entity, state, staff)
  } catch (error) {
    if (!view || !(error instanceof Refusal)) throw error
    return RecordList.open(entity, { q: state.q, columns: state.columns }, staff)
  }
}

type Given = Awaited<ReturnType<typeof listValidator.validate>>

/** What the address says, over what the view has. */
function stateOf(given: Given, view: View | null): ListState {
  const base: ListState = view?.state ?? {}
  return {
    q: given.q === undefined ? base.q : given.q,
    filter: given.filter === undefined ? base.filter : given.filter,
    sort: given.sort || base.sort,
    columns: given.columns ? given.columns.split(',') : base.columns,
  }
}

function forPage({
  key,
  label,
  kind,
  isEditable,
  isSortable,
  options,
  source,
  currency,
}: ListColumn) {
  return {
    key,
    label,
    kind,
    isEditable: isEditable ?? false,
    isSortable: isSortable ?? false,
    options: options ?? [],
    source: source ?? null,
    currency: currency ?? null,
  }
}
