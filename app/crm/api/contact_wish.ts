import { normalizeEmail } from '#core/email_address'
import type { Fault } from '#core/api/invalid_request'
import { castCustomValues, type CastValues, type FieldRule } from '#crm/custom_values'
import { normalizePhone } from '#crm/phone_number'
import type { ContactBody } from '#crm/api/contact_body'

/** `label` null: as it is, or the usual one of a new address. */
export type Way = { text: string; norm: string; label: string | null }

/** What a body asks for, in the words of the tables. Only what was given is there. */
export type ContactWish = {
  columns: Partial<Record<ContactColumn, string | null>>
  custom: CastValues
  source: string
  emails: Way[]
  phones: Way[]
  /** Norm of what is to be the primary one; undefined: as it is. */
  primaryEmail?: string
  primaryPhone?: string
  tags: string[]
}

/** Text columns of contacts that the API writes. */
export const CONTACT_COLUMNS = [
  'first_name',
  'last_name',
  'job_title',
  'external_id',
  'lifecycle',
  'owner_id',
  'locale',
  'time_zone',
  'street',
  'city',
  'region',
  'postal_code',
  'country',
] as const
export type ContactColumn = (typeof CONTACT_COLUMNS)[number]

/** What has to be known to read bodies: asked for once per request. */
export type Knowledge = {
  fields: FieldRule[]
  /** ISO 3166 alpha-2 of numbers without a prefix. */
  country: string | null
  /** User ids of active members. */
  members: Set<string>
  /** Whether tags that are not there are made; else they are faults. */
  makesTags: boolean
}

/** A body as a wish, with what is wrong with it. `isNew`: required custom fields are asked for. */
export function readWish(
  body: Partial<ContactBody>,
  { fields, country, members }: Knowledge,
  isNew: boolean
): { wish: ContactWish; faults: Fault[] } {
  const faults: Fault[] = []
  const way = (
    text: string,
    label: string | undefined,
    field: string,
    kind: 'email' | 'phone'
  ): Way[] => {
    try {
      const norm = kind === 'email' ? normalizeEmail(text) : normalizePhone(text, country)
      return [{ text, norm, label: label ?? null }]
    } catch (error) {
      faults.push({ field, message: (error as Error).message })
      return []
    }
  }
  const primaryEmail = body.email ? way(body.email, undefined, 'email', 'email') : []
  const primaryPhone = body.phone ? way(body.phone, undefined, 'phone', 'phone') : []
  const emails = (body.emails ?? []).flatMap((one, n) =>
    way(one.email, one.label, `emails.${n}.email`, 'email')
  )
  const phones = (body.phones ?? []).flatMap((one, n) =>
    way(one.phone, one.label, `phones.${n}.phone`, 'phone')
  )
  const custom = castCustomValues(fields, body.custom ?? {}, { isWhole: isNew })
  for (const [key, message] of Object.entries(custom.errors)) {
    faults.push({ field: key ? `custom.${key}` : 'custom', message })
  }
  if (body.owner_id && !members.has(body.owner_id)) {
    faults.push({ field: 'owner_id', message: 'This is no active member of the organization' })
  }
  const columns: ContactWish['columns'] = {}
  for (const column of CONTACT_COLUMNS) {
    const value = body[column]
    if (value !== undefined) columns[column] = value || null
  }
  return {
    faults,
    wish: {
      columns,
      custom,
      source: body.source ?? 'api',
      emails: distinct([...primaryEmail, ...emails]),
      phones: distinct([...primaryPhone, ...phones]),
      primaryEmail: primaryEmail[0]?.norm,
      primaryPhone: primaryPhone[0]?.norm,
      tags: body.tags ?? [],
    },
  }
}

/** Two spellings of one address are one; the label that was written out wins. */
function distinct(ways: Way[]): Way[] {
  const byNorm = new Map<string, Way>()
  for (const way of ways) byNorm.set(way.norm, way)
  return [...byNorm.values()]
}
