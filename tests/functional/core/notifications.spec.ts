import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import pg from 'pg'
import db from '@adonisjs/lucid/services/db'
import queueConfig from '#config/queue'
import { sql } from '#core/database/sql'
import { LIVE_NOTIFICATION } from '#core/live/broadcast'
import { notificationKinds } from '#core/notifications/kinds'
import { notify, type Notice } from '#core/notifications/notify'
import { plantOrganization, plantUser } from '#tests/support/organizations'
import { until } from '#tests/support/until'

notificationKinds.add('core_test/loud', { label: 'Loud', defaultInApp: true, defaultEmail: true })
notificationKinds.add('core_test/quiet', {
  label: 'Quiet',
  defaultInApp: true,
  defaultEmail: false,
})

const send = (users: string[], notice: Partial<Notice> = {}) =>
  db.transaction((trx) =>
    notify(
      users,
      {
        kind: 'core_test/loud',
        key: randomUUID(),
        title: 'A new order',
        url: '/admin/orders/1',
        organizationId: null,
        ...notice,
      },
      trx
    )
  )
const rowsOf = (userId: string) =>
  sql('select kind, title, url, read_at is not null as read from notifications where user_id = ?', [
    userId,
  ])
const mailsTo = (userId: string) =>
  sql(`select mail, state from outgoing_mails where user_id = ?`, [userId])
const prefer = (userId: string, kind: string, inApp: boolean, email: boolean) =>
  sql(
    `insert into notification_preferences (user_id, kind, in_app, email, updated_at)
     values (?, ?, ?, ?, clock_timestamp())`,
    [userId, kind, inApp, email]
  )

test.group('Notifications', () => {
  test('each user is told once per key, in the app and by mail', async ({ assert }) => {
    const organizationId = await plantOrganization()
    const [ada, bob] = [await plantUser(), await plantUser()]
    const key = `order:${randomUUID()}`
    const told = await send([ada.id, bob.id, ada.id], { key, organizationId })
    assert.sameMembers(told, [ada.id, bob.id])
    assert.deepEqual(await send([ada.id], { key, organizationId }), [])
    assert.deepEqual(await rowsOf(ada.id), [
      { kind: 'core_test/loud', title: 'A new order', url: '/admin/orders/1', read: false },
    ])
    assert.lengthOf(await mailsTo(ada.id), 1)
    assert.lengthOf(await mailsTo(bob.id), 1)
  })

  test('two at once tell once', async ({ assert }) => {
    const { id } = await plantUser()
    const key = randomUUID()
    const told = await Promise.all([1, 2, 3, 4].map(() => send([id], { key })))
    assert.lengthOf(told.flat(), 1)
    assert.lengthOf(await mailsTo(id), 1)
  })

  test('goes the way that its kind and the user want', async ({ assert }) => {
    const [plain, mailOnly, appOnly] = [await plantUser(), await plantUser(), await plantUser()]
    await prefer(mailOnly.id, 'core_test/quiet', false, true)
    await prefer(appOnly.id, 'core_test/quiet', true, false)
    await send([plain.id, mailOnly.id, appOnly.id], { kind: 'core_test/quiet' })
    assert.deepEqual(
      [(await mailsTo(plain.id)).length, (await mailsTo(mailOnly.id)).length],
      [0, 1]
    )
    assert.lengthOf(await mailsTo(appOnly.id), 0)
    assert.containsSubset(await rowsOf(mailOnly.id), [{ read: true }])
    assert.containsSubset(await rowsOf(appOnly.id), [{ read: false }])
  })

  test('a disabled user is left alone', async ({ assert }) => {
    const { id } = await plantUser()
    await sql('update users set disabled_at = clock_timestamp() where id = ?', [id])
    assert.deepEqual(await send([id]), [])
    assert.lengthOf(await rowsOf(id), 0)
  })

  test('is heard live after the commit, and not when rolled back', async ({ assert }) => {
    const client = new pg.Client({ connectionString: queueConfig.databaseUrl })
    const heard: { channel: string }[] = []
    client.on('notification', ({ payload }) => heard.push(JSON.parse(payload!)))
    await client.connect()
    await client.query(`listen ${LIVE_NOTIFICATION}`)
    try {
      const [lost, kept] = [await plantUser(), await plantUser()]
      await assert.rejects(() =>
        db.transaction(async (trx) => {
          await notify(
            [lost.id],
            { kind: 'core_test/loud', key: 'k', title: 'x', organizationId: null },
            trx
          )
          throw new Error('rolled back')
        })
      )
      await send([kept.id])
      await until('it is heard', () => heard.some(({ channel }) => channel === `users/${kept.id}`))
      assert.isFalse(heard.some(({ channel }) => channel === `users/${lost.id}`))
      assert.lengthOf(await mailsTo(lost.id), 0)
    } finally {
      await client.end()
    }
  })
})
