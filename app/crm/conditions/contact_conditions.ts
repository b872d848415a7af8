import { eventCatalogue } from '#core/events/domain_event'
import {
  type Operator,
  type SegmentCondition,
  segmentConditions,
} from '#core/registry/segment_conditions'
import { fold, likeText } from '#crm/fold'
import { COUNTRIES } from '#crm/countries'
import { LIFECYCLE } from '#crm/lifecycle'
import {
  amongSql,
  attributeSql,
  daysAgo,
  KNOWN,
  knownSql,
  MOMENT,
  momentSql,
  momentTurnsAt,
  nameSql,
  old,
  oneOfSql,
  oneWalk,
  relatedSql,
  sameSql,
  TEXT,
} from '#crm/conditions/shapes'

const CHANGED = ['contact.created', 'contact.updated', 'contact.merged', 'contact.restored']

type Given = Omit<SegmentCondition, 'entity' | 'group' | 'permission' | 'changedBy'> &
  Partial<Pick<SegmentCondition, 'group' | 'changedBy'>>

function add(name: string, given: Given): void {
  const common = { entity: 'contact', group: 'Contact', permission: 'contacts:read' }
  // As it is declared, not copied: operators that are read from a registry are read when they are asked for.
  const condition: unknown = Object.defineProperties(
    { ...common, changedBy: CHANGED },
    Object.getOwnPropertyDescriptors(given)
  )
  segmentConditions.add(`contact.${name}`, condition as SegmentCondition)
}

const chosen = (value: Operator['value']): Record<string, Operator> => ({
  any: { label: 'is any of', value },
  none: { label: 'is none of', value },
  ...KNOWN,
})

/** Names stand among the words of `search`, whose index looks for them. */
for (const [column, label] of [
  ['first_name', 'First name'],
  ['last_name', 'Last name'],
] as const) {
  add(column, {
    label,
    operators: TEXT,
    where: (operator, value, { alias }) => nameSql({ column, alias }, operator, value),
  })
}

/** Column, what it is called, and its sign among the attributes. */
const ATTRIBUTES = [
  ['job_title', 'Job title', '!'],
  ['street', 'Street', '#'],
  ['city', 'City', '$'],
  ['region', 'Region', '&'],
  ['postal_code', 'Postal code', '*'],
  ['time_zone', 'Time zone', '='],
  ['locale', 'Language', '~'],
  ['external_id', 'External id', '@'],
] as const
for (const [column, label, sign] of ATTRIBUTES) {
  add(column, {
    label,
    operators: TEXT,
    where: (operator, value, { alias }) => attributeSql({ sign, column, alias }, operator, value),
  })
}

add('email', {
  label: 'E-mail',
  operators: {
    is: TEXT.is,
    contains: TEXT.contains,
    domain: { label: 'is at the domain', value: { kind: 'text' } },
    ...KNOWN,
  },
  where(operator, value, ctx) {
    const text = fold(String(value ?? ''))
    if (operator === 'is') {
      return relatedSql(
        {
          from: 'contact_emails',
          column: 'contact_id',
          where: { sql: 'email_norm = ?', bindings: [text] },
        },
        ctx
      )
    }
    if (operator === 'domain' || operator === 'contains') {
      const pattern =
        operator === 'domain' ? `%@${likeText(text.replace(/^@/, ''))}` : `%${likeText(text)}%`
      if (ctx.isProbed) return { sql: `${ctx.alias}.email_norm like ?`, bindings: [pattern] }
      return {
        sql: `(${ctx.alias}.search like ? and ${ctx.alias}.email_norm like ?)`,
        bindings: [`%${pattern.replace(/^%|%$/g, '')}%`, pattern],
      }
    }
    return knownSql(`${ctx.alias}.email_norm`, operator)
  },
})

add('phone', {
  label: 'Phone',
  operators: { begins: { label: 'begins with', value: { kind: 'text' } }, ...KNOWN },
  where(operator, value, ctx) {
    if (operator !== 'begins') return knownSql(`${ctx.alias}.phone_e164`, operator)
    const digits = `+${String(value).replace(/\D/g, '')}`
    return {
      sql: `(${ctx.alias}.search like ? and ${ctx.alias}.phone_e164 like ?)`,
      bindings: [`%${digits}%`, `${digits}%`],
    }
  },
})

add('lifecycle', {
  label: 'Lifecycle stage',
  operators: {
    any: { label: 'is any of', value: { kind: 'choice', options: LIFECYCLE, many: true } },
    none: { label: 'is none of', value: { kind: 'choice', options: LIFECYCLE, many: true } },
  },
  where: (operator, value, { alias }) =>
    oneOfSql({ table: 'contacts', column: 'lifecycle', alias }, operator, value),
})

add('source', {
  label: 'Source',
  operators: { is: TEXT.is, is_not: TEXT.is_not, ...KNOWN },
  where(operator, value, { alias }) {
    const column = `${alias}.source`
    const text = String(value)
    if (operator === 'is') return sameSql({ table: 'contacts', column: 'source', alias }, text)
    if (operator === 'is_not') return { sql: `(${column} = ?) is not true`, bindings: [text] }
    return knownSql(column, operator)
  },
})

add('country', {
  label: 'Country',
  operators: {
    ...chosen({ kind: 'choice', options: COUNTRIES, many: true }),
    ...old({ is: TEXT.is, is_not: TEXT.is_not }),
  },
  where(operator, value, { alias }) {
    const column = { table: 'contacts', column: 'country', alias }
    if (operator !== 'is' && operator !== 'is_not') return oneOfSql(column, operator, value)
    return oneOfSql(column, operator === 'is' ? 'any' : 'none', [String(value).toUpperCase()])
  },
})

add('owner', {
  label: 'Owner',
  operators: chosen({ kind: 'record', source: 'members', many: true }),
  where: (operator, value, { alias }) =>
    oneOfSql({ table: 'contacts', column: 'owner_id', alias }, operator, value),
})

for (const [name, label] of [
  ['created_at', 'Added'],
  ['updated_at', 'Changed'],
  ['last_seen_at', 'Last seen'],
] as const) {
  add(name, {
    label,
    operators: name === 'last_seen_at' ? { ...MOMENT, ...KNOWN } : MOMENT,
    where: (operator, value, ctx) => momentSql(`${ctx.alias}.${name}`, operator, value, ctx),
    turnsAt: (operator, value, ctx) => momentTurnsAt(`${ctx.alias}.${name}`, operator, value, ctx),
  })
}

add('client', {
  label: 'Is a client',
  operators: {
    yes: { label: 'yes', value: { kind: 'none' } },
    no: { label: 'no', value: { kind: 'none' } },
  },
  changedBy: [...CHANGED, 'user.email_verified'],
  where: (operator, _value, { alias }) => ({
    sql: `${alias}.user_id is ${operator === 'yes' ? 'not null' : 'null'}`,
    bindings: [],
  }),
})

add('tag', {
  label: 'Tag',
  operators: chosen({ kind: 'record', source: 'tags', many: true }),
  changedBy: [...CHANGED, 'contact.tagged', 'contact.untagged', 'tag.deleted', 'tag.merged'],
  where(operator, value, ctx) {
    const isSet = operator === 'known' || operator === 'unknown'
    return relatedSql(
      {
        from: 'contact_tags',
        column: 'contact_id',
        where: isSet ? { sql: 'true', bindings: [] } : amongSql('tag_id', value as string[]),
        isNot: operator === 'none' || operator === 'unknown',
        walk: isSet ? undefined : oneWalk('tag_id', value as string[]),
      },
      ctx
    )
  },
})

add('company', {
  label: 'Company',
  group: 'Company',
  operators: chosen({ kind: 'record', source: 'companies', many: true }),
  where(operator, value, ctx) {
    const isSet = operator === 'known' || operator === 'unknown'
    return relatedSql(
      {
        from: 'company_contacts',
        column: 'contact_id',
        where: isSet ? { sql: 'true', bindings: [] } : amongSql('company_id', value as string[]),
        isNot: operator === 'none' || operator === 'unknown',
        walk: isSet ? undefined : oneWalk('company_id', value as string[]),
      },
      ctx
    )
  },
})

/** Entering segments is asked by the condition of segments, which knows which. */
const kinds = () =>
  eventCatalogue
    .all()
    .filter((event) => event.subject !== 'segment')
    .map((event) => ({ value: event.type, label: event.label ?? event.type }))

add('did', {
  label: 'What happened',
  group: 'Activity',
  // The catalogue is complete when the first question is asked, not when this file is read.
  get operators(): Record<string, Operator> {
    const kind = { label: 'what', shape: { kind: 'choice' as const, options: kinds() } }
    const days = { label: 'in the last', shape: { kind: 'days' as const } }
    const times = { label: 'at least', shape: { kind: 'number' as const, unit: 'times' } }
    return {
      at_least: { label: 'happened', value: { kind: 'fields', fields: { kind, times, days } } },
      not: { label: 'did not happen', value: { kind: 'fields', fields: { kind, days } } },
      ever: { label: 'ever happened', value: { kind: 'fields', fields: { kind } } },
      never: { label: 'never happened', value: { kind: 'fields', fields: { kind } } },
    }
  },
  changedBy: (_operator, value) => [(value as { kind: string }).kind],
  where(operator, value, ctx) {
    const { kind, days, times = 1 } = value as { kind: string; days?: number; times?: number }
    const since = days ? ' and occurred_at > ?::timestamptz' : ''
    const where = {
      sql: `kind = ?${since}`,
      bindings: days ? [kind, daysAgo(days, ctx)] : [kind],
    }
    const isNot = operator === 'not' || operator === 'never'
    if (isNot || times <= 1)
      return relatedSql({ from: 'activities', column: 'contact_id', where, isNot }, ctx)
    if (ctx.isFew) {
      return {
        sql: `(select count(*) from (select 1 from activities where contact_id = ${ctx.alias}.id and organization_id = ?
               and ${where.sql} limit ?) found) >= ?`,
        bindings: [ctx.organizationId, ...where.bindings, times, times],
      }
    }
    return {
      sql: `${ctx.alias}.id in (select contact_id from activities where organization_id = ? and ${where.sql}
             group by contact_id having count(*) >= ?)`,
      bindings: [ctx.organizationId, ...where.bindings, times],
    }
  },
  turnsAt(_operator, value, ctx) {
    const { kind, days } = value as { kind: string; days?: number }
    if (!days) return null
    // The first line that leaves the window is the next that may turn the answer; others follow when it did.
    return {
      sql: `(select min(occurred_at) + ? * interval '24 hours' from activities where contact_id = ${ctx.alias}.id
             and organization_id = ? and kind = ? and occurred_at > ?::timestamptz)`,
      bindings: [days, ctx.organizationId, kind, daysAgo(days, ctx)],
    }
  },
})
