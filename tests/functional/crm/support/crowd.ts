import { v7 as uuid } from 'uuid'
import { sql } from '#core/database/sql'

/** A contact as the tests know it, to be compared with what a list finds. */
export type Planted = {
  id: string
  firstName: string | null
  lastName: string | null
  email: string | null
  phone: string | null
  city: string | null
  country: string | null
  source: string
  lifecycle: string
  ownerId: string | null
  createdAt: Date
  updatedAt: Date
  lastSeenAt: Date | null
  isClient: boolean
  custom: Record<string, unknown>
  tags: string[]
  companies: string[]
}

export type Crowd = { contacts: Planted[]; tags: string[]; companies: string[]; fields: string[] }

/** Numbers that look random and are the same in each run. */
export function dice(seed = 7) {
  let state = seed
  const next = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  return {
    below: (n: number) => Math.floor(next() * n),
    of: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)],
    chance: (share: number) => next() < share,
  }
}

const DAY = 86_400_000
export const FIELDS = [
  { key: 'score', type: 'number', index: 'ready' },
  { key: 'since', type: 'date', index: 'ready' },
  { key: 'motto', type: 'text', index: 'ready' },
  { key: 'budget', type: 'money', index: 'ready' },
  { key: 'plan', type: 'select', index: 'none' },
  { key: 'likes', type: 'multi_select', index: 'none' },
  { key: 'vip', type: 'boolean', index: 'none' },
  { key: 'plain', type: 'text', index: 'none' },
] as const

/** Contacts of every kind, with tags, companies and own fields; many share the values by which lists are sorted. */
export async function plantCrowd(
  organizationId: string,
  { count = 240, owners = [] as string[], now = new Date() } = {}
): Promise<Crowd> {
  const roll = dice()
  const tags = await plantTags(organizationId, ['VIP', 'Press', 'Quiet'])
  const companies = await plantCompanies(organizationId, ['Acme', 'Borrow & Sons', 'Zöller'])
  const fields = await plantFields(organizationId)
  const contacts: Planted[] = Array.from({ length: count }, (_, n) => {
    const firstName = roll.of(['Ada', 'Jörg', 'Zoë', 'Anna Maria', null, 'Øyvind'])
    const createdAt = new Date(now.getTime() - roll.below(60) * DAY)
    return {
      id: uuid({ msecs: createdAt.getTime() }),
      firstName,
      lastName: roll.of(['Smith', 'Müller', 'Straße', null, '100%', 'under_score']),
      email: roll.chance(0.85) ? `p${n}@${roll.of(['acme.test', 'mail.test'])}` : null,
      phone: roll.chance(0.4) ? `+4930${1_000_000 + roll.below(9_000_000)}` : null,
      city: roll.of(['Berlin', 'Zürich', 'New York', null]),
      country: roll.of(['DE', 'CH', 'US', null]),
      source: roll.of(['import', 'staff', 'checkout']),
      lifecycle: roll.of(['lead', 'customer', 'subscriber']),
      ownerId: owners.length > 0 && roll.chance(0.5) ? roll.of(owners) : null,
      createdAt,
      updatedAt: new Date(createdAt.getTime() + roll.below(5) * DAY),
      lastSeenAt: roll.chance(0.5) ? new Date(now.getTime() - roll.below(40) * DAY) : null,
      isClient: false,
      custom: customOf(roll, n),
      tags: tags.filter(() => roll.chance(0.3)),
      companies: companies.filter(() => roll.chance(0.25)),
    }
  })
  await insertCrowd(organizationId, contacts)
  return { contacts, tags, companies, fields }
}

function customOf(roll: ReturnType<typeof dice>, n: number): Record<string, unknown> {
  return {
    ...(roll.chance(0.6) ? { score: roll.below(9) } : {}),
    ...(roll.chance(0.5) ? { since: `2026-0${1 + roll.below(9)}-1${roll.below(9)}` } : {}),
    ...(roll.chance(0.5) ? { motto: roll.of(['Carpe diem', 'Über alles', 'carpe noctem']) } : {}),
    ...(roll.chance(0.5) ? { budget: { minor: roll.below(5) * 1000, currency: 'EUR' } } : {}),
    ...(roll.chance(0.6) ? { plan: roll.of(['free', 'pro']) } : {}),
    ...(roll.chance(0.5) ? { likes: roll.of([['tea'], ['tea', 'cake'], ['cake']]) } : {}),
    ...(n % 3 === 0 ? { vip: n % 2 === 0 } : {}),
    ...(roll.chance(0.3) ? { plain: roll.of(['one', 'two']) } : {}),
  }
}

async function insertCrowd(organizationId: string, contacts: Planted[]): Promise<void> {
  for (const one of contacts) {
    await sql(
      `insert into contacts (id, organization_id, email, email_norm, phone, phone_e164, first_name, last_name, city,
         country, source, lifecycle, owner_id, created_at, updated_at, last_seen_at, custom)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        one.id,
        organizationId,
        one.email,
        one.email,
        one.phone,
        one.phone,
        one.firstName,
        one.lastName,
        one.city,
        one.country,
        one.source,
        one.lifecycle,
        one.ownerId,
        one.createdAt,
        one.updatedAt,
        one.lastSeenAt,
        JSON.stringify(one.custom),
      ]
    )
  }
  const pairs = (key: 'tags' | 'companies') =>
    contacts.flatMap((one) => one[key].map((other) => [one.id, other]))
  await sql(
    `insert into contact_emails (id, organization_id, contact_id, email, email_norm, is_primary, created_at)
     select gen_random_uuid(), organization_id, id, email, email_norm, true, created_at from contacts
     where organization_id = ? and email is not null on conflict do nothing`,
    [organizationId]
  )
  for (const [table, column, key] of [
    ['contact_tags', 'tag_id', 'tags'],
    ['company_contacts', 'company_id', 'companies'],
  ] as const) {
    const list = pairs(key)
    await sql(
      `insert into ${table} (organization_id, contact_id, ${column}, created_at)
       select ?, a, b, now() from unnest(?::uuid[], ?::uuid[]) x (a, b)`,
      [organizationId, list.map(([a]) => a), list.map(([, b]) => b)]
    )
  }
}

export async function plantTags(organizationId: string, names: string[]): Promise<string[]> {
  const ids = names.map(() => uuid())
  await sql(
    `insert into tags (id, organization_id, name, created_at, updated_at)
     select id, ?, name, now(), now() from unnest(?::uuid[], ?::text[]) x (id, name)`,
    [organizationId, ids, names]
  )
  return ids
}

export async function plantCompanies(organizationId: string, names: string[]): Promise<string[]> {
  const ids = names.map(() => uuid())
  await sql(
    `insert into companies (id, organization_id, name, source, created_at, updated_at)
     select id, ?, name, 'test', now(), now() from unnest(?::uuid[], ?::text[]) x (id, name)`,
    [organizationId, ids, names]
  )
  return ids
}

/** The fields of FIELDS, those with an index as if it had been built. */
export async function plantFields(organizationId: string): Promise<string[]> {
  const ids: string[] = []
  for (const { key, type, index } of FIELDS) {
    const id = uuid()
    const choices = key === 'plan' ? ['free', 'pro'] : key === 'likes' ? ['tea', 'cake'] : []
    await sql(
      `insert into custom_fields (id, organization_id, entity, key, label, type, options, index_state, created_at, updated_at)
       values (?, ?, 'contact', ?, ?, ?, ?, ?, now(), now())`,
      [
        id,
        organizationId,
        key,
        key,
        type,
        type === 'money'
          ? '{"currency":"EUR"}'
          : JSON.stringify(choices.map((value) => ({ value, label: value }))),
        index,
      ]
    )
    ids.push(id)
  }
  return ids
}
