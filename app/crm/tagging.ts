import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Tenant } from '#core/tenancy/tenant'
import TagCreated from '#crm/events/tag_created'
import { fold } from '#crm/fold'
import { findOrMakeTags, type TagRow } from '#crm/queries/tags'

/** Names of colours that a tag or a choice may have; the pages know how they look. */
export const TAG_COLORS = [
  'neutral',
  'red',
  'orange',
  'amber',
  'green',
  'teal',
  'blue',
  'violet',
  'pink',
] as const

/** A new tag's colour: by its name, so that the same word has the same colour everywhere. */
export function colorOf(name: string): string {
  const sum = [...fold(name)].reduce((total, letter) => total * 31 + letter.codePointAt(0)!, 7)
  return TAG_COLORS[1 + (Math.abs(sum | 0) % (TAG_COLORS.length - 1))]
}

/** The tags of these names; missing ones are made and recorded. */
export async function tagsNamed(
  names: string[],
  trx: TransactionClientContract
): Promise<TagRow[]> {
  const clean = names.map((name) => name.trim().replace(/\s+/g, ' ').slice(0, 60)).filter(Boolean)
  if (clean.length === 0) return []
  const tags = await findOrMakeTags(
    clean.map((name) => ({ name, color: colorOf(name) })),
    trx
  )
  await TagCreated.recordMany(
    tags
      .filter(({ made }) => made)
      .map(({ id, name }) => ({
        organizationId: Tenant.id(),
        subjectId: id,
        payload: { name },
      })),
    trx
  )
  return tags
}
