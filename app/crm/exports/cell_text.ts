import type { ListColumn } from '#crm/lists/columns'
import { Money } from '#core/money/money'

type Labelled = { label: string }

/** What a cell of a list reads as in a file; lists are joined by semicolons, which the import takes apart again. */
export function cellText(column: ListColumn, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) {
    return value.map((one) => (isLabelled(one) ? one.label : option(column, one))).join('; ')
  }
  if (isLabelled(value)) return value.label
  switch (column.kind) {
    case 'choice':
      return option(column, value)
    case 'boolean':
      return value ? 'yes' : 'no'
    case 'money':
      return money(value as { minor: number; currency: string })
    case 'moment':
      return String(value).replace('T', ' ').slice(0, 19)
    default:
      return String(value)
  }
}

function option({ options }: ListColumn, value: unknown): string {
  return options?.find((one) => one.value === value)?.label ?? String(value)
}

function money({ minor, currency }: { minor: number; currency: string }): string {
  const exponent = Money.exponent(currency)
  return `${(minor / 10 ** exponent).toFixed(exponent)} ${currency}`
}

function isLabelled(value: unknown): value is Labelled {
  return typeof value === 'object' && value !== null && 'label' in value
}
