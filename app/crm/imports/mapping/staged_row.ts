import type { Plain } from '#crm/imports/mapping/targets'

/** A row of a file, normalised, as it is staged in the database. */
export type StagedRow = {
  rowNo: number
  /** Why the row cannot be imported, in words for people. */
  problem: string | null
  /** What of it cannot be read and is left out. */
  warning: string | null
  matchKey: string | null
  email: string | null
  emailNorm: string | null
  moreEmails: string[] | null
  phone: string | null
  phoneE164: string | null
  morePhones: string[] | null
  company: string | null
  companyKey: string | null
  ownerId: string | null
  tags: string[] | null
  custom: Record<string, unknown> | null
  unsubscribed: boolean
} & Record<Camel<Plain>, string | null>

type Camel<S extends string> = S extends `${infer A}_${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S

export function emptyRow(rowNo: number): StagedRow {
  return {
    rowNo,
    problem: null,
    warning: null,
    matchKey: null,
    email: null,
    emailNorm: null,
    moreEmails: null,
    phone: null,
    phoneE164: null,
    morePhones: null,
    firstName: null,
    lastName: null,
    externalId: null,
    jobTitle: null,
    locale: null,
    timeZone: null,
    street: null,
    city: null,
    region: null,
    postalCode: null,
    country: null,
    lifecycle: null,
    ownerId: null,
    company: null,
    companyKey: null,
    tags: null,
    custom: null,
    unsubscribed: false,
  }
}
