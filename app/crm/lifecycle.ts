import type { Choice } from '#core/registry/segment_conditions'

/** How far somebody has come with the organization. */
export const LIFECYCLE: Choice[] = [
  { value: 'subscriber', label: 'Subscriber' },
  { value: 'lead', label: 'Lead' },
  { value: 'qualified', label: 'Qualified' },
  { value: 'opportunity', label: 'Opportunity' },
  { value: 'customer', label: 'Customer' },
  { value: 'former', label: 'Former customer' },
]
