import { DateTime } from 'luxon'
import { Refusal } from '#core/http/refusal'
import type { ValueShape } from '#core/registry/segment_conditions'
import type { Conditions } from '#crm/conditions/catalogue'
import type { ConditionTree } from '#crm/conditions/tree'

const MAX_DEPTH = 5
const MAX_LEAVES = 50
const MAX_TEXT = 200
const MAX_CHOICES = 100
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whose permissions a tree is checked for. */
export type Asker = { can(permission: string): boolean }

/**
 * The tree, when everything in it is known, allowed and well-formed. Throws
 * Refusal (422) that says at which path (`all.0.any.1`) it is not.
 */
export function checkTree(given: unknown, known: Conditions, asker: Asker | null): ConditionTree {
  let count = 0
  const visit = (node: unknown, path: string, depth: number): ConditionTree => {
    if (depth > MAX_DEPTH) throw refusal(path, `Groups go ${MAX_DEPTH} deep`)
    if (typeof node !== 'object' || node === null) throw refusal(path, 'This is no condition')
    const group = node as Record<string, unknown>
    for (const kind of ['all', 'any'] as const) {
      if (!(kind in group)) continue
      if (!Array.isArray(group[kind])) throw refusal(path, 'A group is a list')
      const inner = group[kind].map((child: unknown, n: number) =>
        visit(child, `${path}${kind}.${n}.`, depth + 1)
      )
      return kind === 'all' ? { all: inner } : { any: inner }
    }
    if ('not' in group) return { not: visit(group.not, `${path}not.`, depth + 1) }
    if (++count > MAX_LEAVES) throw refusal(path, `At most ${MAX_LEAVES} conditions`)
    const { condition, operator, value } = group
    const entry = known.entries.get(String(condition))
    if (!entry) {
      throw refusal(
        path,
        'This asks for something that is not there any more',
        'E_UNKNOWN_CONDITION'
      )
    }
    if (asker && !asker.can(entry.permission)) throw refusal(path, 'You may not ask this')
    const shape = Object.hasOwn(entry.operators, String(operator))
      ? entry.operators[String(operator)].value
      : null
    if (!shape) throw refusal(path, `"${entry.label}" cannot be asked like this`)
    return {
      condition: String(condition),
      operator: String(operator),
      ...(shape.kind === 'none' ? {} : { value: checkValue(value, shape, path) }),
    }
  }
  return visit(given ?? { all: [] }, '', 0)
}

function checkValue(value: unknown, shape: ValueShape, path: string): unknown {
  switch (shape.kind) {
    case 'none':
      return undefined
    case 'text':
      if (typeof value !== 'string' || !value.trim()) throw refusal(path, 'Enter a text')
      if (value.length > MAX_TEXT) throw refusal(path, `At most ${MAX_TEXT} letters`)
      return value.trim().replaceAll('\u0000', '')
    case 'number':
    case 'money':
      if (typeof value !== 'number' || !Number.isFinite(value))
        throw refusal(path, 'Enter a number')
      if (shape.kind === 'money' && !Number.isSafeInteger(value))
        throw refusal(path, 'Amounts are whole minor units')
      return value
    case 'days':
      if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > 36_500)
        throw refusal(path, 'Enter a number of days')
      return value
    case 'date':
      if (
        typeof value !== 'string' ||
        !/^\d{4}-\d\d-\d\d$/.test(value) ||
        !DateTime.fromISO(value).isValid
      )
        throw refusal(path, 'Enter a date')
      return value
    case 'choice':
      return checkChoice(value, shape.many ?? false, path, (one) =>
        shape.options.some((option) => option.value === one)
      )
    case 'record':
      return checkChoice(value, shape.many ?? false, path, (one) => UUID.test(one))
    case 'fields': {
      if (typeof value !== 'object' || value === null) throw refusal(path, 'This is incomplete')
      const given = value as Record<string, unknown>
      return Object.fromEntries(
        Object.entries(shape.fields).map(([name, field]) => [
          name,
          checkValue(given[name], field.shape, path),
        ])
      )
    }
  }
}

function checkChoice(
  value: unknown,
  many: boolean,
  path: string,
  isKnown: (one: string) => boolean
): unknown {
  const list = many ? value : [value]
  if (!Array.isArray(list) || list.length === 0) throw refusal(path, 'Choose something')
  if (list.length > MAX_CHOICES) throw refusal(path, `Choose at most ${MAX_CHOICES}`)
  if (!list.every((one) => typeof one === 'string' && isKnown(one)))
    throw refusal(path, 'Choose from the list')
  return many ? [...new Set(list)] : value
}

function refusal(path: string, message: string, code = 'E_BAD_CONDITION'): Refusal {
  return new Refusal(message, {
    code,
    field: `filter${path ? `.${path.slice(0, -1)}` : ''}`,
  })
}
