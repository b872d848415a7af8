import type { ConditionTree } from '#crm/conditions/tree'

const PAGE = `select c.id, c.first_name, c.last_name, c.email, c.phone, c.user_id, c.lifecycle, c.owner_id, c.created_at
  from contacts c where c.organization_id = $1 and c.deleted_at is null`
const NEWEST = 'order by c.id desc limit 51'

/** What a bench needs to know of the big house: ids that stand in conditions. */
export type House = {
  organizationId: string
  tagId: string
  rareTagId: string
  companyId: string
  ownerId: string
  rabbitsId: string
  adoptedId: string
  /** Id of the contact before the deep page. */
  deep: string
  name: string
}

export type ListCase = {
  name: string
  q?: string
  filter?: ConditionTree
  sort?: string
  isDeep?: boolean
  /** The same page by hand: SQL after the common select, with values from $2. */
  twin: { sql: string; values: unknown[] }
}

const only = (condition: string, operator: string, value?: unknown): ConditionTree => ({
  all: [{ condition, operator, value }],
})

/** Pages of the list of contacts: each order, each kind of filter, searches of each length. */
export function listCases(house: House): ListCase[] {
  const twin = (where: string, values: unknown[] = [], order = NEWEST) => ({
    sql: `${PAGE} ${where} ${order}`,
    values: [house.organizationId, ...values],
  })
  const ids = (table: string, column: string, where: string) =>
    `and c.id in (select ${column} from ${table} where organization_id = $1 and ${where})`
  return [
    { name: 'first page', twin: twin('') },
    {
      name: 'deep page (beyond 900,000)',
      isDeep: true,
      twin: twin('and c.id < $2', [house.deep]),
    },
    { name: 'by name', sort: 'name', twin: twin('', [], 'order by c.name_sort, c.id limit 51') },
    {
      name: 'by a custom number',
      sort: '-custom.rabbits',
      twin: {
        sql: `select c.id, c.first_name, c.last_name, c.email, c.phone, c.user_id, c.lifecycle, c.owner_id, c.created_at
          from field_values v join contacts c on c.organization_id = v.organization_id and c.id = v.record_id
          where v.organization_id = $1 and v.field_id = $2 and v.number_value is not null and c.deleted_at is null
          order by v.number_value desc, v.record_id desc limit 51`,
        values: [house.organizationId, house.rabbitsId],
      },
    },
    { name: 'search, 1 letter', q: 'q', twin: twin('and c.search like $2', ['% q%']) },
    { name: 'search, 2 letters', q: 'an', twin: twin('and c.search like $2', ['% an%']) },
    { name: 'search, 3 letters', q: 'zof', twin: twin('and c.search like $2', ['% zof%']) },
    { name: 'search, 4 letters', q: 'erik', twin: twin('and c.search like $2', ['%erik%']) },
    {
      name: 'search, a whole name',
      q: house.name,
      twin: twin(
        house.name
          .split(' ')
          .map((_, n) => `and c.search like $${n + 2}`)
          .join(' '),
        house.name.split(' ').map((word) => `%${word}%`)
      ),
    },
    {
      name: 'tag, common',
      filter: only('contact.tag', 'any', [house.tagId]),
      twin: twin(
        'and exists (select 1 from contact_tags t where t.organization_id = $1 and t.contact_id = c.id and t.tag_id = $2)',
        [house.tagId]
      ),
    },
    {
      name: 'tag, rare',
      filter: only('contact.tag', 'any', [house.rareTagId]),
      twin: twin(ids('contact_tags', 'contact_id', 'tag_id = $2'), [house.rareTagId]),
    },
    {
      name: 'no tag of these',
      filter: only('contact.tag', 'none', [house.tagId]),
      twin: twin(
        'and not exists (select 1 from contact_tags t where t.organization_id = $1 and t.contact_id = c.id and t.tag_id = $2)',
        [house.tagId]
      ),
    },
    {
      name: 'company',
      filter: only('contact.company', 'any', [house.companyId]),
      twin: twin(ids('company_contacts', 'contact_id', 'company_id = $2'), [house.companyId]),
    },
    {
      name: 'owner',
      filter: only('contact.owner', 'any', [house.ownerId]),
      twin: twin('and c.owner_id = $2', [house.ownerId]),
    },
    {
      name: 'lifecycle',
      filter: only('contact.lifecycle', 'any', ['former']),
      twin: twin('and c.lifecycle = $2', ['former']),
    },
    {
      name: 'country',
      filter: only('contact.country', 'is', 'CH'),
      twin: twin('and c.country = $2', ['CH']),
    },
    {
      name: 'city, word in a text',
      filter: only('contact.city', 'contains', 'freiburg'),
      twin: twin('and c.attributes like $2', ['%|$freiburg%']),
    },
    {
      name: 'e-mail domain',
      filter: only('contact.email', 'domain', 'postfach.test'),
      twin: twin('and c.email_norm like $2', ['%@postfach.test']),
    },
    {
      name: 'added in the last 7 days',
      filter: only('contact.created_at', 'within', 7),
      twin: twin(`and c.created_at > now() - interval '7 days'`),
    },
    {
      name: 'last seen not in 600 days',
      filter: only('contact.last_seen_at', 'before_last', 600),
      twin: twin(`and c.last_seen_at <= now() - interval '600 days'`),
    },
    {
      name: 'custom select',
      filter: only('custom.breed', 'any', ['rex']),
      twin: twin('and c.custom @> $2', ['{"breed":"rex"}']),
    },
    {
      name: 'custom multi select',
      filter: only('custom.interests', 'any', ['training']),
      twin: twin('and c.custom @> $2', ['{"interests":["training"]}']),
    },
    {
      name: 'custom number range',
      filter: only('custom.rabbits', 'more', 5),
      twin: twin(ids('field_values', 'record_id', 'field_id = $2 and number_value > 5'), [
        house.rabbitsId,
      ]),
    },
    {
      name: 'custom date range',
      filter: only('custom.adopted_on', 'before', '2020-02-01'),
      twin: twin(ids('field_values', 'record_id', `field_id = $2 and date_value < '2020-02-01'`), [
        house.adoptedId,
      ]),
    },
    {
      name: 'two at once (country and tag)',
      filter: {
        all: [
          { condition: 'contact.country', operator: 'is', value: 'AT' },
          { condition: 'contact.tag', operator: 'any', value: [house.rareTagId] },
        ],
      },
      twin: twin(`${ids('contact_tags', 'contact_id', 'tag_id = $2')} and c.country = 'AT'`, [
        house.rareTagId,
      ]),
    },
  ]
}
