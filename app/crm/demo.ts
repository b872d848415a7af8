import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import { demoCompany, demoPerson } from '#database/demo/crm/crowd'
import { BREEDS, INTERESTS, TAGS } from '#database/demo/crm/words'
import Membership from '#identity/models/membership'
import Organization from '#identity/models/organization'
import ContactCreated from '#crm/events/contact_created'
import CustomField, { type FieldType } from '#crm/models/custom_field'
import Tag from '#crm/models/tag'
import { plantActivities, plantCompanies, plantPeople } from '#crm/queries/plant_crowd'

const PEOPLE = 2000
const COMPANIES = 150
const BATCH = 10_000
/** Batches that are written at the same time. */
const LANES = 2

const FIELDS: [key: string, label: string, type: FieldType, options: string[]][] = [
  ['rabbits', 'Rabbits', 'number', []],
  ['breed', 'Breed', 'select', BREEDS],
  ['interests', 'Interests', 'multi_select', INTERESTS],
  ['adopted_on', 'Adopted on', 'date', []],
]

/** Two thousand people and the businesses some of them work for, for Bunny at Home. */
export async function seedCrm(): Promise<string> {
  const organization = await Organization.findByOrFail('slug', 'bunny')
  return Tenant.run(organization.id, async () => {
    const made = await plantCrowd({ count: PEOPLE, companies: COMPANIES, numbered: false })
    return `${made} contacts made, the others were there`
  })
}

/**
 * Makes up to `count` people of the demo in the organization in context, always
 * the same ones; those who are there stay. `activitiesEach` lines are written on
 * each timeline; without it their first event is recorded as for anybody else.
 * Resolves to how many were made.
 */
export async function plantCrowd({
  count,
  companies,
  numbered,
  activitiesEach = 0,
  progress = () => {},
}: {
  count: number
  companies: number
  numbered: boolean
  activitiesEach?: number
  progress?: (made: number) => void
}): Promise<number> {
  const today = clock.millis()
  const crowd = { count, today, companies }
  const belongings = {
    tags: await findOrMakeTags(),
    companies: await plantCompanies(
      Array.from({ length: companies }, (_, n) => demoCompany(n, today))
    ),
    owners: (await Membership.query().whereIn('role', ['owner', 'admin', 'agent'])).map(
      ({ userId }) => userId
    ),
  }
  await makeFields()
  // Of namesakes the later ones have a number in their address.
  const taken = new Set<string>()
  let made = 0
  let next = 0
  const lane = async () => {
    for (let from = next; from < count; from = next) {
      next += BATCH
      const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, n) => {
        const person = demoPerson(from + n, crowd, numbered)
        if (!numbered && taken.has(person.email)) return demoPerson(from + n, crowd, true)
        taken.add(person.email)
        return person
      })
      const people = await plantPeople(batch, belongings)
      if (activitiesEach > 0)
        await plantActivities(
          people.map(({ id }) => id),
          activitiesEach
        )
      else await recordCreated(people)
      progress((made += people.length))
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return made
}

async function findOrMakeTags(): Promise<string[]> {
  const ids: string[] = []
  for (const [name, color] of TAGS) {
    const tag =
      (await Tag.query().where('name', name).first()) ?? (await Tag.create({ name, color }))
    ids.push(tag.id)
  }
  return ids
}

async function makeFields(): Promise<void> {
  for (const [position, [key, label, type, options]] of FIELDS.entries()) {
    if (await CustomField.query().where({ entity: 'contact', key }).first()) continue
    await CustomField.create({
      entity: 'contact',
      key,
      label,
      type,
      position,
      options: options.map((value) => ({
        value,
        label: value[0].toUpperCase() + value.slice(1),
      })),
      isRequired: false,
      // Made before its first value, so that nothing has to be caught up.
      indexState: type === 'multi_select' ? 'none' : 'ready',
    })
  }
}

async function recordCreated(
  people: { id: string; created_at: Date; source: string }[]
): Promise<void> {
  const organizationId = Tenant.id()
  for (let from = 0; from < people.length; from += 500) {
    await db.transaction((trx) =>
      ContactCreated.recordMany(
        people.slice(from, from + 500).map(({ id, created_at: at, source }) => ({
          organizationId,
          subjectId: id,
          contactId: id,
          payload: { source },
          occurredAt: DateTime.fromJSDate(at),
        })),
        trx
      )
    )
  }
}
