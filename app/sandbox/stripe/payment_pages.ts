import { html, json, jsonBody, redirect, HttpProblem, type Answer, type Visit } from '#sandbox/http'
import { challengePage, checkoutPage, closedPage } from '#sandbox/pages/checkout'
import { Checkout, type Outcome } from '#sandbox/stripe/checkout'
import { money } from '#sandbox/pages/layout'
import type { World } from '#sandbox/stripe/world'

const PAGE = /^\/stripe\/checkout\/([^/]+)(\/challenge)?$/
const RECEIPT = /^\/stripe\/receipts\/([^/]+)$/
const PAY = /^\/stripe\/_test\/sessions\/([^/]+)\/(pay|settle)$/

/** Answers the payer's pages and the addresses that pay without them; null for all others. */
export function answerPayer(world: World, visit: Visit): Answer | null {
  const asPage = PAGE.exec(visit.path)
  if (asPage) return hosted(world, visit, asPage[1], Boolean(asPage[2]))
  const asReceipt = RECEIPT.exec(visit.path)
  if (asReceipt && visit.method === 'GET') return receipt(world, asReceipt[1])
  if (visit.method !== 'POST') return null
  const asTest = PAY.exec(visit.path)
  if (asTest?.[2] === 'pay') return pay(world, visit, asTest[1])
  if (asTest?.[2] === 'settle') return settle(world, visit, asTest[1])
  return visit.path === '/stripe/_test/endpoints' ? addEndpoint(world, visit) : null
}

function hosted(world: World, visit: Visit, id: string, challenge: boolean): Answer {
  const checkout = Checkout.find(world, id)
  if (!checkout) {
    return html(closedPage('Not found', 'There is no such payment page.', null), 404)
  }
  const closed = closedAnswer(checkout)
  if (closed) return closed
  if (visit.method === 'GET') {
    return html(
      challenge && checkout.state.challenge ? challengePage(checkout) : checkoutPage(checkout)
    )
  }
  if (visit.method !== 'POST') return { status: 405 }
  const form = Object.fromEntries(new URLSearchParams(visit.body)) as Record<string, string>
  if (challenge) {
    const { email = '', name = '' } = checkout.state.challenge ?? {}
    const outcome = checkout.answerChallenge(form.answer === 'complete')
    return after(checkout, outcome, { email, name })
  }
  const payer = { email: form.email?.trim() || null, name: form.name?.trim() || null }
  if (!payer.email && !checkout.session.customer_email) {
    return html(checkoutPage(checkout, { ...form, error: 'Your e-mail is needed.' }), 422)
  }
  const later = form.method === 'delayed'
  const outcome = later ? checkout.payLater(payer) : checkout.payByCard(form.card ?? '', payer)
  return after(checkout, outcome, form)
}

function after(checkout: Checkout, outcome: Outcome, form: Record<string, string>): Answer {
  if (outcome.status === 'declined') {
    return html(checkoutPage(checkout, { ...form, error: outcome.message }), 402)
  }
  if (outcome.status === 'challenge') {
    return redirect(`/stripe/checkout/${checkout.session.id}/challenge`)
  }
  return closedAnswer(checkout) ?? redirect(checkout.successUrl)
}

function closedAnswer(checkout: Checkout): Answer | null {
  const { session } = checkout
  if (session.status === 'complete') return redirect(checkout.successUrl)
  if (session.status !== 'expired') return null
  const text = 'This payment page has expired. Nothing was charged.'
  return html(closedPage('Expired', text, session.cancel_url), 410)
}

function receipt(world: World, id: string): Answer {
  for (const account of world.accounts) {
    const charge = account.collections.charge.get(id)
    if (!charge) continue
    const text = `${money(charge.amount, charge.currency)} paid. ${charge.description ?? ''}`
    return html(closedPage('Receipt', text, null))
  }
  return html(closedPage('Not found', 'There is no such receipt.', null), 404)
}

const STATUS: Record<Outcome['status'], number> = {
  paid: 200,
  processing: 200,
  challenge: 200,
  closed: 200,
  declined: 402,
  expired: 410,
}

function pay(world: World, visit: Visit, id: string): Answer {
  const checkout = found(world, id)
  const given = jsonBody(visit.body)
  const text = (field: string) => (typeof given[field] === 'string' ? given[field] : null)
  const payer = { email: text('email') ?? 'payer@example.com', name: text('name') }
  if (given.method !== undefined && given.method !== 'card' && given.method !== 'delayed') {
    throw new HttpProblem(422, 'method must be card or delayed.', 'method')
  }
  const outcome =
    given.method === 'delayed'
      ? checkout.payLater(payer)
      : checkout.payByCard(text('card') ?? '4242424242424242', payer)
  return json(outcome, STATUS[outcome.status])
}

function settle(world: World, visit: Visit, id: string): Answer {
  const checkout = found(world, id)
  const { outcome } = jsonBody(visit.body)
  if (outcome !== 'succeeded' && outcome !== 'failed') {
    throw new HttpProblem(422, 'outcome must be succeeded or failed.', 'outcome')
  }
  if (!checkout.settle(outcome === 'succeeded')) {
    throw new HttpProblem(409, 'This session waits for no payment.')
  }
  return json({ status: outcome })
}

function addEndpoint(world: World, visit: Visit): Answer {
  const { key, url, secret } = jsonBody(visit.body)
  for (const [field, value] of Object.entries({ key, url, secret })) {
    if (typeof value !== 'string' || !value)
      throw new HttpProblem(422, `${field} is needed.`, field)
  }
  if (!URL.canParse(url as string)) throw new HttpProblem(422, 'url must be an address.', 'url')
  return json(world.preset(key as string, url as string, secret as string))
}

function found(world: World, id: string): Checkout {
  const checkout = Checkout.find(world, id)
  if (!checkout) throw new HttpProblem(404, 'There is no such session.')
  return checkout
}
