import { invalid, noSuch } from '#sandbox/stripe/errors'
import { type Params } from '#sandbox/stripe/params'
import type { Collection } from '#sandbox/stripe/collection'

interface Listed {
  id: string
  created?: number
}

/** One page of a collection, newest first, by Stripe's paging parameters. */
export function listPage<T extends Listed>(
  collection: Collection<T>,
  params: Params,
  list: { url: string; what: string; matches?: (item: T) => boolean }
) {
  const limit = params.integer('limit') ?? 10
  if (limit < 1 || limit > 100) {
    throw invalid('limit', 'Invalid limit: must be between 1 and 100.', 'parameter_invalid_integer')
  }
  const cursor = (name: string) => {
    const id = params.text(name) ?? undefined
    if (id !== undefined && !collection.has(id)) throw noSuch(list.what, id, name)
    return id
  }
  const inTime = createdFilter(params)
  const { data, hasMore } = collection.page({
    limit,
    startingAfter: cursor('starting_after'),
    endingBefore: cursor('ending_before'),
    matches: (item) => inTime(item) && (list.matches?.(item) ?? true),
  })
  return { object: 'list', data, has_more: hasMore, url: list.url }
}

/** `created` is a moment or a range of gt, gte, lt, lte. */
function createdFilter(params: Params): (item: Listed) => boolean {
  if (!params.has('created')) return () => true
  if (params.isText('created')) {
    const at = params.integer('created')
    return ({ created }) => created === at
  }
  const range = params.nested('created').only('gt', 'gte', 'lt', 'lte')
  const bound = (name: string) => range.integer(name)
  const [gt, gte, lt, lte] = [bound('gt'), bound('gte'), bound('lt'), bound('lte')]
  return ({ created = 0 }) =>
    (gt === null || created > gt) &&
    (gte === null || created >= gte) &&
    (lt === null || created < lt) &&
    (lte === null || created <= lte)
}
