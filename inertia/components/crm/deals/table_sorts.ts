import type { Field } from '~/components/crm/deals/types'

const ENDS: Record<string, [up: string, down: string]> = {
  number: ['lowest first', 'highest first'],
  money: ['lowest first', 'highest first'],
  date: ['earliest first', 'latest first'],
  boolean: ['no first', 'yes first'],
}

/** Orders of the table of deals: the house's own, and by custom fields that are indexed. */
export function tableSorts(fields: Field[]): { value: string; label: string }[] {
  return [
    { value: 'newest', label: 'Newest first' },
    { value: 'oldest', label: 'Oldest first' },
    { value: 'amount', label: 'Largest first' },
    { value: 'smallest', label: 'Smallest first' },
    { value: 'close', label: 'Closing soonest' },
    { value: 'close_last', label: 'Closing latest' },
    { value: 'waiting', label: 'Longest in stage' },
    ...fields
      .filter((field) => field.isSortable)
      .flatMap(({ key, label, type }) => {
        const [up, down] = ENDS[type] ?? ['A to Z', 'Z to A']
        return [
          { value: `custom.${key}`, label: `${label}: ${up}` },
          { value: `-custom.${key}`, label: `${label}: ${down}` },
        ]
      }),
  ]
}
