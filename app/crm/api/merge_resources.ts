import { ApiResource, field, loaded } from '#core/api/resource'
import { as } from '#core/api/schemas'
import { contactResource } from '#crm/api/resources'
import type DuplicatePair from '#crm/models/duplicate_pair'
import type Merge from '#crm/models/merge'
import { loadContacts } from '#crm/queries/api/loading'

const { nullable } = as

export const duplicateResource = new ApiResource<DuplicatePair>(
  'Duplicate',
  'Two contacts who may be one person.',
  {
    id: field(as.id(), (pair) => pair.id),
    contact_ids: field(as.list(as.id(), 'Two of them.'), ({ aId, bId }) => [aId, bId]),
    score: field(as.integer('How sure it is, up to 100.'), (pair) => pair.score),
    reasons: field(
      as.list(as.text(), 'What is alike: `email`, `name`, `company`.'),
      (pair) => pair.reasons
    ),
    state: field(as.oneOf(['open', 'dismissed', 'merged', 'superseded']), (pair) => pair.state),
    found_at: field(as.time(), (pair) => pair.foundAt.toISO()),
  },
  {
    contacts: loaded(as.list(contactResource.ref), async (pairs, client) => {
      const of = await loadContacts(
        pairs.flatMap(({ aId, bId }) => [aId, bId]),
        client
      )
      return ({ aId, bId }) => [of(aId), of(bId)].filter((contact) => contact !== null)
    }),
  }
)

export const mergeResource = new ApiResource<Merge>(
  'Merge',
  'One contact taken up by another.',
  {
    id: field(as.id(), (merge) => merge.id),
    winner_id: field(as.id('The contact that stays.'), (merge) => merge.winnerId),
    loser_id: field(as.id('The contact that was taken up.'), (merge) => merge.loserId),
    state: field(as.oneOf(['merged', 'undone']), (merge) => merge.state),
    moved: field(as.map('How many of each kind moved: `{"deals": 2}`.'), (merge) => merge.moved),
    kept: field(
      as.list(as.text(), 'What an undo left as it was, because it had changed since.'),
      (merge) => merge.kept
    ),
    merged_at: field(as.time(), (merge) => merge.mergedAt.toISO()),
    undone_at: field(nullable(as.time()), (merge) => merge.undoneAt?.toISO() ?? null),
  },
  {
    winner: loaded(nullable(contactResource.ref), async (merges, client) => {
      const of = await loadContacts(
        merges.map(({ winnerId }) => winnerId),
        client
      )
      return ({ winnerId }) => of(winnerId)
    }),
  }
)
