import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { normalizeEmail } from '#core/email_address'
import { unlessTaken } from '#identity/taken'
import { tellStaff } from '#identity/staff_channels'
import type { ContactSchema } from '#database/schema'
import ContactUpdated from '#crm/events/contact_updated'
import { refuseField } from '#crm/field_error'
import { homeCountry } from '#crm/home_country'
import { lockContact } from '#crm/queries/contact_locks'
import { normalizePhone } from '#crm/phone_number'
import {
  type Address,
  addressesOf,
  type AddressKind,
  choosePrimary,
  deleteAddress,
  insertAddress,
  ownerOfEmail,
  settlePrimaries,
  updateAddress,
} from '#crm/queries/contact_addresses'

export type GivenAddress = { text: string; label?: string; isPrimary?: boolean }

const FIELDS = { emails: 'email', phones: 'phone' } as const
const LABELS = { emails: 'E-mail', phones: 'Phone' } as const
const DEFAULT_LABEL = { emails: 'work', phones: 'mobile' } as const
/** A person has a few; more is a mistake of a script. */
const AT_MOST = 20

/**
 * Ways to reach a contact: several e-mail addresses and phone numbers, one of
 * each the primary one, whose copy stands on the contact. All that changes them
 * one by one is here; what writes them in sets ends with settlePrimaries().
 */
export function Reachable<T extends NormalizeConstructor<typeof ContactSchema>>(superclass: T) {
  return class ReachableContact extends superclass {
    /** The primary one first. */
    addresses(kind: AddressKind): Promise<Address[]> {
      return addressesOf(kind, this.id)
    }

    /** Throws a validation error for no address, and for one that somebody else has. */
    async addAddress(
      kind: AddressKind,
      given: GivenAddress,
      client?: TransactionClientContract
    ): Promise<void> {
      const address = await normal(kind, given)
      await change(this, kind, client, async (trx, had) => {
        if (had.length >= AT_MOST) refuseField(FIELDS[kind], `At most ${AT_MOST} are kept`)
        const id = await insertAddress(kind, this.id, address, trx)
        if (!id) await refuseTaken(kind, this.id, address.norm, trx)
        if (given.isPrimary) await choosePrimary(kind, this.id, id!, trx)
        return { before: null, after: address.text }
      })
    }

    /** Changes text, label or that it is the primary one. */
    async reviseAddress(kind: AddressKind, id: string, given: Partial<GivenAddress>) {
      const address = given.text === undefined ? null : await normal(kind, { text: given.text })
      const write = async (trx: TransactionClientContract, had: Address[]) => {
        const old = had.find((one) => one.id === id)
        if (!old) return null
        const next = { ...old, ...address, label: given.label ?? old.label }
        if (next.norm !== old.norm) await refuseIfTaken(kind, this.id, next.norm, had, trx)
        await updateAddress(kind, id, next, trx)
        if (given.isPrimary) await choosePrimary(kind, this.id, id, trx)
        const isSame = next.text === old.text
        if (isSame && next.label === old.label && !(given.isPrimary && !old.isPrimary)) return null
        return { before: old.text, after: next.text }
      }
      await unlessTaken(
        () => change(this, kind, undefined, write),
        () => refuseField(FIELDS[kind], 'Somebody has it already')
      )
    }

    /** The next oldest becomes the primary one where that goes. */
    async removeAddress(kind: AddressKind, id: string): Promise<void> {
      await change(this, kind, undefined, async (trx, had) => {
        const old = had.find((one) => one.id === id)
        if (!old) return null
        await deleteAddress(kind, id, trx)
        return { before: old.text, after: null }
      })
    }
  }
}

type Told = { before: string | null; after: string | null }

/** Under the contact's lock, so that two at once leave one primary. */
async function change(
  contact: ContactSchema,
  kind: AddressKind,
  client: TransactionClientContract | undefined,
  write: (trx: TransactionClientContract, had: Address[]) => Promise<Told | null>
): Promise<void> {
  const run = async (trx: TransactionClientContract) => {
    await lockContact(contact.id, trx)
    const told = await write(trx, await addressesOf(kind, contact.id, trx))
    if (!told) return
    await settlePrimaries(kind, [contact.id], trx)
    await ContactUpdated.record(
      {
        organizationId: contact.organizationId,
        subjectId: contact.id,
        contactId: contact.id,
        payload: { fields: [kind], changes: [{ field: kind, label: LABELS[kind], ...told }] },
      },
      trx
    )
    await tellStaff('contacts', contact.id, trx)
  }
  await (client ? run(client) : db.transaction(run))
}

async function normal(kind: AddressKind, { text, label }: GivenAddress) {
  try {
    const norm =
      kind === 'emails' ? normalizeEmail(text) : normalizePhone(text, await homeCountry())
    return { text: text.trim(), norm, label: label ?? DEFAULT_LABEL[kind] }
  } catch (error) {
    return refuseField(FIELDS[kind], (error as Error).message)
  }
}

async function refuseIfTaken(
  kind: AddressKind,
  contactId: string,
  norm: string,
  had: Address[],
  trx: TransactionClientContract
): Promise<void> {
  const isOwn = had.some((one) => one.norm === norm)
  if (isOwn || (kind === 'emails' && (await ownerOfEmail(norm, trx))))
    await refuseTaken(kind, contactId, norm, trx)
}

/** Names whoever has it, with a way there. */
async function refuseTaken(
  kind: AddressKind,
  contactId: string,
  norm: string,
  trx: TransactionClientContract
): Promise<never> {
  const owner = kind === 'emails' ? await ownerOfEmail(norm, trx) : null
  if (!owner || owner.id === contactId)
    return refuseField(FIELDS[kind], 'This contact has it already')
  const tail = owner.isDeleted ? ' (deleted)' : ''
  return refuseField(
    FIELDS[kind],
    `${owner.name}${tail} has this address already`,
    `/admin/contacts/${owner.id}`
  )
}
