import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { v7 as uuid } from 'uuid'
import { Refusal } from '#core/http/refusal'
import { Limits } from '#core/limits/limits'
import { Tenant } from '#core/tenancy/tenant'
import MemberJoined from '#identity/events/member_joined'
import OrganizationCreated from '#identity/events/organization_created'
import Membership from '#identity/models/membership'
import Organization from '#identity/models/organization'
import User from '#identity/models/user'
import { unlessTaken } from '#identity/taken'

export type NewOrganization = {
  name: string
  slug: string
  currency: string
  timeZone: string
  /** Language of its site and mails; English, when not given. */
  locale?: string
}

/** Founds an organization with `user` as its owner. Throws a Refusal at the limit or for a taken slug. */
export function foundOrganization(
  user: User,
  input: NewOrganization,
  { isPrimary = false } = {}
): Promise<Organization> {
  return unlessTaken(() => found(user, input, isPrimary), refuseSlug)
}

function found(user: User, input: NewOrganization, isPrimary: boolean): Promise<Organization> {
  return db.transaction(async (trx) => {
    // The lock on the founder makes two at once count one after the other.
    await User.query({ client: trx }).where('id', user.id).forUpdate().firstOrFail()
    await refuseAboveLimit(user, trx)
    await refuseTakenSlug(input.slug, null, trx)
    const id = uuid()
    return Tenant.run(id, async () => {
      const organization = await Organization.create(
        { ...input, id, isPrimary, createdBy: user.id },
        { client: trx }
      )
      const membership = await Membership.create(
        { organizationId: id, userId: user.id, role: 'owner' },
        { client: trx }
      )
      await OrganizationCreated.record(
        { organizationId: id, subjectId: id, payload: { name: input.name } },
        trx
      )
      await MemberJoined.record(
        {
          organizationId: id,
          subjectId: membership.id,
          payload: { userId: user.id, role: 'owner' },
        },
        trx
      )
      return organization
    })
  })
}

/** Throws a Refusal at the field when another organization has this slug. */
export async function refuseTakenSlug(
  slug: string,
  own: string | null,
  trx?: TransactionClientContract
): Promise<void> {
  const taken = await Organization.query({ client: trx })
    .where('slug', slug)
    .if(own, (query) => void query.whereNot('id', own!))
    .first()
  if (taken) refuseSlug()
}

export function refuseSlug(): never {
  throw new Refusal('This address is taken', { code: 'E_SLUG_TAKEN', field: 'slug' })
}

async function refuseAboveLimit(user: User, trx: TransactionClientContract): Promise<void> {
  const owned = await Tenant.unscoped('switcher', () =>
    Membership.query({ client: trx }).where({ userId: user.id, role: 'owner' })
  )
  await Limits.check('organizations', owned.length, trx)
}
