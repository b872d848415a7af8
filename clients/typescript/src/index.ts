import { operations, type Operations } from './operations.ts'
import { sender, type Settings } from './send.ts'
import type { Page } from './schemas.ts'

export { ApiProblem, type CallOptions, type Settings, type Upload } from './send.ts'
export type * from './operations.ts'
export type * from './schemas.ts'

/**
 *     const warren = warrenClient({ baseUrl: 'https://app.example.com', key: process.env.WARREN_KEY })
 *     const { data } = await warren.contacts.create({ email: 'ada@example.com' })
 */
export function warrenClient(settings: Settings): Operations {
  return operations(sender(settings))
}

type Listed<Row> = { data: Row[]; page: Page }

/** Every record of a list, page after page: `for await (const contact of each(warren.contacts.list))`. */
export async function* each<Row, Query extends { cursor?: string; limit?: number }>(
  list: (query?: Query) => Promise<Listed<Row>>,
  query: Query = {} as Query
): AsyncGenerator<Row> {
  let cursor = query.cursor
  do {
    const { data, page } = await list({ limit: 100, ...query, ...(cursor ? { cursor } : {}) })
    yield* data
    cursor = page.next ?? undefined
  } while (cursor)
}
