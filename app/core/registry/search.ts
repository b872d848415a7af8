import { Registry } from '#core/registry/registry'

export type SearchHit = { label: string; suffix: string | null; icon: string; to: string }

/** A kind of thing that the search finds, for staff with the permission. At most five hits each. */
export type SearchSource = { permission: string; find(term: string): Promise<SearchHit[]> }

export const searchSources = new Registry<SearchSource>('search source')
