import { knownFileIds } from '#media/queries/known_keys'
import { Storage } from '#media/storage'

const KEY = /^[0-9a-f-]{36}\/([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})\//

/** Uploads that may still be on their way: a large file over a slow line. */
const GRACE_MS = 6 * 60 * 60 * 1000

/**
 * Deletes objects whose file has no row and is older than six hours; the age
 * stands in the UUIDv7 of the key. Resolves to the number of deleted objects.
 */
export async function removeOrphans(now = Date.now()): Promise<number> {
  const storage = Storage.current
  let removed = 0
  let paginationToken: string | undefined
  do {
    const page = await storage.drive.listAll('', { recursive: true, paginationToken })
    const old = [...page.objects]
      .filter((object) => object.isFile)
      .map((object) => ({ key: object.key, id: object.key.match(KEY)?.[1] }))
      .filter((object): object is { key: string; id: string } => {
        return object.id !== undefined && now - madeAt(object.id) > GRACE_MS
      })
    const known = await knownFileIds([...new Set(old.map((object) => object.id))])
    const orphans = old.filter((object) => !known.has(object.id))
    await storage.remove(orphans.map((object) => object.key))
    removed += orphans.length
    paginationToken = page.paginationToken
  } while (paginationToken)
  return removed
}

/** Milliseconds since 1970 that a UUIDv7 begins with. */
function madeAt(id: string): number {
  return Number.parseInt(id.replace('-', '').slice(0, 12), 16)
}
