import { isIP } from 'node:net'
import { InvalidEmailException, normalizeEmail } from '#core/email_address'
import { fold } from '#crm/fold'
import { momentOf } from '#crm/imports/contacts/agreement'
import { emptyContact, type StagedContact } from '#crm/imports/contacts/staged_contact'
import { TARGETS, type Target } from '#crm/imports/contacts/targets'
import * as cell from '#crm/imports/mapping/cell_values'
import { type Put, RowReader } from '#crm/imports/mapping/row_reader'
import { splitName } from '#crm/models/contact/identifiable'
import { InvalidPhoneException, normalizePhone } from '#crm/phone_number'

type PutContact = Put<StagedContact>

/** Reads rows about people. */
export class ContactReader extends RowReader<StagedContact> {
  protected empty(rowNo: number): StagedContact {
    return emptyContact(rowNo)
  }

  protected complete(row: StagedContact): void {
    if (this.rules.tags.length > 0) {
      row.tags = [...new Set([...(row.tags ?? []), ...this.rules.tags])]
    }
  }

  /** Rows of one key are about one person. */
  protected keyOf(row: StagedContact): string | null {
    const { matchBy } = this.rules
    if (matchBy === 'phone' && row.phoneE164) return row.phoneE164
    if (matchBy === 'external_id' && row.externalId) return `#${row.externalId}`
    return row.emailNorm
  }

  protected lacking(): string {
    const wanted: Record<string, string> = {
      email: 'e-mail address',
      phone: 'phone number',
      external_id: 'id',
    }
    const what = wanted[this.rules.matchBy]
    return `The row has no ${what}${this.rules.matchBy === 'email' ? '' : ' and no e-mail address'}`
  }

  protected put(target: string): PutContact | undefined {
    const plain = (
      field: 'firstName' | 'lastName' | 'jobTitle' | 'city' | 'region'
    ): PutContact => {
      return (row, text) => void (row[field] = cell.words(text))
    }
    const known = (
      field: 'country' | 'locale' | 'timeZone' | 'lifecycle',
      find: (text: string) => string | null
    ): PutContact => {
      return (row, text, flaws) => {
        row[field] = find(text)
        if (!row[field])
          flaws.push(`${TARGETS[target as Target]}: "${text.slice(0, 60)}" is not known`)
      }
    }
    const puts: Record<Target, PutContact> = {
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
      owner: this.putOwner,
      external_id: (row, text) => void (row.externalId = cell.words(text)),
      unsubscribed: (row, text) => void (row.unsubscribed ||= cell.isOptedOut(text)),
      agreed_at: (row, text, flaws) => {
        if (!this.rules.agreement) return
        row.agreedAt = momentOf(text)
        if (!row.agreedAt) flaws.push(`Agreed on: "${text.slice(0, 40)}" is no day that has been`)
      },
      agreed_ip: (row, text, flaws) => {
        if (!this.rules.agreement) return
        row.agreedIp = isIP(text.trim()) ? text.trim() : null
        if (!row.agreedIp) flaws.push(`Agreed from: "${text.slice(0, 40)}" is no IP address`)
      },
    }
    return puts[target as Target]
  }

  #putEmails(row: StagedContact, text: string, flaws: string[]): void {
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

  #putPhones(row: StagedContact, text: string, flaws: string[]): void {
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
