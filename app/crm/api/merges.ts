import vine from '@vinejs/vine'
import { endpoint, made, one, page } from '#core/api/endpoint'
import { pageParameters, pageValidator, shapeValidator } from '#core/api/parameters'
import { duplicateResource, mergeResource } from '#crm/api/merge_resources'
import { dismiss, openPairs, reopen } from '#crm/duplicate_review'
import { mergePage } from '#crm/merge_history'
import { mergeContacts } from '#crm/merging'
import DuplicatePair from '#crm/models/duplicate_pair'
import Merge from '#crm/models/merge'
import { unmerge } from '#crm/unmerging'

const group = 'Duplicates'
const findPair = (id: string) => DuplicatePair.query().where('id', id).firstOrFail()
const findMerge = (id: string) => Merge.query().where('id', id).firstOrFail()

export const listDuplicates = endpoint({
  name: 'duplicates.list',
  method: 'GET',
  path: '/duplicates',
  group,
  summary: 'List contacts who may be one person, the surest first',
  description: 'Pairs about which nobody has decided. They are found in the background.',
  scope: 'contacts:read',
  query: pageValidator,
  answer: page(duplicateResource),
  handle: ({ query }) => openPairs(query),
})

const dismissal = {
  path: '/duplicates/:id/dismissal',
  group,
  scope: 'contacts:merge',
  query: shapeValidator,
  answer: one(duplicateResource),
  isOwnTransaction: true,
} as const

export const dismissDuplicate = endpoint({
  ...dismissal,
  name: 'duplicates.dismiss',
  method: 'PUT',
  summary: 'Say that two contacts are two people',
  problems: { 409: 'it is decided already.' },
  async handle({ params }) {
    await dismiss(await findPair(params.id))
    return findPair(params.id)
  },
})

export const reopenDuplicate = endpoint({
  ...dismissal,
  name: 'duplicates.reopen',
  method: 'DELETE',
  summary: 'Take a dismissed pair back into the list',
  async handle({ params }) {
    await reopen(await findPair(params.id))
    return findPair(params.id)
  },
})

export const listMerges = endpoint({
  name: 'merges.list',
  method: 'GET',
  path: '/merges',
  group,
  summary: 'List merges, the newest first',
  scope: 'contacts:read',
  query: vine.create(pageParameters),
  answer: page(mergeResource),
  handle: ({ query: { cursor, limit = 25 } }) => mergePage({ cursor, limit }),
})

export const getMerge = endpoint({
  name: 'merges.get',
  method: 'GET',
  path: '/merges/:id',
  group,
  summary: 'Get a merge',
  scope: 'contacts:read',
  query: shapeValidator,
  answer: one(mergeResource),
  handle: ({ params }) => findMerge(params.id),
})

export const createMerge = endpoint({
  name: 'merges.create',
  method: 'POST',
  path: '/merges',
  group,
  summary: 'Merge one contact into another',
  description:
    'The winner stays. Addresses, tags and companies are united, the stricter consent holds, and what other records hold for the loser moves. It can be undone for 90 days.',
  scope: 'contacts:merge',
  query: shapeValidator,
  body: vine.create({
    winner_id: vine.string().uuid(),
    loser_id: vine.string().uuid(),
    fields: vine
      .record(vine.enum(['winner', 'loser'] as const))
      .optional()
      .meta({
        description:
          'Whose value stays, by field: `{"last_name": "loser", "custom.animal": "winner"}`. Where nothing is said, the winner’s, or the loser’s where the winner has none.',
      }),
  }),
  answer: made(mergeResource, '/merges'),
  problems: { 409: 'one of the two is not there any more.' },
  async handle({ body: { winner_id: winnerId, loser_id: loserId, fields }, trx }) {
    const id = await mergeContacts({ winnerId, loserId, fields }, trx)
    return Merge.query({ client: trx }).where('id', id).firstOrFail()
  },
})

export const undoMerge = endpoint({
  name: 'merges.undo',
  method: 'DELETE',
  path: '/merges/:id',
  group,
  summary: 'Undo a merge',
  description:
    'Both contacts are there again. What was changed since stays as it is, and `kept` says what.',
  scope: 'contacts:merge',
  query: shapeValidator,
  answer: one(mergeResource),
  problems: { 409: 'it is undone, older than 90 days, or a later one stands upon it.' },
  isOwnTransaction: true,
  async handle({ params }) {
    await unmerge((await findMerge(params.id)).id)
    return findMerge(params.id)
  },
})
