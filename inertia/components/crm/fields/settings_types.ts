import type { Field } from './types'

export type Entity = 'contact' | 'company' | 'deal'

/** A field as its settings show it. */
export type FieldSetting = Field & {
  id: string
  entity: Entity
  isArchived: boolean
  sorting: 'always' | 'can' | 'never'
  indexState: 'none' | 'building' | 'ready'
  indexed: { done: number; total: number } | null
}

export const ENTITY_WORDS: Record<Entity, { one: string; many: string }> = {
  contact: { one: 'contact', many: 'Contacts' },
  company: { one: 'company', many: 'Companies' },
  deal: { one: 'deal', many: 'Deals' },
}
