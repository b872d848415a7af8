import vine from '@vinejs/vine'
import { all, endpoint } from '#core/api/endpoint'
import { shapeValidator } from '#core/api/parameters'
import { dealLineResource } from '#crm/api/deal_resources'
import Deal from '#crm/models/deal'
import DealLine from '#crm/models/deal_line'

const group = 'Deals'
const path = '/deals/:id/lines'
const amount = (most: number) => vine.number().withoutDecimals().range([0, most])

async function linesOf(dealId: string) {
  const deal = await Deal.query().where('id', dealId).firstOrFail()
  const lines = await DealLine.query().where('dealId', deal.id).orderBy('position')
  return lines.map((line) => ({ line, currency: deal.currency }))
}

export const listLines = endpoint({
  name: 'deals.lines',
  method: 'GET',
  path,
  group,
  summary: 'List the lines of a deal',
  scope: 'deals:read',
  query: shapeValidator,
  answer: all(dealLineResource),
  handle: ({ params }) => linesOf(params.id),
})

export const setLines = endpoint({
  name: 'deals.setLines',
  method: 'PUT',
  path,
  group,
  summary: 'Set the lines of a deal',
  description:
    'All of them in their order: those that are left out are gone, and an empty list leaves none. Each is what was offered, and does not change when a price does.',
  scope: 'deals:update',
  query: shapeValidator,
  body: vine.create({
    lines: vine
      .array(
        vine.object({
          name: vine.string().trim().minLength(1).maxLength(200),
          quantity: vine
            .number()
            .decimal([0, 2])
            .range([0.01, 100_000])
            .meta({ description: 'With up to two decimals: hours may be 1.5.' }),
          unit_minor: amount(1_000_000_000).meta({
            type: 'integer',
            description: 'Price of one, in the smallest unit of the deal’s currency.',
          }),
          source: vine
            .object({
              kind: vine.string().trim().minLength(1).maxLength(40),
              id: vine.string().trim().minLength(1).maxLength(80),
            })
            .nullable()
            .optional()
            .meta({ description: 'What it was taken from, such as a product.' }),
        })
      )
      .maxLength(100),
    amount_follows_lines: vine.boolean({ strict: true }).optional().meta({
      description: 'Whether the deal’s amount is their sum; left out, it stays as it was.',
    }),
  }),
  answer: all(dealLineResource),
  isOwnTransaction: true,
  async handle({ params, body }) {
    const deal = await Deal.query().where('id', params.id).firstOrFail()
    const plan = body.lines.map(({ name, quantity, unit_minor: unitMinor, source }) => ({
      name,
      unitMinor,
      quantityHundredths: Math.round(quantity * 100),
      sourceKind: source?.kind ?? null,
      sourceId: source?.id ?? null,
    }))
    await deal.setLines(plan, body.amount_follows_lines ?? deal.amountFollowsLines)
    return linesOf(deal.id)
  },
})
