import { CURRENCIES } from '#core/money/money'
import {
  type Operator,
  type SegmentCondition,
  type SqlPart,
  segmentConditions,
} from '#core/registry/segment_conditions'
import { daysAgo, momentTurnsAt, relatedSql } from '#crm/conditions/shapes'

const CHANGED = [
  'deal.created',
  'deal.updated',
  'deal.moved',
  'deal.won',
  'deal.lost',
  'deal.reopened',
  'deal.deleted',
  'deal.restored',
  'contact.merged',
]

const FACTS =
  'd.organization_id, d.status, d.pipeline_id, d.stage_id, d.amount_minor, d.currency, d.closed_at'

/** Living deals by each of their people, the primary contact and the further ones. */
const PEOPLE = `(select ${FACTS}, d.contact_id from deals d where d.deleted_at is null
   union all
   select ${FACTS}, x.contact_id from deal_contacts x
   join deals d on d.organization_id = x.organization_id and d.id = x.deal_id and d.deleted_at is null) deal_people`

type Given = Omit<SegmentCondition, 'entity' | 'group' | 'permission' | 'changedBy' | 'icon'>

function add(name: string, given: Given): void {
  segmentConditions.add(`deal.${name}`, {
    entity: 'contact',
    group: 'Deals',
    icon: 'i-lucide-handshake',
    permission: 'deals:read',
    changedBy: CHANGED,
    ...given,
  })
}

const part = (sql: string, bindings: SqlPart['bindings'] = []): SqlPart => ({ sql, bindings })
const none: Operator['value'] = { kind: 'none' }

add('open', {
  label: 'Open deal',
  operators: {
    any: { label: 'has one', value: none },
    none: { label: 'has none', value: none },
    pipeline: {
      label: 'has one in the pipeline',
      value: { kind: 'record', source: 'pipelines', many: true },
    },
    stage: {
      label: 'has one in the stage',
      value: { kind: 'record', source: 'pipeline_stages', many: true },
    },
    at_least: {
      label: 'has one of at least',
      value: {
        kind: 'fields',
        fields: {
          amount: { label: 'amount', shape: { kind: 'money' } },
          currency: {
            label: 'in',
            shape: {
              kind: 'choice',
              options: CURRENCIES.map((code) => ({ value: code, label: code })),
            },
          },
        },
      },
    },
  },
  where: (operator, value, ctx) =>
    relatedSql(
      {
        from: PEOPLE,
        column: 'contact_id',
        where: openWhere(operator, value),
        isNot: operator === 'none',
      },
      ctx
    ),
})

function openWhere(operator: string, value: unknown): SqlPart {
  if (operator === 'pipeline')
    return part(`status = 'open' and pipeline_id = any(?::uuid[])`, [value as string[]])
  if (operator === 'stage')
    return part(`status = 'open' and stage_id = any(?::uuid[])`, [value as string[]])
  if (operator === 'at_least') {
    const { amount, currency } = value as { amount: number; currency: string }
    return part(`status = 'open' and currency = ? and amount_minor >= ?`, [currency, amount])
  }
  return part(`status = 'open'`)
}

for (const [status, label] of [
  ['won', 'Won deal'],
  ['lost', 'Lost deal'],
] as const) {
  add(status, {
    label,
    operators: {
      ever: { label: 'has one', value: none },
      never: { label: 'never had one', value: none },
      within: { label: 'had one in the last', value: { kind: 'days' } },
      before_last: { label: 'had none in the last', value: { kind: 'days' } },
    },
    where(operator, value, ctx) {
      const isTimed = operator === 'within' || operator === 'before_last'
      const where = isTimed
        ? part(`status = '${status}' and closed_at > ?::timestamptz`, [daysAgo(Number(value), ctx)])
        : part(`status = '${status}'`)
      const isNot = operator === 'never' || operator === 'before_last'
      return relatedSql({ from: PEOPLE, column: 'contact_id', where, isNot }, ctx)
    },
    turnsAt: (operator, value, ctx) =>
      momentTurnsAt(
        `(select max(closed_at) from ${PEOPLE} where contact_id = ${ctx.alias}.id
           and organization_id = ${ctx.alias}.organization_id and status = '${status}')`,
        operator,
        value,
        ctx
      ),
  })
}
