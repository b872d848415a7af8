import { Registry } from '#core/registry/registry'

/** Something that can be put on a deal as a line; what is put there is a snapshot. */
export type DealItem = {
  id: string
  name: string
  /** What one costs, in minor units of the currency asked for; null where it has no price in it. */
  unitMinor: number | null
  detail: string | null
}

/** Where lines of deals can be picked from, e.g. the products of the shop. */
export type DealItemSource = {
  label: string
  icon: string
  permission: string
  /** At most 20, by words of the name; for no words the most likely ones. `currency` is the deal's. */
  find(words: string, currency: string): Promise<DealItem[]>
}

export const dealItemSources = new Registry<DealItemSource>('deal item source')
