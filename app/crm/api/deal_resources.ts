import { ApiResource, field } from '#core/api/resource'
import { as } from '#core/api/schemas'
import type DealLine from '#crm/models/deal_line'
import type DealReason from '#crm/models/deal_reason'
import { OUTCOMES } from '#crm/models/deal_reason'
import type { DealPerson } from '#crm/queries/deal_record'

const { nullable } = as

/** A line knows its deal's currency by the deal. */
type PricedLine = { line: DealLine; currency: string }

const money = (description: string) =>
  as.object({ minor: as.integer(), currency: as.text('ISO 4217.') }, description)

export const dealLineResource = new ApiResource<PricedLine>(
  'DealLine',
  'Something that is offered with a deal, as it was when it was put there.',
  {
    id: field(
      as.id('Of this line as it is: setting the lines makes new ones.'),
      ({ line }) => line.id
    ),
    name: field(as.text(), ({ line }) => line.name),
    quantity: field(as.number(), ({ line }) => line.quantityHundredths / 100),
    unit: field(money('The price of one.'), ({ line, currency }) => ({
      minor: line.unitMinor,
      currency,
    })),
    total: field(money('What the line comes to.'), ({ line, currency }) => ({
      minor: line.totalMinor,
      currency,
    })),
    source: field(
      nullable(as.object({ kind: as.text(), id: as.text() }, 'What it was taken from.')),
      ({ line: { sourceKind: kind, sourceId: id } }) => (kind && id ? { kind, id } : null)
    ),
  }
)

export const dealReasonResource = new ApiResource<DealReason>(
  'DealReason',
  'Why deals are won or lost, in the organization’s own words.',
  {
    id: field(as.id(), (reason) => reason.id),
    outcome: field(as.oneOf(OUTCOMES), (reason) => reason.outcome),
    label: field(as.text(), (reason) => reason.label),
  }
)

export const dealContactResource = new ApiResource<DealPerson>(
  'DealContact',
  'Somebody whom a deal concerns.',
  {
    contact_id: field(as.id(), (person) => person.contactId),
    name: field(as.text(), (person) => person.name),
    email: field(nullable(as.text()), (person) => person.email),
    phone: field(nullable(as.text()), (person) => person.phone),
    role: field(nullable(as.text()), (person) => person.role),
    is_primary: field(as.boolean(), (person) => person.isPrimary),
  }
)
