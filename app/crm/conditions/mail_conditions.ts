import { segmentConditions, type ValueShape } from '#core/registry/segment_conditions'
import { daysAgo, relatedSql } from '#crm/conditions/shapes'

const DAYS: ValueShape = { kind: 'days' }

for (const [state, label, at] of [
  ['sent', 'Was sent a mail', 'sent_at'],
  ['failed', 'A mail did not arrive', 'updated_at'],
] as const) {
  segmentConditions.add(`mails.${state}`, {
    entity: 'contact',
    label,
    group: 'Mails',
    icon: 'i-lucide-mail',
    permission: 'mails:read',
    operators: {
      within: { label: 'in the last', value: DAYS },
      not_within: { label: 'not in the last', value: DAYS },
      ever: { label: 'ever', value: { kind: 'none' } },
      never: { label: 'never', value: { kind: 'none' } },
    },
    changedBy: [`mail.${state}`, 'contact.merged', 'contact.unmerged'],
    where(operator, value, ctx) {
      const isTimed = operator === 'within' || operator === 'not_within'
      return relatedSql(
        {
          from: 'outgoing_mails',
          column: 'contact_id',
          where: {
            sql: `state = '${state}'${isTimed ? ` and ${at} > ?::timestamptz` : ''}`,
            bindings: isTimed ? [daysAgo(Number(value), ctx)] : [],
          },
          isNot: operator === 'not_within' || operator === 'never',
        },
        ctx
      )
    },
    turnsAt(operator, value, ctx) {
      if (operator === 'ever' || operator === 'never') return null
      const days = Number(value)
      return {
        sql: `(select max(${at}) + ? * interval '24 hours' from outgoing_mails
          where organization_id = ? and contact_id = ${ctx.alias}.id and state = '${state}'
            and ${at} > ?::timestamptz)`,
        bindings: [days, ctx.organizationId, daysAgo(days, ctx)],
      }
    },
  })
}
