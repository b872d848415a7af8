import { exponent } from '~/components/crm/fields/money'

export type Choice = { value: string; label: string; color?: string }

/** What is picked beside an operator, as app/core/registry/segment_conditions.ts has it. */
export type ValueShape =
  | { kind: 'none' }
  | { kind: 'text' }
  | { kind: 'number'; unit?: string }
  | { kind: 'money' }
  | { kind: 'date' }
  | { kind: 'days' }
  /** `preset` stands there until another is chosen. */
  | { kind: 'choice'; options: Choice[]; many?: boolean; preset?: string }
  | { kind: 'record'; source: string; many?: boolean }
  | { kind: 'fields'; fields: Record<string, { label: string; shape: ValueShape }> }

/** A condition that may be asked, with the ways to ask it. */
export type ConditionForm = {
  key: string
  label: string
  group: string
  icon: string | null
  /** Why a way to ask is missing that people look for. */
  hint?: string | null
  /** An old one is shown where it is asked already. */
  operators: { key: string; label: string; value: ValueShape; isOld?: boolean }[]
}

export type Leaf = { condition: string; operator: string; value?: unknown }
export type Tree = { all: Tree[] } | { any: Tree[] } | { not: Tree } | Leaf

/** Names of chosen records by id. */
export type Names = Record<string, string>

export function isLeaf(tree: Tree): tree is Leaf {
  return 'condition' in tree
}

export function operatorOf(forms: ConditionForm[], leaf: Leaf) {
  return forms
    .find((form) => form.key === leaf.condition)
    ?.operators.find((operator) => operator.key === leaf.operator)
}

/** A condition as it stands when it was just added: asked the first way, with nothing chosen. */
export function freshLeaf(form: ConditionForm): Leaf {
  const [operator] = form.operators
  return { condition: form.key, operator: operator.key, value: emptyValue(operator.value) }
}

export function emptyValue(shape: ValueShape): unknown {
  switch (shape.kind) {
    case 'choice':
      return shape.many ? [] : shape.preset
    case 'record':
      return shape.many ? [] : undefined
    case 'days':
      return 30
    case 'fields':
      return Object.fromEntries(
        Object.entries(shape.fields).map(([name, field]) => [name, emptyValue(field.shape)])
      )
    default:
      return undefined
  }
}

/** The forms with a value for every choice of that name: an amount is mostly of the one currency. */
export function withPreset(forms: ConditionForm[], name: string, preset: string): ConditionForm[] {
  const of = (shape: ValueShape): ValueShape => {
    if (shape.kind !== 'fields' || shape.fields[name]?.shape.kind !== 'choice') return shape
    const { label, shape: choice } = shape.fields[name]
    return {
      ...shape,
      fields: { ...shape.fields, [name]: { label, shape: { ...choice, preset } } },
    }
  }
  return forms.map((form) => ({
    ...form,
    operators: form.operators.map((operator) => ({ ...operator, value: of(operator.value) })),
  }))
}

/** The currency of amounts that stand beside it, and the usual two digits without one. */
export function digitsOf(value: unknown): number {
  const { currency } = (value ?? {}) as { currency?: unknown }
  return typeof currency === 'string' ? exponent(currency) : 2
}

/** Whether everything is chosen, so that the server can be asked. */
export function isComplete(shape: ValueShape | undefined, value: unknown): boolean {
  switch (shape?.kind) {
    case undefined:
      return false
    case 'none':
      return true
    case 'text':
      return typeof value === 'string' && value.trim() !== ''
    case 'number':
    case 'money':
      return typeof value === 'number' && Number.isFinite(value)
    case 'days':
      return Number.isInteger(value) && (value as number) > 0
    case 'choice':
    case 'record':
      return shape.many ? Array.isArray(value) && value.length > 0 : Boolean(value)
    case 'fields':
      return Object.entries(shape.fields).every(([name, field]) =>
        isComplete(field.shape, (value as Record<string, unknown> | undefined)?.[name])
      )
    default:
      return Boolean(value)
  }
}

/** A value in words: "VIP, Press", "30 days". `digits` stand after the point of an amount. */
export function sayValue(shape: ValueShape, value: unknown, names: Names, digits = 2): string {
  const list = [value].flat().filter((one) => one !== undefined && one !== null)
  switch (shape.kind) {
    case 'none':
      return ''
    case 'days':
      return `${String(value)} ${value === 1 ? 'day' : 'days'}`
    case 'number':
      return `${Number(value).toLocaleString('en')}${shape.unit ? ` ${shape.unit}` : ''}`
    case 'money':
      return (Number(value) / 10 ** digits).toLocaleString('en', { minimumFractionDigits: digits })
    case 'choice':
      return some(list.map((one) => shape.options.find((option) => option.value === one)?.label))
    case 'record':
      return some(list.map((one) => names[String(one)]))
    case 'fields':
      return Object.entries(shape.fields)
        .map(([name, field]) => {
          const given = (value as Record<string, unknown>)?.[name]
          const said = sayValue(field.shape, given, names, digitsOf(value))
          return name === 'kind' || !field.label ? said : `${field.label} ${said}`
        })
        .join(' ')
    default:
      return String(value ?? '')
  }
}

function some(labels: (string | undefined)[]): string {
  const known = labels.map((label) => label ?? 'something that is gone')
  return known.length > 3
    ? `${known.slice(0, 2).join(', ')} +${known.length - 2}`
    : known.join(', ')
}
