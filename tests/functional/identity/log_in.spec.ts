import { test } from '@japa/runner'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { until } from '#tests/support/until'
import { plantOrganization } from '#tests/support/organizations'
import { Browser, cleanStart, newEmail, PASSWORD, plantAccount } from './support.js'

const sessionsOf = (userId: string) =>
  sql<{ id: string; remembered: boolean; revoked_at: Date | null }>(
    'select id, remembered, revoked_at from user_sessions where user_id = ? order by created_at',
    [userId]
  )
const rememberCookie = (browser: Browser) =>
  [...browser.cookies].find(([name]) => name.startsWith('remember_'))
/** The same person after the browser forgot its session, as after months. */
const onlyRemembered = (browser: Browser) => {
  const copy = new Browser()
  const [name, value] = rememberCookie(browser)!
  copy.cookies.set(name, value)
  return copy
}

test.group('Logging in and out', (group) => {
  group.each.setup(cleanStart)

  test('makes a session row, takes a new session id, and says who it is', async ({ assert }) => {
    const account = await plantAccount()
    const browser = new Browser()
    await browser.get('/login')
    const before = browser.cookies.get('warren')
    assert.isString(before)
    const thief = new Browser()
    thief.cookies.set('warren', before!)

    const answer = await browser.logIn(account.email)
    assert.equal(answer.location, '/learn')
    assert.notEqual(browser.cookies.get('warren'), before)
    assert.isTrue(await browser.isLoggedIn())
    // Whoever fixed the id beforehand has a session of nobody.
    assert.isFalse(await thief.isLoggedIn())
    const rows = await sessionsOf(account.id)
    assert.lengthOf(rows, 1)
    assert.isNull(rows[0].revoked_at)
    const line = answer.cookies.find((cookie) => cookie.startsWith('warren='))!
    assert.match(line, /HttpOnly/i)
    assert.match(line, /SameSite=Lax/i)
    assert.isUndefined(rememberCookie(browser))
  })

  test('logging out ends the session on the server, not only in the browser', async ({
    assert,
  }) => {
    const account = await plantAccount()
    const browser = new Browser()
    await browser.logIn(account.email, PASSWORD, { remember: true })
    const thief = new Browser()
    for (const [name, value] of browser.cookies) thief.cookies.set(name, value)
    assert.isTrue(await thief.isLoggedIn())
    const answer = await browser.submit('POST', '/logout')
    assert.equal(answer.location, '/login')
    assert.isFalse(await browser.isLoggedIn())
    assert.isFalse(await thief.isLoggedIn())
    const [row] = await sessionsOf(account.id)
    assert.isNotNull(row.revoked_at)
    assert.lengthOf(
      await sql('select 1 from remember_me_tokens where tokenable_id = ?', [account.id]),
      0
    )
  })

  test('answers the same for a wrong password and an unknown address', async ({ assert }) => {
    const known = await plantAccount()
    const disabled = await plantAccount()
    await sql('update users set disabled_at = clock_timestamp() where id = ?', [disabled.id])
    const answers = []
    for (const [email, password] of [
      [newEmail(), 'not the password'],
      [known.email, 'not the password'],
      [disabled.email, PASSWORD],
      ['no address at all', 'not the password'],
    ]) {
      const browser = new Browser()
      const { status, location, text } = await browser.logIn(email, password)
      answers.push([status, location, text, await browser.told()])
    }
    assert.include(answers[0][3], 'This e-mail and password do not fit')
    for (const answer of answers) assert.deepEqual(answer, answers[0])
    await until('the failure in the log', async () => {
      const rows = await sql(
        `select 1 from events where type = 'user.login_failed' and subject_id = ?`,
        [known.id]
      )
      return rows.length === 1
    })
  })

  test('an address that is not verified gets a mail instead of a session', async ({ assert }) => {
    const account = await plantAccount({ verified: false })
    const browser = new Browser()
    assert.equal((await browser.logIn(account.email)).location, '/signup/sent')
    assert.isFalse(await browser.isLoggedIn())
    const mails = await sql(`select 1 from outgoing_mails where user_id = ?`, [account.id])
    assert.lengthOf(mails, 1)
  })

  test('wherever capitals and blanks stand in the address', async ({ assert }) => {
    const account = await plantAccount()
    const browser = new Browser()
    await browser.logIn(`  ${account.email.toUpperCase()} `)
    assert.isTrue(await browser.isLoggedIn())
  })

  test('remember me opens a new session that is listed, until it is revoked', async ({
    assert,
  }) => {
    const account = await plantAccount()
    const browser = new Browser()
    await browser.logIn(account.email, PASSWORD, { remember: true })
    const later = onlyRemembered(browser)
    assert.isTrue(await later.isLoggedIn())
    const rows = await sessionsOf(account.id)
    assert.deepEqual(
      rows.map((row) => row.remembered),
      [true, true]
    )

    const stolen = onlyRemembered(later)
    const elsewhere = new Browser()
    await elsewhere.logIn(account.email)
    for (const row of rows) await elsewhere.submit('DELETE', `/account/sessions/${row.id}`)
    assert.isFalse(await browser.isLoggedIn())
    assert.isFalse(await later.isLoggedIn())
    // The cookie alone does not open it again.
    assert.isFalse(await stolen.isLoggedIn())
    assert.isTrue(await elsewhere.isLoggedIn())
  })

  test('one ends all others, and nobody ends a session of somebody else', async ({ assert }) => {
    const account = await plantAccount()
    const [here, there] = [new Browser(), new Browser()]
    await here.logIn(account.email)
    await there.logIn(account.email)
    const stranger = new Browser()
    await stranger.logIn((await plantAccount()).email)
    const [row] = await sessionsOf(account.id)
    assert.equal((await stranger.submit('DELETE', `/account/sessions/${row.id}`)).status, 404)
    assert.isTrue(await here.isLoggedIn())
    const page = await here.get('/account')
    assert.include(page.text, row.id)

    await here.submit('DELETE', '/account/sessions')
    assert.isTrue(await here.isLoggedIn())
    assert.isFalse(await there.isLoggedIn())
  })

  test('a session ends after thirty days whatever is done in it', async ({ assert }) => {
    const account = await plantAccount()
    const browser = new Browser()
    await browser.logIn(account.email, PASSWORD, { remember: true })
    clock.setOffset(29 * 86_400)
    assert.isTrue(await browser.isLoggedIn())
    clock.setOffset(31 * 86_400)
    assert.isFalse(await browser.isLoggedIn())
  })

  test('a disabled user is out with the next request', async ({ assert }) => {
    const account = await plantAccount()
    const browser = new Browser()
    await browser.logIn(account.email)
    await sql('update users set disabled_at = clock_timestamp() where id = ?', [account.id])
    assert.isFalse(await browser.isLoggedIn())
  })

  test('who was sent to log in comes back to the page, and to pages of ours only', async ({
    assert,
  }) => {
    const account = await plantAccount()
    const browser = new Browser()
    const asked = await browser.get('/account?tab=sessions')
    assert.equal(asked.location, '/login')
    assert.equal((await browser.logIn(account.email)).location, '/account?tab=sessions')

    const lured = new Browser()
    await lured.get('//evil.test/account')
    assert.equal((await lured.logIn(account.email)).location, '/learn')
  })

  test('fetches, streams and posts are told 401 or sent to log in, and are nothing to come back to', async ({
    assert,
  }) => {
    const account = await plantAccount()
    const machine: Record<string, string>[] = [
      { accept: 'application/json' },
      { accept: 'text/event-stream' },
      { 'accept': '*/*', 'sec-fetch-dest': 'empty' },
    ]
    const browser = new Browser()
    for (const headers of machine) {
      const answer = await browser.get('/notifications', headers)
      assert.equal(answer.status, 401)
      assert.match(String(answer.headers['content-type']), /application\/problem\+json/)
      assert.equal(JSON.parse(answer.text).status, 401)
    }
    assert.equal((await browser.submit('PUT', '/account', {})).location, '/login')
    assert.equal((await browser.logIn(account.email)).location, '/learn')
  })

  test('staff come to the admin', async ({ assert }) => {
    const account = await plantAccount()
    const organizationId = await plantOrganization()
    await sql(
      `insert into memberships (id, organization_id, user_id, role, created_at, updated_at)
       values (gen_random_uuid(), ?, ?, 'viewer', clock_timestamp(), clock_timestamp())`,
      [organizationId, account.id]
    )
    assert.equal((await new Browser().logIn(account.email)).location, '/admin')
  })
})

test.group('Guessing passwords', (group) => {
  group.each.setup(cleanStart)

  test('ends after five tries, also with the right one and after a restart', async ({ assert }) => {
    const account = await plantAccount()
    const browser = new Browser()
    const spellings = [account.email, account.email.toUpperCase(), ` ${account.email}`]
    for (let n = 0; n < 5; n++) {
      await browser.logIn(spellings[n % 3], `guess ${n}`)
    }
    const refused = await browser.logIn(account.email)
    assert.include(await browser.told(), 'That was too often')
    assert.isFalse(await browser.isLoggedIn())
    assert.isAbove(Number(refused.headers['retry-after']), 0)
    // All that is counted is in the database, where a restart finds it.
    const rows = await sql<{ key: string; points: number }>(
      `select key, points from rate_limits where key like '%login%'`
    )
    assert.sameMembers(
      rows.map(({ key }) => key.split(':').find((part) => part.startsWith('login'))),
      ['login', 'login-account', 'login-from']
    )
    const other = new Browser()
    await other.logIn((await plantAccount()).email)
    assert.isTrue(await other.isLoggedIn())
  })

  test('a machine is answered 429', async ({ assert }) => {
    const account = await plantAccount()
    const browser = new Browser()
    let last = 0
    for (let n = 0; n < 6; n++) {
      const body = { email: account.email, password: 'guess' }
      last = (await browser.submit('POST', '/login', body, { accept: 'application/json' })).status
    }
    assert.equal(last, 429)
  })

  test('five at the same moment do not pass as fewer', async ({ assert }) => {
    const account = await plantAccount()
    const browsers = Array.from({ length: 8 }, () => new Browser())
    for (const browser of browsers) await browser.get('/login')
    const answers = await Promise.all(
      browsers.map((browser) =>
        browser.submit(
          'POST',
          '/login',
          { email: account.email, password: 'guess' },
          { accept: 'application/json' }
        )
      )
    )
    assert.lengthOf(
      answers.filter(({ status }) => status === 422),
      5
    )
    assert.lengthOf(
      answers.filter(({ status }) => status === 429),
      3
    )
  })

  test('many accounts from one address are limited too', async ({ assert }) => {
    const browser = new Browser()
    for (let n = 0; n < 20; n++) await browser.logIn(newEmail(), 'guess')
    const account = await plantAccount()
    await browser.logIn(account.email)
    assert.isFalse(await browser.isLoggedIn())
  })

  test('a log-in that goes well forgets the tries before it', async ({ assert }) => {
    const account = await plantAccount()
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 4; n++) await new Browser().logIn(account.email, 'guess')
      const browser = new Browser()
      await browser.logIn(account.email)
      assert.isTrue(await browser.isLoggedIn())
    }
  })
})
