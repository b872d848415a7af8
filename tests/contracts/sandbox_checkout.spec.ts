import { test } from '@japa/runner'
import type Stripe from 'stripe'
import { until } from '#tests/support/until'
import { aSession, control, listen, pay, runSandbox, stripeOf, submit } from './sandbox/running.js'

const PAYER = { email: 'ada@client.test', name: 'Ada', method: 'card' }
type Changes = Partial<Stripe.Checkout.SessionCreateParams>

async function opened(
  cleanup: Parameters<typeof runSandbox>[0],
  changes: Changes = {},
  amount = 4900
) {
  const sandbox = await runSandbox(cleanup)
  const stripe = stripeOf(sandbox)
  const hook = await listen(cleanup, sandbox)
  const session = await stripe.checkout.sessions.create(aSession(changes, amount))
  const state = () => stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
  return { sandbox, stripe, hook, session, url: session.url!, state }
}

test.group('Sandbox: the payment page', () => {
  test('shows what is bought and leads back when it is paid', async ({ assert, cleanup }) => {
    const { url, session, state } = await opened(cleanup, { customer_email: 'set@client.test' })
    const page = await (await fetch(url)).text()
    assert.include(page, 'A course')
    assert.include(page, '€49.00')
    assert.include(page, 'value="set@client.test" readonly')
    assert.include(page, 'href="http://shop.test/back"')
    const answer = await submit(url, { ...PAYER, card: '4242 4242 4242 4242' })
    assert.equal(answer.status, 303)
    assert.equal(answer.headers.get('location'), `http://shop.test/thanks?session=${session.id}`)
    const { customer_details: details, payment_status } = await state()
    assert.equal(payment_status, 'paid')
    assert.containSubset(details, { email: 'set@client.test', name: 'Ada' })
    const later = await fetch(url, { redirect: 'manual' })
    assert.equal(later.status, 303)
  })

  test('says why a card was refused ({decline}), and takes another')
    .with([
      { card: '4000000000000002', decline: 'generic_decline', says: 'Your card was declined.' },
      { card: '4000000000009995', decline: 'insufficient_funds', says: 'insufficient funds' },
      { card: '4111111111111111', decline: 'test_mode_live_card', says: 'test mode' },
    ])
    .run(async ({ assert, cleanup }, { card, decline, says }) => {
      const { url, hook, state } = await opened(cleanup)
      const answer = await submit(url, { ...PAYER, card })
      assert.equal(answer.status, 402)
      const page = await answer.text()
      assert.include(page, says)
      assert.include(page, 'value="ada@client.test"')
      await until('the event', () => hook.types().includes('payment_intent.payment_failed'))
      const refused = await state()
      const intent = refused.payment_intent as Stripe.PaymentIntent
      assert.equal(refused.status, 'open')
      assert.equal(intent.last_payment_error?.decline_code, decline)
      await submit(url, { ...PAYER, card: '4242424242424242' })
      const paid = await state()
      assert.equal(paid.payment_status, 'paid')
      assert.equal((paid.payment_intent as Stripe.PaymentIntent).id, intent.id)
    })

  test('asks for 3-D Secure, and goes by the answer', async ({ assert, cleanup }) => {
    const { url, state } = await opened(cleanup)
    for (const answer of ['fail', 'complete']) {
      const asked = await submit(url, { ...PAYER, card: '4000002500003155' })
      assert.equal(asked.headers.get('location'), `${new URL(url).pathname}/challenge`)
      const challenge = `${url}/challenge`
      assert.include(await (await fetch(challenge)).text(), '3-D Secure')
      assert.equal((await state()).payment_status, 'unpaid')
      const answered = await submit(challenge, { answer })
      assert.equal(answered.status, answer === 'fail' ? 402 : 303)
    }
    assert.equal((await state()).payment_status, 'paid')
  })

  test('takes a bank debit that settles with the calendar', async ({ assert, cleanup }) => {
    const { url, hook, sandbox, state } = await opened(cleanup)
    const answer = await submit(url, { ...PAYER, method: 'delayed' })
    assert.equal(answer.status, 303)
    await until('completion', () => hook.types().includes('checkout.session.completed'))
    assert.equal((await state()).payment_status, 'unpaid')
    await control(sandbox, { clockOffsetSeconds: 10 })
    const settled = 'checkout.session.async_payment_succeeded'
    await until('settlement', () => hook.types().includes(settled))
    assert.equal((await state()).payment_status, 'paid')
  })

  test('asks for no card when there is nothing to pay', async ({ assert, cleanup }) => {
    const { url, state } = await opened(cleanup, {}, 0)
    assert.notInclude(await (await fetch(url)).text(), 'name="card"')
    await submit(url, PAYER)
    const session = await state()
    assert.containSubset(session, { payment_status: 'no_payment_required', payment_intent: null })
  })

  test('says that it has expired', async ({ assert, cleanup }) => {
    const { url, sandbox, session } = await opened(cleanup)
    await control(sandbox, { clockOffsetSeconds: 90_000 })
    const page = await fetch(url)
    assert.equal(page.status, 410)
    assert.include(await page.text(), 'expired')
    assert.equal((await submit(url, { ...PAYER, card: '4242424242424242' })).status, 410)
    assert.equal((await pay(sandbox, session.id)).status, 410)
  })

  test('charges once, however often it is paid', async ({ assert, cleanup }) => {
    const { sandbox, stripe, session } = await opened(cleanup)
    await Promise.all(Array.from({ length: 10 }, () => pay(sandbox, session.id)))
    assert.lengthOf((await stripe.charges.list()).data, 1)
    const declined = await stripe.checkout.sessions.create(aSession())
    const answer = await pay(sandbox, declined.id, { card: '4000000000000002' })
    assert.equal(answer.status, 402)
  })
})
