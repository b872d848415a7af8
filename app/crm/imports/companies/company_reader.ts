import { fold } from '#crm/fold'
import { emptyCompany, type StagedCompany } from '#crm/imports/companies/company_table'
import type { Target } from '#crm/imports/companies/targets'
import * as cell from '#crm/imports/mapping/cell_values'
import { type Put, RowReader } from '#crm/imports/mapping/row_reader'
import { normalizeDomain } from '#crm/web_domain'

type PutCompany = Put<StagedCompany>
type Plain = 'phone' | 'industry' | 'size' | 'city' | 'region' | 'postalCode' | 'externalId'

/** Reads rows about companies. */
export class CompanyReader extends RowReader<StagedCompany> {
  protected empty(rowNo: number): StagedCompany {
    return emptyCompany(rowNo)
  }

  protected complete(row: StagedCompany): void {
    // Where a company is on the web tells its domain.
    if (row.website) row.domain ??= normalizeDomain(row.website)
    const { tags } = this.rules
    if (tags.length > 0) row.tags = [...new Set([...(row.tags ?? []), ...tags])]
  }

  protected keyOf({ externalId, domain, nameKey }: StagedCompany): string | null {
    const { matchBy } = this.rules
    if (matchBy === 'external_id' && externalId) return `#${externalId}`
    if (matchBy !== 'name' && domain) return `@${domain}`
    return nameKey ? `=${nameKey}` : null
  }

  protected lacking(): string {
    return (
      {
        external_id: 'The row has no id, no domain and no name',
        name: 'The row has no name of a company',
      }[this.rules.matchBy as string] ?? 'The row has no domain and no name of a company'
    )
  }

  protected put(target: string): PutCompany | undefined {
    const plain = (field: Plain, most: number): PutCompany => {
      return (row, text) => void (row[field] = cell.words(text, most))
    }
    const puts: Record<Target, PutCompany> = {
      name: (row, text) => {
        row.name = cell.words(text)
        row.nameKey = row.name ? fold(row.name) || null : null
      },
      domain: (row, text, flaws) => {
        // Several stand in one cell in some exports; the first is the one by which a company is known.
        const first = text.trim().split(/[\s;,|]+/)[0]
        const domain = normalizeDomain(first.slice(first.lastIndexOf('@') + 1))
        if (domain) row.domain = domain
        else flaws.push(`Domain: "${first.slice(0, 60)}" is no domain`)
      },
      website: (row, text, flaws) => {
        row.website = cell.website(text)
        if (!row.website) flaws.push(`Website: "${text.trim().slice(0, 60)}" is no web address`)
      },
      phone: plain('phone', 40),
      industry: plain('industry', 100),
      size: plain('size', 40),
      street: (row, text) => {
        row.street = [row.street, cell.words(text)].filter(Boolean).join(', ').slice(0, 200) || null
      },
      city: plain('city', 100),
      region: plain('region', 100),
      postal_code: plain('postalCode', 20),
      country: (row, text, flaws) => {
        row.country = cell.countryCode(text)
        if (!row.country) flaws.push(`Country: "${text.slice(0, 60)}" is not known`)
      },
      description: (row, text) => void (row.description = text.trim().slice(0, 5000) || null),
      owner: this.putOwner,
      tags: (row, text) => void (row.tags = [...(row.tags ?? []), ...cell.tagNames(text)]),
      external_id: plain('externalId', 200),
    }
    return puts[target as Target]
  }
}
