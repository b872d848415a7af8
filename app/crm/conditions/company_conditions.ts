import { segmentConditions, type SegmentCondition } from '#core/registry/segment_conditions'
import { COUNTRIES } from '#crm/countries'
import {
  amongSql,
  KNOWN,
  MOMENT,
  momentSql,
  old,
  oneOfSql,
  oneWalk,
  relatedSql,
  TEXT,
  attributeSql,
} from '#crm/conditions/shapes'

function add(name: string, rest: Pick<SegmentCondition, 'label' | 'operators' | 'where'>): void {
  segmentConditions.add(`company.${name}`, {
    entity: 'company',
    group: 'Company',
    permission: 'companies:read',
    changedBy: ['company.created', 'company.updated'],
    ...rest,
  })
}

for (const [name, label, sign] of [
  ['name', 'Name', '!'],
  ['domain', 'Domain', '#'],
  ['city', 'City', '$'],
  ['region', 'Region', '&'],
  ['industry', 'Industry', '*'],
  ['size', 'Size', '='],
  ['source', 'Source', '@'],
] as const) {
  add(name, {
    label,
    operators: TEXT,
    where: (operator, value, { alias }) =>
      attributeSql({ sign, column: name, alias }, operator, value),
  })
}
add('country', {
  label: 'Country',
  operators: {
    any: { label: 'is any of', value: { kind: 'choice', options: COUNTRIES, many: true } },
    none: { label: 'is none of', value: { kind: 'choice', options: COUNTRIES, many: true } },
    ...KNOWN,
    ...old({
      ...{ is: TEXT.is, is_not: TEXT.is_not, contains: TEXT.contains, begins: TEXT.begins },
    }),
  },
  where(operator, value, { alias }) {
    // No index gives the companies of a country in order, so that nothing may walk along one.
    const isOne = { sql: `${alias}.country = any(?)`, bindings: [value as string[]] }
    if (operator === 'any') return isOne
    if (operator === 'none') return { ...isOne, sql: `(${isOne.sql}) is not true` }
    return attributeSql({ sign: '~', column: 'country', alias }, operator, value)
  },
})
add('owner', {
  label: 'Owner',
  operators: {
    any: { label: 'is any of', value: { kind: 'record', source: 'members', many: true } },
    none: { label: 'is none of', value: { kind: 'record', source: 'members', many: true } },
    ...KNOWN,
  },
  where: (operator, value, { alias }) =>
    oneOfSql({ table: 'companies', column: 'owner_id', alias }, operator, value),
})
add('tag', {
  label: 'Tag',
  operators: {
    any: { label: 'is any of', value: { kind: 'record', source: 'tags', many: true } },
    none: { label: 'is none of', value: { kind: 'record', source: 'tags', many: true } },
  },
  where: (operator, value, ctx) =>
    relatedSql(
      {
        from: 'company_tags',
        column: 'company_id',
        where: amongSql('tag_id', value as string[]),
        isNot: operator === 'none',
        walk: oneWalk('tag_id', value as string[]),
      },
      ctx
    ),
})
for (const [name, label] of [
  ['created_at', 'Added'],
  ['updated_at', 'Changed'],
] as const) {
  add(name, {
    label,
    operators: MOMENT,
    where: (operator, value, ctx) => momentSql(`${ctx.alias}.${name}`, operator, value, ctx),
  })
}
