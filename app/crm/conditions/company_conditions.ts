import { segmentConditions, type SegmentCondition } from '#core/registry/segment_conditions'
import {
  amongSql,
  KNOWN,
  MOMENT,
  momentSql,
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
  ['country', 'Country', '~'],
  ['source', 'Source', '@'],
] as const) {
  add(name, {
    label,
    operators: TEXT,
    where: (operator, value, { alias }) =>
      attributeSql({ sign, column: name, alias }, operator, value),
  })
}
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
