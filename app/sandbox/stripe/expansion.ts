import { invalid } from '#sandbox/stripe/errors'
import type { Account, Kind } from '#sandbox/stripe/account'

const KINDS: Record<string, Kind> = {
  cus: 'customer',
  cs: 'session',
  pi: 'intent',
  pm: 'method',
  ch: 'charge',
  txn: 'transaction',
  re: 'refund',
}

/** Lists that Stripe leaves out of an object until they are asked for. */
function listOf(account: Account, owner: Record<string, unknown>, field: string): unknown[] | null {
  const id = owner.id as string
  if (owner.object === 'checkout.session' && field === 'line_items') {
    return account.collections.checkout.get(id)?.lineItems ?? []
  }
  if (owner.object === 'charge' && field === 'refunds') {
    return [...account.collections.refund].filter((refund) => refund.charge === id).reverse()
  }
  return null
}

const urlOfList = (owner: Record<string, unknown>, field: string) =>
  owner.object === 'charge'
    ? `/v1/charges/${String(owner.id)}/refunds`
    : `/v1/checkout/sessions/${String(owner.id)}/${field}`

/** A copy of an answer with the asked paths, e.g. `payment_intent.latest_charge`, filled in. */
export function expand<T extends object>(account: Account, answer: T, paths: string[]): T {
  if (paths.length === 0) return answer
  const copy = structuredClone(answer)
  for (const path of paths) fill(account, copy as Record<string, unknown>, path.split('.'), path)
  return copy
}

function fill(account: Account, node: Record<string, unknown>, keys: string[], path: string): void {
  const [key, ...rest] = keys
  if (Array.isArray(node[key])) {
    for (const item of node[key]) fill(account, item as Record<string, unknown>, rest, path)
    return
  }
  const list = listOf(account, node, key)
  if (list) {
    const url = urlOfList(node, key)
    node[key] = structuredClone({ object: 'list', data: list, has_more: false, url })
  } else if (typeof node[key] === 'string') {
    const kind = KINDS[node[key].split('_')[0]]
    const found = kind && account.collections[kind].get(node[key])
    if (found) node[key] = structuredClone(found)
  } else if (!(key in node)) {
    throw invalid('expand', `This property cannot be expanded (${path}).`)
  }
  const next = node[key]
  if (rest.length && next && typeof next === 'object') {
    fill(account, next as Record<string, unknown>, rest, path)
  }
}
