/** Where a page of students ends: the moment and id of its last row. */
type Cursor = { at: string; id: string }

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const studentsCursor = {
  write({ at, id }: Cursor): string {
    return Buffer.from(`${at}|${id}`).toString('base64url')
  },

  /** Null for none, and for one that somebody made up. */
  read(text: unknown): Cursor | null {
    if (typeof text !== 'string') return null
    const [at, id] = Buffer.from(text, 'base64url').toString().split('|')
    if (!at || !id || !ID.test(id) || Number.isNaN(Date.parse(at))) return null
    return { at, id }
  },
}
