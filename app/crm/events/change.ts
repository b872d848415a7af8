/** A field before and after, with the name under which people know it. Null for nothing. */
export type Change = {
  field: string
  label: string
  before: string | number | boolean | null
  after: string | number | boolean | null
}

/** A further record whose timeline shows the fact. */
export type Link = { type: 'company' | 'deal' | 'contact'; id: string }

const SIMPLE = { type: ['string', 'number', 'boolean', 'null'] }

export const CHANGES_SCHEMA = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      field: { type: 'string' },
      label: { type: 'string' },
      before: SIMPLE,
      after: SIMPLE,
    },
    required: ['field', 'label', 'before', 'after'],
  },
}

export const LINKS_SCHEMA = {
  type: 'array',
  items: {
    type: 'object',
    properties: { type: { type: 'string' }, id: { type: 'string', format: 'uuid' } },
    required: ['type', 'id'],
  },
}
