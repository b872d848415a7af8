import { v7 as uuid } from 'uuid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Fault } from '#core/api/invalid_request'
import { Tenant } from '#core/tenancy/tenant'
import ContactCreated from '#crm/events/contact_created'
import ContactRestored from '#crm/events/contact_restored'
import ContactUpdated from '#crm/events/contact_updated'
import type { Change } from '#crm/events/change'
import { missingReferences } from '#crm/custom_record'
import { changeOf } from '#crm/api/contact_change'
import { readWish, type ContactWish, type Knowledge, type Way } from '#crm/api/contact_wish'
import type { ContactBody } from '#crm/api/contact_body'
import { newTagFaults } from '#crm/api/new_tags'
import { recordTagged } from '#crm/api/tagged'
import { settlePrimaries } from '#crm/queries/contact_addresses'
import * as rows from '#crm/queries/api/contact_rows'
import { tagsNamed } from '#crm/tagging'
import { fold } from '#crm/fold'

export type Given = { index: number; body: Partial<ContactBody> }
export type Outcome =
  | { index: number; state: 'created' | 'updated' | 'unchanged'; id: string }
  | { index: number; state: 'failed'; faults: Fault[] }

/** One contact that is to be written: `standing` null for a new one. */
type Plan = {
  index: number
  id: string
  wish: ContactWish
  standing: rows.StandingContact | null
  changes: Change[]
  row: rows.NewRow
}

/** Somebody else wrote the same address in the same moment: the whole set is tried again. */
export class LostRace extends Error {
  readonly code = '23505'
}

/**
 * Writes any number of contacts with a fixed number of statements, in the caller's transaction:
 * rows, addresses, tags, and the facts that tell of them. Rows that cannot be written fail alone.
 */
export class ContactWriter {
  constructor(
    readonly trx: TransactionClientContract,
    readonly known: Knowledge
  ) {}

  /**
   * `match` says which contact a body is about: its id, or null for a new one; faults of its own
   * may be added. Order is kept.
   */
  async write(
    given: Given[],
    match: (wish: ContactWish, owners: Owners) => Match
  ): Promise<Outcome[]> {
    const read = given.map(({ index, body }) => ({
      index,
      body,
      ...readWish(body, this.known, false),
    }))
    const owners = await this.#owners(read.map(({ wish }) => wish))
    const loose = await missingReferences(
      this.known.fields,
      read.map(({ wish }) => wish.custom)
    )
    const strange = await newTagFaults(
      read.map(({ wish }) => wish),
      this.known.makesTags
    )
    const failed = new Map<number, Fault[]>()
    const chosen: { index: number; wish: ContactWish; id: string | null }[] = []
    const seen = new Map<string, number>()
    for (const [n, { index, body, wish, faults }] of read.entries()) {
      const { id, faults: more = [] } = match(wish, owners)
      const all = [
        ...faults,
        ...more,
        ...pointing(loose[n]),
        ...strange[n],
        ...taken(wish, id, owners),
      ]
      if (id === null && all.length === 0) all.push(...readWish(body, this.known, true).faults)
      const keys = identities(wish, id)
      const twin = keys.map((key) => seen.get(key)).find((before) => before !== undefined)
      if (twin !== undefined) {
        all.push({ field: '', message: `Number ${twin} of this batch is about the same contact` })
      }
      if (all.length === 0) for (const key of keys) seen.set(key, index)
      if (all.length > 0) failed.set(index, all)
      else chosen.push({ index, wish, id })
    }
    const states = await this.#save(await this.#plan(chosen))
    return given.map(({ index }) => {
      const faults = failed.get(index)
      return faults ? { index, state: 'failed', faults } : { index, ...states.get(index)! }
    })
  }

  async #owners(wishes: ContactWish[]): Promise<Owners> {
    const emails = wishes.flatMap((wish) => wish.emails.map(({ norm }) => norm))
    const externals = wishes.flatMap(({ columns }) => columns.external_id ?? [])
    const ofEmail = await rows.ownersOfEmails(emails, this.trx)
    const ofExternalId = await rows.ownersOfExternalIds(externals, this.trx)
    const ids = [...ofEmail.values(), ...ofExternalId.values()]
    return { ofEmail, ofExternalId, deleted: await rows.deletedAmong(ids, this.trx) }
  }

  async #plan(chosen: { index: number; wish: ContactWish; id: string | null }[]): Promise<Plan[]> {
    const ids = chosen.flatMap(({ id }) => id ?? [])
    const standing = new Map(
      (ids.length > 0 ? await rows.holdContacts(ids, this.trx) : []).map((row) => [row.id, row])
    )
    return chosen.map(({ index, wish, id }) => {
      const before = id ? standing.get(id) : null
      // Erased between the search and the lock.
      if (before === undefined) throw new LostRace()
      if (before) {
        return {
          index,
          id: before.id,
          wish,
          standing: before,
          ...changeOf(before, wish, this.known.fields),
        }
      }
      const made = uuid()
      return { index, id: made, wish, standing: null, changes: [], row: newRow(made, wish) }
    })
  }

  async #save(plans: Plan[]) {
    const { trx } = this
    const made = plans.filter(({ standing }) => !standing)
    const kept = plans.filter(({ standing }) => standing)
    if (made.length > 0)
      await rows.insertContacts(
        made.map(({ row }) => row),
        trx
      )
    await this.#saveWays('emails', plans)
    await this.#saveWays('phones', plans)
    const changed = kept.filter(
      ({ changes, standing }) => changes.length > 0 || standing!.isDeleted
    )
    if (changed.length > 0)
      await rows.updateContacts(
        changed.map(({ row }) => row),
        trx
      )
    for (const kind of ['emails', 'phones'] as const) {
      const touched = kept.filter(({ wish }) => wish[kind].length > 0).map(({ id }) => id)
      if (touched.length > 0) await settlePrimaries(kind, touched, trx)
    }
    const tagged = await this.#saveTags(plans)
    await this.#record(made, changed)
    return new Map(
      plans.map(({ index, id, standing, changes }) => {
        const isChanged = changes.length > 0 || standing?.isDeleted || tagged.has(id)
        const state = !standing ? 'created' : isChanged ? 'updated' : 'unchanged'
        return [index, { id, state } as const]
      })
    )
  }

  async #saveWays(kind: rows.WayKind, plans: Plan[]): Promise<void> {
    const { trx } = this
    const had = await this.#had(kind, plans)
    const fresh: rows.NewWay[] = []
    const labelled: { contactId: string; norm: string; label: string }[] = []
    const chosen: { contactId: string; norm: string }[] = []
    for (const plan of plans) {
      const primary = kind === 'emails' ? plan.wish.primaryEmail : plan.wish.primaryPhone
      const present = kind === 'emails' ? plan.standing?.emailNorm : plan.standing?.phoneE164
      const added = plan.wish[kind].filter(({ norm }) => !had.has(`${plan.id} ${norm}`))
      for (const way of plan.wish[kind]) {
        if (!added.includes(way) && way.label)
          labelled.push({ contactId: plan.id, norm: way.norm, label: way.label })
      }
      fresh.push(...added.map((way) => newWay(kind, plan, way, primary)))
      if (plan.standing && primary && primary !== present) {
        chosen.push({ contactId: plan.id, norm: primary })
      }
      if (plan.standing && (added.length > 0 || (primary && primary !== present))) {
        const label = kind === 'emails' ? 'E-mail' : 'Phone'
        const after = primary ?? added[0].norm
        plan.changes.push({ field: kind, label, before: present ?? null, after })
      }
    }
    if ((await rows.insertWays(kind, fresh, trx)) < fresh.length) throw new LostRace()
    await rows.labelWays(kind, labelled, trx)
    await rows.choosePrimaries(kind, chosen, trx)
  }

  /** What contacts have already, as `<contact id> <norm>`. */
  async #had(kind: rows.WayKind, plans: Plan[]): Promise<Set<string>> {
    const ids = plans.filter(({ standing }) => standing).map(({ id }) => id)
    if (ids.length === 0) return new Set()
    if (kind === 'phones') return rows.phonesOf(ids, this.trx)
    const norms = plans.flatMap(({ wish }) => wish.emails.map(({ norm }) => norm))
    const owners = await rows.ownersOfEmails(norms, this.trx)
    return new Set([...owners].map(([norm, id]) => `${id} ${norm}`))
  }

  /** Resolves to the contacts that have a tag which they had not. */
  async #saveTags(plans: Plan[]): Promise<Set<string>> {
    const names = [...new Set(plans.flatMap(({ wish }) => wish.tags))]
    if (names.length === 0) return new Set()
    const tags = await tagsNamed(names, this.trx)
    const byName = new Map(tags.map((tag) => [fold(tag.name), tag]))
    const byId = new Map(tags.map((tag) => [tag.id, tag]))
    const pairs = plans.flatMap(({ id, wish }) =>
      wish.tags.flatMap((name) => {
        const tag = byName.get(fold(name))
        return tag ? [{ contactId: id, tagId: tag.id }] : []
      })
    )
    const put = await rows.putTagsOnMany(pairs, this.trx)
    await recordTagged(
      'on',
      put.map(({ contactId, tagId }) => ({ contactId, tag: byId.get(tagId)! })),
      this.trx
    )
    return new Set(put.map(({ contactId }) => contactId))
  }

  async #record(made: Plan[], changed: Plan[]): Promise<void> {
    const organizationId = Tenant.id()
    const about = ({ id }: Plan) => ({ organizationId, subjectId: id, contactId: id })
    await ContactCreated.recordMany(
      made.map((plan) => ({ ...about(plan), payload: { source: plan.wish.source } })),
      this.trx
    )
    await ContactRestored.recordMany(
      changed
        .filter(({ standing }) => standing!.isDeleted)
        .map((plan) => ({ ...about(plan), payload: { name: nameOf(plan) } })),
      this.trx
    )
    await ContactUpdated.recordMany(
      changed
        .filter(({ changes }) => changes.length > 0)
        .map((plan) => ({
          ...about(plan),
          payload: { fields: plan.changes.map(({ field }) => field), changes: plan.changes },
        })),
      this.trx
    )
  }
}

export type Owners = {
  /** Contact ids by address, and by external id. */
  ofEmail: Map<string, string>
  ofExternalId: Map<string, string>
  /** Those of them that are deleted. */
  deleted: Set<string>
}
export type Match = { id: string | null; faults?: Fault[] }

function pointing(errors: Record<string, string>): Fault[] {
  return Object.entries(errors).map(([key, message]) => ({ field: `custom.${key}`, message }))
}

/** Addresses and external ids that somebody else has. */
function taken({ emails, columns }: ContactWish, id: string | null, owners: Owners): Fault[] {
  const faults = emails
    .filter(({ norm }) => (owners.ofEmail.get(norm) ?? id) !== id)
    .map(({ text }) => ({ field: 'email', message: `Another contact has the address ${text}` }))
  const external = columns.external_id
  if (external && (owners.ofExternalId.get(external) ?? id) !== id) {
    faults.push({ field: 'external_id', message: 'Another contact has this external id' })
  }
  return faults
}

/** By what two bodies of a batch are about one contact. */
function identities({ emails, columns }: ContactWish, id: string | null): string[] {
  return [
    ...(id ? [`id ${id}`] : []),
    ...emails.map(({ norm }) => `email ${norm}`),
    ...(columns.external_id ? [`external ${columns.external_id}`] : []),
  ]
}

function newRow(id: string, wish: ContactWish): rows.NewRow {
  const [email, phone] = [
    first(wish.emails, wish.primaryEmail),
    first(wish.phones, wish.primaryPhone),
  ]
  return {
    id,
    ...wish.columns,
    custom: wish.custom.set,
    source: wish.source,
    email: email?.text ?? null,
    email_norm: email?.norm ?? null,
    phone: phone?.text ?? null,
    phone_e164: phone?.norm ?? null,
  }
}

function newWay(
  kind: rows.WayKind,
  { id, standing, wish }: Plan,
  { text, norm, label }: Way,
  primary: string | undefined
): rows.NewWay {
  return {
    contactId: id,
    text,
    norm,
    label: label ?? (kind === 'emails' ? 'work' : 'mobile'),
    // Of a contact that is there, settlePrimaries() and choosePrimaries() decide.
    isPrimary: !standing && norm === first(wish[kind], primary)?.norm,
  }
}

function first(ways: Way[], primary: string | undefined): Way | undefined {
  return ways.find(({ norm }) => norm === primary) ?? ways[0]
}

function nameOf({ standing, row }: Plan): string {
  const { first_name: given, last_name: family } = row as Record<string, string | null>
  return [given, family].filter(Boolean).join(' ') || (standing?.emailNorm ?? 'Nameless')
}
