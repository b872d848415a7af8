import { escapeHtml } from '#sandbox/http'
import { money, page } from '#sandbox/pages/layout'
import type { Checkout } from '#sandbox/stripe/checkout'

export interface Typed {
  email?: string
  name?: string
  card?: string
  error?: string
}

/** The hosted payment page: plain forms, filled again after a refusal. */
export function checkoutPage(checkout: Checkout, typed: Typed = {}): string {
  const { session } = checkout
  const amount = money(session.amount_total!, session.currency!)
  const fixed = session.customer_email
  const cancel = session.cancel_url
    ? `<p class="small"><a href="${escapeHtml(session.cancel_url)}">Cancel and go back</a></p>`
    : ''
  const email = fixed ?? typed.email ?? ''
  return page(
    `Pay ${amount}`,
    `<div class="checkout">
<section><span class="badge">Test mode</span><div class="amount">${amount}</div>
<ul class="items">${items(checkout)}</ul>${cancel}</section>
<form class="card" method="post" action="/stripe/checkout/${session.id}">
${typed.error ? `<p class="alert" role="alert">${escapeHtml(typed.error)}</p>` : ''}
<label>E-mail<input name="email" type="email" autocomplete="email" required value="${escapeHtml(email)}"${fixed ? ' readonly' : ''}></label>
<label>Name<input name="name" autocomplete="name" value="${escapeHtml(typed.name)}"></label>
${session.amount_total === 0 ? '<button class="wide" name="method" value="card">Complete order</button>' : methods(amount, typed)}
</form></div>`,
    { narrow: true }
  )
}

const methods = (amount: string, typed: Typed) => `
<label>Card number<input name="card" inputmode="numeric" autocomplete="cc-number" placeholder="4242 4242 4242 4242" value="${escapeHtml(typed.card)}"></label>
<div class="row"><label>Expiry<input name="expiry" autocomplete="cc-exp" placeholder="12 / 34"></label>
<label>CVC<input name="cvc" inputmode="numeric" autocomplete="cc-csc" placeholder="123"></label></div>
<button class="wide" name="method" value="card">Pay ${amount}</button>
<div class="or">or</div>
<button class="wide quiet" name="method" value="delayed">Pay by bank debit (settles later)</button>
<p class="small soft">This is a stand-in for Stripe. Use a test card, for example 4242 4242 4242 4242. No money moves.</p>`

const items = ({ state }: Checkout) =>
  state.lineItems
    .map((item) => {
      const quantity = item.quantity! > 1 ? ` × ${item.quantity}` : ''
      const total = money(item.amount_total, item.currency)
      return `<li><span>${escapeHtml(item.description)}${quantity}</span><span>${total}</span></li>`
    })
    .join('')

/** The bank's question of a 3-D Secure card. */
export function challengePage({ session }: Checkout): string {
  const amount = money(session.amount_total!, session.currency!)
  return page(
    '3-D Secure',
    `<form class="card" method="post" action="/stripe/checkout/${session.id}/challenge" style="max-width:460px;margin:8vh auto 0">
<span class="badge">Test mode</span><h1 style="margin:12px 0 4px">3-D Secure</h1>
<p class="soft">Your bank asks you to confirm this payment of ${amount}.</p>
<div class="row"><button name="answer" value="complete">Complete</button><button class="quiet" name="answer" value="fail">Fail</button></div>
</form>`,
    { narrow: true }
  )
}

/** A page with nothing left to do on it. */
export function closedPage(title: string, text: string, link: string | null): string {
  return page(
    title,
    `<div class="card" style="max-width:460px;margin:8vh auto 0"><h1>${escapeHtml(title)}</h1><p class="soft">${escapeHtml(text)}</p>${
      link ? `<a class="button" href="${escapeHtml(link)}">Go back</a>` : ''
    }</div>`,
    { narrow: true }
  )
}
