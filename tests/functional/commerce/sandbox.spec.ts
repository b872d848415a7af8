import { test } from '@japa/runner'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sandbox } from '#config/app'
import env from '#start/env'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { refundOrder } from '#commerce/refunding'
import { performRefund } from '#commerce/refunds'
import type { RunningSandbox } from '#sandbox/server'
import { applyOwed, fresh, NOTHING, ONCE, placeOrder, plantShop, traces } from '#tests/support/shop'
import { until } from '#tests/support/until'

test.group('A sale through the sandbox', (group) => {
  group.tap((one) => one.timeout(60_000))
  let running: RunningSandbox
  let home: string
  const formerPort = sandbox.port

  group.setup(async () => {
    const { startSandbox } = await import('#sandbox/server')
    home = await mkdtemp(join(tmpdir(), 'warren-sandbox-'))
    running = await startSandbox({ port: 0, smtpPort: 0, home, appPort: env.get('PORT') })
    sandbox.port = Number(new URL(running.url).port)
    return async () => {
      sandbox.port = formerPort
      await running.close()
      await rm(home, { recursive: true, force: true })
    }
  })
  group.each.teardown(async () => {
    clock.restore()
    await control({ duplicate: 0, reorder: 0, drop: 0, clockOffsetSeconds: 0 })
  })

  const post = (path: string, body: object) =>
    fetch(running.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
  const control = (knobs: object) => post('/control', knobs)
  const pay = (sessionId: string, body: object = {}) =>
    post(`/stripe/_test/sessions/${sessionId}/pay`, {
      email: 'sam@sandbox.test',
      name: 'Sam',
      ...body,
    })
  const becomes = (order: Parameters<typeof fresh>[0], status: string) =>
    until(`the order is ${status}`, async () => {
      await applyOwed()
      return (await fresh(order)).status === status
    })

  test('ends in access and a receipt, once, though events come twice and mixed', async ({
    assert,
  }) => {
    await control({ duplicate: 1, reorder: 0.5 })
    const shop = await plantShop()
    const order = await placeOrder(shop)
    assert.equal((await pay(order.checkoutSessionId!)).status, 200)
    await becomes(order, 'paid')
    await until('the payment is told as well as the session', async () => {
      await applyOwed()
      const told = await sql('select distinct type from payment_events where order_id = ?', [
        order.id,
      ])
      return told.length >= 2
    })
    assert.deepEqual(await traces(order), ONCE)
  })

  test('goes on after a declined card, and not with it', async ({ assert }) => {
    const shop = await plantShop()
    const order = await placeOrder(shop)
    await pay(order.checkoutSessionId!, { card: '4000000000000002' })
    await applyOwed()
    assert.equal((await fresh(order)).status, 'pending')
    assert.deepEqual(await traces(order), NOTHING)
    await pay(order.checkoutSessionId!)
    await becomes(order, 'paid')
    assert.deepEqual(await traces(order), ONCE)
  })

  test('waits for a bank, and is refunded in the end', async ({ assert }) => {
    const shop = await plantShop({ seats: 1 })
    const order = await placeOrder(shop)
    await pay(order.checkoutSessionId!, { method: 'delayed' })
    await becomes(order, 'processing')
    await control({ clockOffsetSeconds: 7 * 86_400 })
    await becomes(order, 'paid')
    assert.deepEqual(await traces(order), ONCE)
    await Tenant.run(shop.organizationId, async () => {
      const { id } = await refundOrder(order.id, { reason: 'Asked for', requestedBy: null })
      await performRefund(id)
    })
    assert.equal((await fresh(order)).status, 'refunded')
    await applyOwed()
    assert.lengthOf((await fresh(order)).refunds, 1)
  })
})
