import type { Fault } from '#core/api/invalid_request'
import type { ContactWish } from '#crm/api/contact_wish'
import { missingTags } from '#crm/queries/tags'

/** For each wish the tags that nobody has made yet, as faults where its sender may not make them. */
export async function newTagFaults(wishes: ContactWish[], mayMake: boolean): Promise<Fault[][]> {
  const names = mayMake ? [] : [...new Set(wishes.flatMap(({ tags }) => tags))]
  const missing = new Set(names.length > 0 ? await missingTags(names) : [])
  return wishes.map(({ tags }) =>
    tags.flatMap((name, n) =>
      missing.has(name)
        ? {
            field: `tags.${n}`,
            message: `There is no tag "${name}", and this key may not make one (scope tags:create)`,
          }
        : []
    )
  )
}
