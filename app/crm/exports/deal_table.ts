import { Money } from '#core/money/money'
import { customText, referenceOf } from '#crm/custom_values'
import { DealFilter } from '#crm/deal_filter'
import { dealFields } from '#crm/deal_fields'
import { dealSort } from '#crm/deal_sorts'
import type { ExportTable } from '#crm/exports/export_table'
import type CustomField from '#crm/models/custom_field'
import type Deal from '#crm/models/deal'
import type Export from '#crm/models/export'
import Pipeline from '#crm/models/pipeline'
import { membersNamed } from '#crm/queries/choices'
import { dealPage } from '#crm/queries/deal_list'
import { referenced } from '#crm/queries/references'

const PAGE = 500
const HEADER = [
  ...['Title', 'State', 'Pipeline', 'Stage', 'Amount', 'Currency', 'Contact', 'E-mail'],
  ...['Company', 'Owner', 'Expected close', 'Closed', 'Outcome note', 'Source', 'Added'],
]

/** Names of what deals point at by id. */
type Names = Map<string, string>

/** The table of deals as it was seen, with the fields of their own that were in use then. */
export async function dealTable({ selection, columns }: Export): Promise<ExportTable> {
  const all = await dealFields()
  const fields = all.filter(({ key }) => columns.includes(`custom.${key}`))
  const sort = dealSort(selection.sort, all)
  const pipelines = await Pipeline.query().select('id', 'name')
  const known: Names = new Map(pipelines.map(({ id, name }) => [id, name]))
  const filter = await DealFilter.open(selection.deals?.filter, null, selection.timeZone)
  const filters = { ...selection.deals, filter }
  const batches = async function* () {
    let cursor: string | null = null
    do {
      const page = await dealPage(filters, sort, cursor, PAGE)
      const names = await namesIn(page.rows, fields, known)
      if (page.rows.length > 0) yield page.rows.map((deal) => rowOf(deal, fields, names))
      cursor = page.next
    } while (cursor)
  }
  return { header: [...HEADER, ...fields.map(({ label }) => label)], batches: batches() }
}

function rowOf(deal: Deal, fields: CustomField[], names: Names): string[] {
  const { contact, company, currency, amountMinor } = deal
  const exponent = Money.exponent(currency)
  const custom = deal.custom as Record<string, unknown>
  return [
    deal.title,
    deal.status,
    names.get(deal.pipelineId) ?? '',
    deal.stage.name,
    (amountMinor / 10 ** exponent).toFixed(exponent),
    currency,
    contact && !contact.deletedAt ? contact.fullName : '',
    contact && !contact.deletedAt ? (contact.email ?? '') : '',
    company && !company.deletedAt ? company.name : '',
    (deal.ownerId && names.get(deal.ownerId)) || '',
    deal.expectedCloseOn?.toISODate() ?? '',
    moment(deal.closedAt?.toUTC().toISO()),
    deal.outcomeNote ?? '',
    deal.source,
    moment(deal.createdAt.toUTC().toISO()),
    ...fields.map((field) =>
      field.type === 'reference'
        ? (names.get(String(custom[field.key])) ?? '')
        : customText(field, custom[field.key])
    ),
  ]
}

const moment = (iso: string | null | undefined) => iso?.replace('T', ' ').slice(0, 19) ?? ''

async function namesIn(deals: Deal[], fields: CustomField[], known: Names): Promise<Names> {
  const names: Names = new Map(known)
  const owners = deals.flatMap(({ ownerId }) => ownerId ?? [])
  for (const { value, label } of await membersNamed([...new Set(owners)])) names.set(value, label)
  for (const field of fields.filter(({ type }) => type === 'reference')) {
    const ids = deals.flatMap(({ custom }) => {
      const id = (custom as Record<string, unknown>)[field.key]
      return typeof id === 'string' ? id : []
    })
    for (const { id, name } of await referenced(referenceOf(field), [...new Set(ids)])) {
      names.set(id, name)
    }
  }
  return names
}
