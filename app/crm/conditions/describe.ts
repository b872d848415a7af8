import { type Choice, choiceSources, type ValueShape } from '#core/registry/segment_conditions'
import type { Conditions } from '#crm/conditions/catalogue'
import { branches, type ConditionTree, isLeaf, leaves } from '#crm/conditions/tree'

/** A condition as the editor gets it. */
export type ConditionForm = {
  key: string
  label: string
  group: string
  icon: string | null
  /** A sentence for whoever misses a way to ask. */
  hint: string | null
  operators: { key: string; label: string; value: ValueShape; isOld: boolean }[]
}

/** Headings in the order in which people look for them; others follow. */
const GROUPS = [
  'Contact',
  'Company',
  'Deal',
  'Own fields',
  'Activity',
  'Segments',
  'Orders',
  'Courses',
]

const placeOf = (group: string) => (GROUPS.includes(group) ? GROUPS.indexOf(group) : GROUPS.length)

/** What somebody may ask, for the editor. */
export function formsOf(known: Conditions, may: (permission: string) => boolean): ConditionForm[] {
  return [...known.entries]
    .filter(([, condition]) => may(condition.permission))
    .sort(([, one], [, other]) => placeOf(one.group) - placeOf(other.group))
    .map(([key, { label, group, icon, hint, operators }]) => ({
      key,
      label,
      group,
      icon: icon ?? null,
      hint: hint ?? null,
      operators: Object.entries(operators).map(([name, operator]) => ({
        key: name,
        label: operator.label,
        value: operator.value,
        isOld: operator.isOld ?? false,
      })),
    }))
}

/** The names of all records that a tree chooses, by id: what the editor shows for them. */
export async function namesIn(
  tree: ConditionTree,
  known: Conditions
): Promise<Map<string, string>> {
  const wanted = new Map<string, Set<string>>()
  for (const { condition, operator, value } of leaves(tree)) {
    const shape = known.entries.get(condition)?.operators[operator]?.value
    if (shape) collect(shape, value, wanted)
  }
  const names = new Map<string, string>()
  for (const [source, ids] of wanted) {
    for (const choice of await choiceSources.getOrFail(source).named([...ids])) {
      names.set(choice.value, choice.label)
    }
  }
  return names
}

/** A tree in words: "Tag is any of VIP, Press and (Country is DE or Country is AT)". */
export async function describe(tree: ConditionTree, known: Conditions): Promise<string> {
  const names = await namesIn(tree, known)
  const say = (node: ConditionTree, isInner: boolean): string => {
    if (isLeaf(node)) {
      const condition = known.entries.get(node.condition)
      const operator = condition?.operators[node.operator]
      if (!condition || !operator) return 'something that is not there any more'
      return [condition.label, operator.label, sayValue(operator.value, node.value, names)]
        .filter(Boolean)
        .join(' ')
    }
    if ('not' in node) return `not (${say(node.not, false)})`
    const parts = branches(node).map((branch) => say(branch, true))
    if (parts.length === 0) return 'everybody'
    const text = parts.join('all' in node ? ' and ' : ' or ')
    return isInner && parts.length > 1 ? `(${text})` : text
  }
  return say(tree, false)
}

function collect(shape: ValueShape, value: unknown, wanted: Map<string, Set<string>>): void {
  if (shape.kind === 'record') {
    const ids = wanted.get(shape.source) ?? new Set<string>()
    for (const id of [value].flat()) ids.add(String(id))
    wanted.set(shape.source, ids)
  }
  if (shape.kind === 'fields') {
    for (const [name, field] of Object.entries(shape.fields)) {
      collect(field.shape, (value as Record<string, unknown>)?.[name], wanted)
    }
  }
}

function sayValue(shape: ValueShape, value: unknown, names: Map<string, string>): string {
  const listed = (choices: Choice[]) =>
    [value]
      .flat()
      .map((one) => choices.find((choice) => choice.value === one)?.label ?? String(one))
      .join(', ')
  switch (shape.kind) {
    case 'none':
      return ''
    case 'text':
      return `“${String(value)}”`
    case 'days':
      return `${value} ${value === 1 ? 'day' : 'days'}`
    case 'money':
      return (Number(value) / 100).toFixed(2)
    case 'number':
      return `${value}${shape.unit ? ` ${shape.unit}` : ''}`
    case 'choice':
      return listed(shape.options)
    case 'record':
      return [value]
        .flat()
        .map((one) => names.get(String(one)) ?? 'something that is gone')
        .join(', ')
    case 'fields':
      return Object.entries(shape.fields)
        .map(([name, field]) => {
          const said = sayValue(field.shape, (value as Record<string, unknown>)?.[name], names)
          return name === 'kind' || !field.label ? said : `${field.label} ${said}`
        })
        .join(', ')
    default:
      return String(value)
  }
}
