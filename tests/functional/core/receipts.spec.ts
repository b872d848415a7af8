import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import {
  applyReceipt,
  receiptAppliers,
  storeReceipt,
  sweepReceipts,
  type StoredReceipt,
} from '#core/receipts/receipt'
import { Tenant } from '#core/tenancy/tenant'
import { plantOrganization } from '#tests/support/organizations'
import { stopWorking, workOff } from '#tests/support/queue'

const applied: { receipt: StoredReceipt; tenant: string | null }[] = []
let failures = 0

receiptAppliers.add('core_test', async (receipt) => {
  if (failures > 0) {
    failures--
    throw new Error('the provider does not answer')
  }
  applied.push({ receipt, tenant: Tenant.idOrNull() })
  return { state: 'applied', note: 'done' }
})

const store = (eventId: string, organizationId: string | null = null, provider = 'core_test') =>
  db.transaction((trx) =>
    storeReceipt(
      {
        organizationId,
        provider,
        account: 'acct_1',
        eventId,
        type: 'thing.happened',
        objectId: 'obj_1',
        body: '{"id":"evt"}',
        providerCreatedAt: new Date(),
      },
      trx
    )
  )
const state = async (id: number) =>
  (await sql('select state, attempts, note from receipts where id = ?', [id]))[0]

test.group('Receipts', (group) => {
  group.setup(async () => {
    await workOff()
    return () => stopWorking()
  })
  group.each.setup(() => {
    applied.length = 0
    failures = 0
  })

  test('a webhook is stored once and applied once, with its tenant', async ({ assert }) => {
    const organizationId = await plantOrganization()
    const eventId = `evt_${randomUUID()}`
    const [first, ...others] = await Promise.all(
      [1, 2, 3, 4].map(() => store(eventId, organizationId))
    )
    assert.lengthOf(
      [first, ...others].filter((receipt) => receipt.isNew),
      1
    )
    assert.isTrue(others.every((receipt) => receipt.id === first.id))
    await workOff()
    assert.lengthOf(applied, 1)
    assert.containsSubset(applied[0], {
      tenant: organizationId,
      receipt: { eventId, objectId: 'obj_1' },
    })
    assert.containsSubset(await state(first.id), { state: 'applied', attempts: 1, note: 'done' })
    const [body] = await sql('select body from receipt_bodies where receipt_id = ?', [first.id])
    assert.equal(body.body, '{"id":"evt"}')
  })

  test('a rolled-back webhook leaves nothing', async ({ assert }) => {
    const eventId = `evt_${randomUUID()}`
    await assert.rejects(() =>
      db.transaction(async (trx) => {
        await storeReceipt(
          {
            organizationId: null,
            provider: 'core_test',
            account: 'a',
            eventId,
            type: 't',
            objectId: null,
            body: '',
            providerCreatedAt: null,
          },
          trx
        )
        throw new Error('no')
      })
    )
    assert.lengthOf(await sql('select 1 from receipts where event_id = ?', [eventId]), 0)
  })

  test('what could not be applied waits, and the sweeper brings it back', async ({ assert }) => {
    failures = 1
    const { id } = await store(`evt_${randomUUID()}`)
    await workOff()
    assert.containsSubset(await state(id), {
      state: 'received',
      attempts: 1,
      note: 'the provider does not answer',
    })
    assert.lengthOf(applied, 0)
    await sql('update receipts set due_at = clock_timestamp() where id = ?', [id])
    assert.isAtLeast(await sweepReceipts(), 1)
    await workOff()
    assert.containsSubset(await state(id), { state: 'applied', attempts: 2 })
  })

  test('after its last try it is given up visibly, and can be tried by hand', async ({
    assert,
  }) => {
    const { id } = await store(`evt_${randomUUID()}`)
    await sql(
      `update receipts set attempts = 14, state = 'received', due_at = clock_timestamp() where id = ?`,
      [id]
    )
    failures = 1
    await assert.rejects(() => applyReceipt(id), 'the provider does not answer')
    assert.containsSubset(await state(id), { state: 'failed', attempts: 15 })
    await applyReceipt(id)
    assert.containsSubset(await state(id), { state: 'applied' })
  }).setup(() => stopWorking())

  test('a provider that nobody knows is no silent success', async ({ assert }) => {
    const { id } = await store(`evt_${randomUUID()}`, null, 'nobody')
    await workOff()
    assert.containsSubset(await state(id), {
      state: 'received',
      note: 'There is no receipt applier "nobody"',
    })
  })
})
