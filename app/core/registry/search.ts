import { Registry } from '#core/registry/registry'

export type SearchHit = { label: string; suffix: string | null; icon: string; to: string }

/**
 * A kind of thing that the search finds, for staff with the permission. At most
 * five hits each, the nearest first; `label` heads them ("Contacts").
 */
export type SearchSource = {
  label?: string
  permission: string
  find(term: string): Promise<SearchHit[]>
}

/** By kind in the plural: `contacts`, `orders`. */
export const searchSources = new Registry<SearchSource>('search source')
