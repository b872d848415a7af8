import { type SegmentCondition, segmentConditions } from '#core/registry/segment_conditions'
import { hasConsent, isSuppressed, mayReceive } from '#crm/queries/may_receive'

const CHANGED = [
  'consent.recorded',
  'address.suppressed',
  'address.released',
  'contact.created',
  'contact.updated',
  'contact.merged',
  'contact.unmerged',
]

const TOPIC = { kind: 'record', source: 'topics' } as const

function add(name: string, condition: Pick<SegmentCondition, 'label' | 'operators' | 'where'>) {
  segmentConditions.add(`consent.${name}`, {
    entity: 'contact',
    group: 'Consent',
    permission: 'contacts:read',
    changedBy: CHANGED,
    ...condition,
  })
}

add('topic', {
  label: 'E-mail about a topic',
  operators: {
    agreed: { label: 'was agreed to:', value: TOPIC },
    not_agreed: { label: 'was not agreed to:', value: TOPIC },
    may_receive: { label: 'may be sent:', value: TOPIC },
  },
  where(operator, value, ctx) {
    const reception = {
      channel: 'email',
      topicId: String(value),
      organizationId: ctx.organizationId,
      now: ctx.now,
    } as const
    if (operator === 'may_receive') return mayReceive(ctx.alias, reception)
    const { sql, bindings } = hasConsent(ctx.alias, reception)
    return { sql: operator === 'agreed' ? sql : `not ${sql}`, bindings }
  },
})

add('marketing', {
  label: 'Marketing by e-mail',
  operators: {
    may: { label: 'may be received', value: { kind: 'none' } },
    may_not: { label: 'may not be received', value: { kind: 'none' } },
  },
  where(operator, _value, { alias, organizationId, now }) {
    const { sql, bindings } = mayReceive(alias, {
      channel: 'email',
      topicId: null,
      organizationId,
      now,
    })
    return { sql: operator === 'may' ? sql : `not ${sql}`, bindings }
  },
})

for (const [name, label, channel] of [
  ['email_suppressed', 'E-mail address', 'email'],
  ['phone_suppressed', 'Phone number for SMS', 'sms'],
] as const) {
  add(name, {
    label,
    operators: {
      yes: { label: 'is suppressed', value: { kind: 'none' } },
      no: { label: 'is not suppressed', value: { kind: 'none' } },
    },
    where(operator, _value, { alias, organizationId, now }) {
      const { sql, bindings } = isSuppressed(alias, { channel, organizationId, now })
      return { sql: operator === 'yes' ? sql : `not ${sql}`, bindings }
    },
  })
}
