import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { notificationKinds } from '#core/notifications/kinds'
import { notify } from '#core/notifications/notify'
import { plant, type Planted } from '#tests/support/canary'
import { sql } from '#core/database/sql'
import { Visitor } from '../matrix/actors.js'
import { cleanStart } from './support.js'

type Page = { notifications: { title: string; readAt: string | null }[]; next: string | null }

const KIND = 'identity_test/news'
notificationKinds.add(KIND, { label: 'News', defaultInApp: true, defaultEmail: false })

const tell = (userId: string, title: string) =>
  db.transaction((trx) =>
    notify(
      [userId],
      { kind: KIND, key: randomUUID(), title, url: '/admin', organizationId: null },
      trx
    )
  )
const emailOf = async (userId: string) =>
  (await sql<{ email: string }>('select email from users where id = ?', [userId]))[0].email
const json = (text: string) => JSON.parse(text.slice(text.indexOf('\n') + 1))

/** What the server hands to the page. */
const propsOf = (text: string): Page => json(text).props

test.group('Notifications of a user', (group) => {
  let house: Planted
  let owner: Visitor
  let viewer: Visitor

  group.setup(async () => {
    await cleanStart()
    house = await plant('N')
    owner = await new Visitor('owner').logIn(await emailOf(house.users.owner))
    viewer = await new Visitor('viewer').logIn(await emailOf(house.users.viewer))
  })

  test('are listed newest first, page by page, and are hers alone', async ({ assert }) => {
    for (const title of ['one', 'two', 'three']) await tell(house.users.owner, title)
    await tell(house.users.viewer, 'not hers')
    const first = json((await owner.request('GET', '/notifications?per_page=2')).text)
    assert.deepEqual(
      first.data.map((notice: { title: string }) => notice.title),
      ['three', 'two']
    )
    assert.isAtLeast(first.unread, 3)
    const second = json(
      (
        await owner.request(
          'GET',
          `/notifications?per_page=2&cursor=${encodeURIComponent(first.next)}`
        )
      ).text
    )
    assert.equal(second.data[0].title, 'one')
    assert.notInclude(JSON.stringify([first, second]), 'not hers')
  })

  test('a cursor of somebody else is refused', async ({ assert }) => {
    await tell(house.users.owner, 'a')
    await tell(house.users.owner, 'b')
    const { next } = json((await owner.request('GET', '/notifications?per_page=1')).text)
    const { status, location } = await viewer.request(
      'GET',
      `/notifications?cursor=${encodeURIComponent(next)}`
    )
    assert.deepEqual([status, location], [302, '/notifications'])
  })

  test('are read one by one or all at once, and nobody reads those of others', async ({
    assert,
  }) => {
    await tell(house.users.viewer, 'x')
    await tell(house.users.viewer, 'y')
    const { data, unread } = json((await viewer.request('GET', '/notifications')).text)
    const foreign = json(
      (await owner.request('POST', '/notifications/reads', { body: { id: data[0].id } })).text
    )
    assert.equal(foreign.read, 0)
    const one = json(
      (await viewer.request('POST', '/notifications/reads', { body: { id: data[0].id } })).text
    )
    assert.deepEqual([one.read, one.unread], [1, unread - 1])
    const all = json((await viewer.request('POST', '/notifications/reads', { body: {} })).text)
    assert.equal(all.unread, 0)
    const unreadOfOwner = await sql(
      'select 1 from notifications where user_id = ? and read_at is null',
      [house.users.owner]
    )
    assert.isAbove(unreadOfOwner.length, 0)
  })

  test('an id that is none is told, not met by the database', async ({ assert }) => {
    const { status } = await owner.request('POST', '/notifications/reads', { body: { id: 'nope' } })
    assert.isBelow(status, 500)
    assert.notEqual(status, 200)
  })

  test('have a page of their own, the newest first, with all of them over its pages', async ({
    assert,
  }) => {
    const reader = await new Visitor('reader').logIn(await emailOf(house.users.agent))
    for (let n = 1; n <= 60; n++) await tell(house.users.agent, `Agent news ${n}.`)
    await tell(house.users.owner, 'Owner news')
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const address: string = cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''
      const { status, text } = await reader.request('GET', `/admin/notifications${address}`)
      assert.equal(status, 200)
      assert.notInclude(text, 'Owner news')
      const page = propsOf(text)
      seen.push(...page.notifications.map((one) => one.title))
      cursor = page.next
    }
    assert.deepEqual(
      seen,
      Array.from({ length: 60 }, (_, n) => `Agent news ${60 - n}.`)
    )
    await reader.request('POST', '/notifications/reads', { body: {} })
    const { text } = await reader.request('GET', '/admin/notifications')
    assert.isTrue(propsOf(text).notifications.every((one) => one.readAt !== null))
  })

  test('the page is for the staff alone', async ({ assert }) => {
    const { status, text } = await new Visitor('nobody').request('GET', '/admin/notifications')
    assert.notEqual(status, 200)
    assert.notInclude(text, 'news')
  })

  test('strangers get none', async ({ assert }) => {
    const { status, text } = await new Visitor('nobody').request('GET', '/notifications')
    assert.notEqual(status, 200)
    assert.notInclude(text, 'title')
  })

  test('preferences are saved for who saves them', async ({ assert }) => {
    const saved = await owner.request('PUT', '/admin/settings/notifications', {
      body: {
        preferences: [
          { kind: KIND, inApp: false, email: true },
          { kind: 'nobody/knows', inApp: true, email: true },
        ],
      },
    })
    assert.isBelow(saved.status, 400)
    const rows = await sql(
      'select user_id, kind, in_app, email from notification_preferences where kind in (?, ?)',
      [KIND, 'nobody/knows']
    )
    assert.deepEqual(
      rows.filter((row) => row.user_id === house.users.owner),
      [{ user_id: house.users.owner, kind: KIND, in_app: false, email: true }]
    )
    const page = await owner.request('GET', '/admin/settings/notifications')
    assert.include(
      page.text,
      '"kind":"identity_test/news","label":"News","inApp":false,"email":true'
    )
  })

  test('the live channel of a user is for her alone', async ({ assert }) => {
    const path = `/live?channels=users/${house.users.owner}`
    assert.equal((await viewer.request('GET', path)).status, 403)
  })
})
