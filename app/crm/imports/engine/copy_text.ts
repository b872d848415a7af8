import type { StagedRow } from '#crm/imports/mapping/staged_row'

/** Columns of import_rows in the order in which `copyLine` writes them. */
export const STAGED_COLUMNS = [
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
  ...['owner_id', 'company', 'company_key', 'tags', 'custom', 'unsubscribed'],
]

const SPECIAL = /[\\\n\r\t]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A line of Postgres' COPY text format. `head` is organization and import, with a tab behind each. */
export function copyLine(head: string, row: StagedRow): string {
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
      row.custom === null ? '\\N' : text(JSON.stringify(row.custom)),
      row.unsubscribed ? 't' : 'f',
    ].join('\t') +
    '\n'
  )
}

function text(value: string | null): string {
  if (value === null) return '\\N'
  return SPECIAL.test(value) ? value.replace(/[\\\n\r\t]/g, (sign) => ESCAPES[sign]) : value
}

/** An array's literal, which is escaped once more for COPY. */
function list(values: string[] | null): string {
  if (values === null || values.length === 0) return '\\N'
  return text(`{${values.map((value) => `"${value.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`)
}
