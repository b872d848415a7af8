import type { StagedContact } from '#crm/imports/contacts/staged_contact'
import { json, list, text } from '#crm/imports/engine/copy_text'
import type { StagedTable } from '#crm/queries/import_staging'

/** In the order in which `line` writes them. */
const COLUMNS = [
  ...[
    'organization_id',
    'import_id',
    'row_no',
    'problem',
    'warning',
    'match_key',
    'email',
    'email_norm',
  ],
  ...[
    'more_emails',
    'phone',
    'phone_e164',
    'more_phones',
    'first_name',
    'last_name',
    'external_id',
  ],
  ...[
    'job_title',
    'locale',
    'time_zone',
    'street',
    'city',
    'region',
    'postal_code',
    'country',
    'lifecycle',
  ],
  ...[
    'owner_id',
    'company',
    'company_key',
    'tags',
    'custom',
    'unsubscribed',
    'agreed_at',
    'agreed_ip',
  ],
]

function line(head: string, row: StagedContact): string {
  return (
    head +
    row.rowNo +
    '\t' +
    [
      text(row.problem),
      text(row.warning),
      text(row.matchKey),
      text(row.email),
      text(row.emailNorm),
      list(row.moreEmails),
      text(row.phone),
      text(row.phoneE164),
      list(row.morePhones),
      text(row.firstName),
      text(row.lastName),
      text(row.externalId),
      text(row.jobTitle),
      text(row.locale),
      text(row.timeZone),
      text(row.street),
      text(row.city),
      text(row.region),
      text(row.postalCode),
      text(row.country),
      text(row.lifecycle),
      text(row.ownerId),
      text(row.company),
      text(row.companyKey),
      list(row.tags),
      json(row.custom),
      row.unsubscribed ? 't' : 'f',
      text(row.agreedAt),
      text(row.agreedIp),
    ].join('\t') +
    '\n'
  )
}

/** Written out by hand: a million rows pass here. */
export const CONTACT_TABLE: StagedTable<StagedContact> = {
  name: 'import_rows',
  columns: COLUMNS,
  line,
}
