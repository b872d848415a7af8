import { InvalidEmailException, normalizeEmail } from '#core/email_address'
import { type FieldRule, castCustomTexts } from '#crm/custom_values'
import { fold } from '#crm/fold'
import * as cell from '#crm/imports/mapping/cell_values'
import { type StagedRow, emptyRow } from '#crm/imports/mapping/staged_row'
import { type ColumnTarget, TARGETS, type Target } from '#crm/imports/mapping/targets'
import type { RowFlaw, TableRow } from '#crm/imports/reading/table_row'
import type { ImportRules } from '#crm/imports/rules'
import { splitName } from '#crm/models/contact/identifiable'
import { InvalidPhoneException, normalizePhone } from '#crm/phone_number'

/** What of the organization rows are read with. */
export type House = {
  fields: FieldRule[]
  currency: string
  /** Id of a member by folded name or by address. */
  members: Map<string, string>
}

type Put = (row: StagedRow, text: string, flaws: string[]) => void

const FLAWS: Record<RowFlaw, string> = {
  unclosed_quote: 'A quotation mark opens in this row and is never closed',
  too_many_cells: 'The row has more cells than there are columns; a value may hold a separator',
  cell_too_long: 'A cell has more than 32,767 characters',
  nul_character: 'The row holds a NUL character, which no text has',
  damaged_character: 'The row holds a character that cannot be read; the encoding may be another',
}

/** Turns rows of a file into what is staged, by the mapping and the rules of an import. */
export class RowReader {
  readonly #puts: { column: number; put: Put }[]
  readonly #custom: { column: number; key: string }[]

  constructor(
    mapping: ColumnTarget[],
    private readonly rules: ImportRules,
    private readonly house: House
  ) {
    this.#puts = mapping.flatMap((target, column) =>
      target && Object.hasOwn(TARGETS, target) ? [{ column, put: this.#put(target as Target) }] : []
    )
    this.#custom = mapping.flatMap((target, column) =>
      target?.startsWith('custom:') ? [{ column, key: target.slice(7) }] : []
    )
  }

  read({ number, cells, flaw }: TableRow): StagedRow {
    const row = emptyRow(number)
    if (flaw) {
      row.problem = FLAWS[flaw]
      return row
    }
    const flaws: string[] = []
    for (const { column, put } of this.#puts) {
      const text = cells[column]
      if (text !== undefined && text !== '' && text.trim() !== '') {
        put(row, cell.unquoted(text), flaws)
      }
    }
    if (this.#custom.length > 0) this.#readCustom(row, cells, flaws)
    if (this.rules.tags.length > 0) {
      row.tags = [...new Set([...(row.tags ?? []), ...this.rules.tags])]
    }
    return this.#judge(row, flaws)
  }

  #judge(row: StagedRow, flaws: string[]): StagedRow {
    row.matchKey = this.#keyOf(row)
    if (!row.matchKey) {
      const wanted = { email: 'e-mail address', phone: 'phone number', external_id: 'id' }
      const what = wanted[this.rules.matchBy]
      const other = this.rules.matchBy === 'email' ? '' : ' and no e-mail address'
      row.problem = flaws.length > 0 ? flaws.join('; ') : `The row has no ${what}${other}`
    } else if (flaws.length > 0 && this.rules.flawed === 'refuse') row.problem = flaws.join('; ')
    else if (flaws.length > 0) row.warning = flaws.join('; ')
    return row
  }

  /** Rows of one key are about one person. */
  #keyOf(row: StagedRow): string | null {
    const { matchBy } = this.rules
    if (matchBy === 'phone' && row.phoneE164) return row.phoneE164
    if (matchBy === 'external_id' && row.externalId) return `#${row.externalId}`
    return row.emailNorm
  }

  #readCustom(row: StagedRow, cells: string[], flaws: string[]): void {
    const given: Record<string, string> = {}
    for (const { column, key } of this.#custom) {
      const text = cells[column]
      if (text !== undefined && text.trim() !== '') given[key] = cell.unquoted(text)
    }
    const { set, errors } = castCustomTexts(this.house.fields, given, {
      currency: this.house.currency,
    })
    if (Object.keys(set).length > 0) row.custom = set
    for (const [key, message] of Object.entries(errors)) {
      const label = this.house.fields.find((field) => field.key === key)?.label ?? key
      flaws.push(`${label}: ${message}`)
    }
  }

  #put(target: Target): Put {
    const plain = (field: 'firstName' | 'lastName' | 'jobTitle' | 'city' | 'region'): Put => {
      return (row, text) => void (row[field] = cell.words(text))
    }
    const known = (
      field: 'country' | 'locale' | 'timeZone' | 'lifecycle',
      find: (text: string) => string | null
    ): Put => {
      return (row, text, flaws) => {
        row[field] = find(text)
        if (!row[field]) flaws.push(`${TARGETS[target]}: "${text.slice(0, 60)}" is not known`)
      }
    }
    const puts: Record<Target, Put> = {
      email: (row, text, flaws) => this.#putEmails(row, text, flaws),
      other_email: (row, text, flaws) => this.#putEmails(row, text, flaws),
      phone: (row, text, flaws) => this.#putPhones(row, text, flaws),
      other_phone: (row, text, flaws) => this.#putPhones(row, text, flaws),
      first_name: plain('firstName'),
      last_name: plain('lastName'),
      full_name: (row, text) => {
        const { first, last } = splitName(text)
        row.firstName ??= first
        row.lastName ??= last
      },
      company: (row, text) => {
        row.company = cell.words(text)
        row.companyKey = row.company ? fold(row.company) : null
      },
      job_title: plain('jobTitle'),
      tags: (row, text) => void (row.tags = [...(row.tags ?? []), ...cell.tagNames(text)]),
      street: (row, text) => {
        row.street = [row.street, cell.words(text)].filter(Boolean).join(', ') || null
      },
      city: plain('city'),
      region: plain('region'),
      postal_code: (row, text) => void (row.postalCode = cell.words(text, 20)),
      country: known('country', cell.countryCode),
      locale: known('locale', cell.languageCode),
      time_zone: known('timeZone', cell.timeZone),
      lifecycle: known('lifecycle', cell.lifecycleStage),
      owner: (row, text, flaws) => {
        row.ownerId = this.house.members.get(fold(text)) ?? null
        if (!row.ownerId) flaws.push(`Owner: nobody here is called "${text.slice(0, 60)}"`)
      },
      external_id: (row, text) => void (row.externalId = cell.words(text)),
      unsubscribed: (row, text) => void (row.unsubscribed ||= cell.isOptedOut(text)),
    }
    return puts[target]
  }

  #putEmails(row: StagedRow, text: string, flaws: string[]): void {
    for (const given of text.includes(':::') ? text.split(':::') : [text]) {
      try {
        const email = given.replace(/^[\s<]*(?:mailto:)?|[\s>]*$/gi, '')
        const norm = normalizeEmail(email)
        if (!row.emailNorm) {
          row.email = email
          row.emailNorm = norm
        } else if (norm !== row.emailNorm && !row.moreEmails?.includes(norm)) {
          row.moreEmails = [...(row.moreEmails ?? []), norm]
        }
      } catch (error) {
        if (!(error instanceof InvalidEmailException)) throw error
        flaws.push(`E-mail: "${given.trim().slice(0, 80)}" is no valid address`)
      }
    }
  }

  #putPhones(row: StagedRow, text: string, flaws: string[]): void {
    for (const given of text.includes(':::') ? text.split(':::') : [text]) {
      try {
        const norm = normalizePhone(given, this.rules.phoneCountry)
        if (!row.phoneE164) {
          row.phone = given.trim().slice(0, 40)
          row.phoneE164 = norm
        } else if (norm !== row.phoneE164 && !row.morePhones?.includes(norm)) {
          row.morePhones = [...(row.morePhones ?? []), norm]
        }
      } catch (error) {
        if (!(error instanceof InvalidPhoneException)) throw error
        flaws.push(`Phone: "${given.trim().slice(0, 40)}" is no valid number`)
      }
    }
  }
}
