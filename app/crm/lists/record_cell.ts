import { updateCompanyValidator } from '#crm/validators/company'
import { updateContactValidator } from '#crm/validators/contact'
import type { ListEntity } from '#crm/lists/columns'
import { refuseField } from '#crm/field_error'
import type Company from '#crm/models/company'
import type Contact from '#crm/models/contact'

/** Cells whose value goes by another name on the record. */
const FIELDS: Record<string, string> = { owner: 'ownerId' }
const VALIDATORS = { contact: updateContactValidator, company: updateCompanyValidator } as const

type Tags = { tagIds?: unknown; names?: unknown }

/** One cell of a list, changed in place: the same verbs and checks as on the record's page. */
export class RecordCell {
  constructor(
    readonly entity: ListEntity,
    readonly record: Contact | Company,
    readonly key: string
  ) {}

  /** Throws a validation error for what does not fit. */
  async write(value: unknown): Promise<void> {
    if (this.key === 'tags') return this.#retag((value ?? {}) as Tags)
    if (this.key === 'phone' && this.entity === 'contact') return this.#rephone(value)
    const given = this.#details(value)
    const details: Record<string, unknown> = await VALIDATORS[this.entity].validate(given)
    // What must stand there is left out by its check when it is emptied.
    const emptied = Object.keys(given).find((field) => details[field] === undefined)
    if (emptied) refuseField(emptied, 'This cannot be left empty')
    await this.record.revise(details as never)
  }

  #details(value: unknown): Record<string, unknown> {
    if (this.key.startsWith('custom.')) return { custom: { [this.key.slice(7)]: value ?? null } }
    if (this.key === 'name' && this.entity === 'contact') {
      const { firstName = null, lastName = null } = (value ?? {}) as Record<string, unknown>
      return { firstName: firstName || null, lastName: lastName || null }
    }
    const field =
      FIELDS[this.key] ?? this.key.replace(/_(\w)/g, (_, one: string) => one.toUpperCase())
    return { [field]: value === '' ? null : (value ?? null) }
  }

  /** The tags that the cell shall have, some of them perhaps by a new name. */
  async #retag({ tagIds, names }: Tags): Promise<void> {
    const wanted = strings(tagIds)
    const had = await this.record.tags()
    const gone = had.filter(({ id }) => !wanted.includes(id)).map(({ id }) => id)
    const fresh = wanted.filter((id) => !had.some((tag) => tag.id === id))
    if (gone.length > 0) await this.record.untag(gone)
    const { tagsNamed } = await import('#crm/queries/choices')
    const known = fresh.length > 0 ? (await tagsNamed(fresh)).map(({ label }) => label) : []
    const all = [...known, ...strings(names)].slice(0, 30)
    if (all.length > 0) await this.record.tag(all)
  }

  /** The primary number: changed, added or taken away. */
  async #rephone(value: unknown): Promise<void> {
    const contact = this.record as Contact
    const text = typeof value === 'string' ? value.trim() : ''
    if (text.length > 40) refuseField('phone', 'At most 40 letters')
    const [primary] = await contact.addresses('phones')
    if (text && primary) await contact.reviseAddress('phones', primary.id, { text })
    else if (text) await contact.addAddress('phones', { text, isPrimary: true })
    else if (primary) await contact.removeAddress('phones', primary.id)
  }
}

function strings(given: unknown): string[] {
  return Array.isArray(given) ? given.filter((one): one is string => typeof one === 'string') : []
}
