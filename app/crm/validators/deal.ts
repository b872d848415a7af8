import vine from '@vinejs/vine'
import { CURRENCIES } from '#core/money/money'
import { OUTCOMES } from '#crm/models/deal_reason'
import { json } from '#crm/validators/list'

const uuid = () => vine.string().uuid()
const title = () => vine.string().trim().minLength(1).maxLength(200)
const amount = () => vine.number().withoutDecimals().range([0, 9_000_000_000_000])
const day = () => vine.string().regex(/^[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)

/** Values of custom fields, checked against the organization's fields later. */
const custom = () => vine.object({}).allowUnknownProperties().optional()

const details = () => ({
  amountMinor: amount().optional(),
  currency: vine.enum(CURRENCIES).optional(),
  contactId: uuid().nullable().optional(),
  companyId: uuid().nullable().optional(),
  ownerId: uuid().nullable().optional(),
  expectedCloseOn: day().nullable().optional(),
  custom: custom(),
})

/** A tree of conditions as JSON. */
const tree = () => json(20_000).nullable().optional()

const filters = () => ({
  q: vine.string().trim().maxLength(100).optional(),
  owner: uuid().optional(),
  pipeline: uuid().optional(),
  /** Only those that stand in their stage for longer than it allows. */
  rotting: vine.boolean().optional(),
  filter: tree(),
})

export const boardValidator = vine.create(filters())

export const boardCardsValidator = vine.create({
  ...filters(),
  pipeline: uuid(),
  stage: uuid().optional(),
  /** The last card that is shown of the stage. */
  after: vine.object({ rank: vine.string().regex(/^[0-9A-Za-z]{1,500}$/), id: uuid() }).optional(),
  /** At most 50: of more changes a board is read anew. */
  ids: vine.array(uuid()).maxLength(50).optional(),
})

export const dealFiltersValidator = vine.create({
  ...filters(),
  stage: uuid().optional(),
  status: vine.enum(['open', 'won', 'lost']).optional(),
  /** An order of ours, or `custom.<key>` of an indexed field; from the other end with a minus before it. */
  sort: vine.string().maxLength(120).optional(),
  cursor: vine.string().maxLength(1000).optional(),
})

export const forecastValidator = vine.create({
  owner: uuid().optional(),
  pipeline: uuid().optional(),
  filter: tree(),
})

export const createDealValidator = vine.create({ stageId: uuid(), title: title(), ...details() })

export const updateDealValidator = vine.create({ title: title().optional(), ...details() })

export const moveDealValidator = vine.create({
  stageId: uuid(),
  belowId: uuid().nullable().optional(),
  aboveId: uuid().nullable().optional(),
  details: vine.object(details()).optional(),
})

export const closeDealValidator = vine.create({
  outcome: vine.enum(OUTCOMES),
  reasonId: uuid().nullable().optional(),
  note: vine.string().trim().maxLength(1000).nullable().optional(),
})

export const dealLinesValidator = vine.create({
  amountFollowsLines: vine.boolean(),
  lines: vine
    .array(
      vine.object({
        name: vine.string().trim().minLength(1).maxLength(200),
        quantityHundredths: vine.number().withoutDecimals().range([1, 10_000_000]),
        unitMinor: vine.number().withoutDecimals().range([0, 1_000_000_000]),
        sourceKind: vine.string().maxLength(40).nullable().optional(),
        sourceId: vine.string().maxLength(80).nullable().optional(),
      })
    )
    .maxLength(100),
})

export const dealContactValidator = vine.create({
  contactId: uuid(),
  role: vine.string().trim().maxLength(80).nullable().optional(),
})

export const dealChoicesValidator = vine.create({
  of: vine
    .string()
    .regex(/^[a-z_]+$/)
    .maxLength(40),
  q: vine.string().trim().maxLength(100).optional(),
  currency: vine.enum(CURRENCIES).optional(),
})
