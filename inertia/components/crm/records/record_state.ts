import { computed } from 'vue'
import type { Field, References } from '~/components/crm/fields/types'

/** What a page tells of a contact or a company, whatever it is. */
export type RecordFacts = {
  id: string
  source: string
  createdAt: string
  ownerId: string | null
  custom: Record<string, unknown>
  deletedAt: string | null
  erasedOn: string | null
} & Record<string, unknown>

export type Kind = 'contact' | 'company'

export const KINDS: Record<Kind, { one: string; many: string; path: string; resource: string }> = {
  contact: {
    one: 'contact',
    many: 'Contacts',
    path: '/admin/contacts',
    resource: 'contacts',
  },
  company: {
    one: 'company',
    many: 'Companies',
    path: '/admin/companies',
    resource: 'companies',
  },
}

export type RecordProps = {
  owner: string | null
  fields: Field[]
  references: References
  neighbours: { previous: string | null; next: string | null }
  can: { update: boolean; delete: boolean; createTag: boolean }
}

/** What the parts of a record's page ask: where it is, whether it may be changed, who is named in it. */
export function useRecord(kind: Kind, props: RecordProps, record: () => RecordFacts) {
  return {
    url: computed(() => `${KINDS[kind].path}/${record().id}`),
    isLocked: computed(() => !props.can.update || record().deletedAt !== null),
    references: computed<References>(() => {
      const { ownerId } = record()
      const name = props.owner ?? 'No longer in the team'
      return ownerId
        ? { ...props.references, [ownerId]: { id: ownerId, name, href: null } }
        : props.references
    }),
  }
}
