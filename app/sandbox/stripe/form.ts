/** A decoded body: nested objects and arrays, every leaf a string. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue }
export type Form = { [key: string]: FormValue }

const UNSAFE = new Set(['__proto__', 'constructor', 'prototype'])

/** Decodes `a[b][0][c]=1` as Stripe does: numbered keys become arrays. */
export function parseForm(encoded: string): Form {
  const root: Form = {}
  for (const [name, value] of new URLSearchParams(encoded)) {
    const keys = name.replace(/\]/g, '').split('[')
    if (keys.some((key) => UNSAFE.has(key))) continue
    let node: Form = root
    for (const [depth, raw] of keys.entries()) {
      const key = raw === '' ? String(Object.keys(node).length) : raw
      if (depth === keys.length - 1) node[key] = value
      else {
        if (typeof node[key] !== 'object') node[key] = {}
        node = node[key] as Form
      }
    }
  }
  return withArrays(root) as Form
}

function withArrays(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, withArrays(inner)] as const)
  if (entries.length && entries.every(([key]) => /^\d+$/.test(key))) {
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => inner)
  }
  return Object.fromEntries(entries)
}
