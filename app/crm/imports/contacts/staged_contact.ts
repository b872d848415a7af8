import type { Plain } from '#crm/imports/contacts/targets'
import type { StagedRow } from '#crm/imports/mapping/staged_row'

/** A row about a person. */
export type StagedContact = StagedRow & {
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
  unsubscribed: boolean
  /** ISO 8601. */
  agreedAt: string | null
  agreedIp: string | null
} & Record<Camel<Plain>, string | null>

type Camel<S extends string> = S extends `${infer A}_${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S

export function emptyContact(rowNo: number): StagedContact {
  return {
    rowNo,
    problem: null,
    warning: null,
    matchKey: null,
    custom: null,
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
    unsubscribed: false,
    agreedAt: null,
    agreedIp: null,
  }
}
