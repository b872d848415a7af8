import { test } from '@japa/runner'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import {
  Browser,
  cleanStart,
  mailsTo,
  newEmail,
  PASSWORD,
  plantAccount,
  readMail,
} from './support.js'

const NEW_PASSWORD = 'softer hay smells better'
const kinds = async (email: string) => (await mailsTo(email)).map(({ mail }) => mail)
const emailOf = async (id: string) =>
  (await sql<{ email: string }>('select email from users where id = ?', [id]))[0].email

async function loggedIn(email: string): Promise<Browser> {
  const browser = new Browser()
  await browser.logIn(email)
  return browser
}

test.group('A new password by mail', (group) => {
  group.each.setup(cleanStart)

  test('the link works once, ends every session and tells the owner', async ({ assert }) => {
    const account = await plantAccount()
    const elsewhere = new Browser()
    await elsewhere.logIn(account.email, PASSWORD, { remember: true })
    const browser = new Browser()
    await browser.submit('POST', '/password/forgot', { email: account.email })
    const { path } = await readMail(account.email, 'reset_password')
    const page = await browser.get(path)
    assert.equal(page.headers['referrer-policy'], 'no-referrer')

    const answer = await browser.submit('PUT', path, { password: NEW_PASSWORD })
    assert.equal(answer.location, '/login')
    assert.isFalse(await browser.isLoggedIn())
    assert.isFalse(await elsewhere.isLoggedIn())
    assert.include(await kinds(account.email), 'identity/password_changed')
    await browser.logIn(account.email, PASSWORD)
    assert.isFalse(await browser.isLoggedIn())
    await browser.logIn(account.email, NEW_PASSWORD)
    assert.isTrue(await browser.isLoggedIn())

    const again = new Browser()
    const second = await again.submit('PUT', path, { password: 'yet another one' })
    assert.equal(second.location, '/password/forgot')
    assert.isTrue(await browser.isLoggedIn())
  })

  test('twice at the same moment counts once', async ({ assert }) => {
    const account = await plantAccount()
    const browsers = [new Browser(), new Browser()]
    await browsers[0].submit('POST', '/password/forgot', { email: account.email })
    await browsers[1].get('/login')
    const { path } = await readMail(account.email, 'reset_password')
    const answers = await Promise.all(
      browsers.map((browser, n) =>
        browser.submit('PUT', path, { password: `${NEW_PASSWORD} ${n}` })
      )
    )
    assert.sameMembers(
      answers.map(({ location }) => location),
      ['/login', '/password/forgot']
    )
  })

  test('an older, an expired, a foreign and a made-up link change nothing', async ({ assert }) => {
    const account = await plantAccount()
    const browser = new Browser()
    await browser.submit('POST', '/password/forgot', { email: account.email })
    const older = await readMail(account.email, 'reset_password')
    await browser.submit('POST', '/password/forgot', { email: account.email })
    const newer = await readMail(account.email, 'reset_password')
    const waiting = await plantAccount({ verified: false })
    await browser.submit('POST', '/email/verify', { email: waiting.email })
    const foreign = (await readMail(waiting.email, 'verify_email')).path
    clock.setOffset(61 * 60)
    for (const path of [
      older.path,
      newer.path,
      foreign.replace('/email/verify/', '/password/reset/'),
      '/password/reset/aaaaaaaaaaaaaaaaaaaaaaaa',
    ]) {
      const { location } = await browser.submit('PUT', path, { password: NEW_PASSWORD })
      assert.equal(location, '/password/forgot')
    }
    clock.restore()
    await browser.logIn(account.email)
    assert.isTrue(await browser.isLoggedIn())
  })

  test('answers the same for a known, an unknown and a disabled address', async ({ assert }) => {
    const known = await plantAccount()
    const disabled = await plantAccount()
    await sql('update users set disabled_at = clock_timestamp() where id = ?', [disabled.id])
    const answers = []
    for (const email of [known.email, newEmail(), disabled.email]) {
      const browser = new Browser()
      const { status, location, text } = await browser.submit('POST', '/password/forgot', { email })
      answers.push([status, location, text, await browser.told()])
    }
    assert.include(answers[0][3], 'If this address has an account')
    assert.deepEqual(answers[1], answers[0])
    assert.deepEqual(answers[2], answers[0])
    assert.deepEqual(await kinds(known.email), ['identity/reset_password'])
    assert.deepEqual(await kinds(disabled.email), [])
  })

  test('a forged Host header does not get into the link', async ({ assert }) => {
    const account = await plantAccount()
    const browser = new Browser()
    await browser.get('/login')
    await browser.submit(
      'POST',
      '/password/forgot',
      { email: account.email },
      {
        'x-forwarded-host': 'evil.test',
        'x-forwarded-proto': 'https',
        'forwarded': 'host=evil.test',
      }
    )
    const { text } = await readMail(account.email, 'reset_password')
    assert.notInclude(text, 'evil.test')
  })

  test('is asked for five times an hour', async ({ assert }) => {
    const account = await plantAccount()
    for (let n = 0; n < 7; n++)
      await new Browser().submit('POST', '/password/forgot', { email: account.email })
    assert.lengthOf(await mailsTo(account.email), 5)
  })
})

test.group('One’s own password', (group) => {
  group.each.setup(cleanStart)

  test('is changed with the present one; other sessions and open links end', async ({ assert }) => {
    const account = await plantAccount()
    const [browser, elsewhere] = [await loggedIn(account.email), await loggedIn(account.email)]
    await elsewhere.submit('POST', '/password/forgot', { email: account.email })
    const { path } = await readMail(account.email, 'reset_password')
    const body = { currentPassword: PASSWORD, password: NEW_PASSWORD }
    assert.equal((await browser.submit('PUT', '/account/password', body)).location, '/account')
    assert.isTrue(await browser.isLoggedIn())
    assert.isFalse(await elsewhere.isLoggedIn())
    assert.include(await kinds(account.email), 'identity/password_changed')
    const late = await new Browser().submit('PUT', path, { password: 'set by an old link' })
    assert.equal(late.location, '/password/forgot')
    await elsewhere.get('/login')
    await elsewhere.logIn(account.email, NEW_PASSWORD)
    assert.isTrue(await elsewhere.isLoggedIn())
  })

  test('is not changed with a wrong one, and guessing ends', async ({ assert }) => {
    const account = await plantAccount()
    const browser = await loggedIn(account.email)
    const change = (currentPassword: string) =>
      browser.submit('PUT', '/account/password', { currentPassword, password: NEW_PASSWORD })
    await change('a guess')
    assert.include(await browser.told('/account'), 'This is not your password')
    for (let n = 0; n < 4; n++) await change(`guess ${n}`)
    await change(PASSWORD)
    assert.include(await browser.told('/account'), 'That was too often')
    const [{ changed }] = await sql<{ changed: boolean }>(
      'select password_changed_at is not null as changed from users where id = ?',
      [account.id]
    )
    assert.isFalse(changed)
  })

  test('needs somebody who is logged in', async ({ assert }) => {
    const body = { currentPassword: PASSWORD, password: NEW_PASSWORD }
    const answer = await new Browser().submit('PUT', '/account/password', body)
    assert.equal(answer.location, '/login')
  })
})

test.group('One’s own address', (group) => {
  group.each.setup(cleanStart)

  const ask = (browser: Browser, email: string, currentPassword = PASSWORD) =>
    browser.submit('POST', '/account/email', { email, currentPassword })

  test('moves when the new one is confirmed; the old one is told, its links end', async ({
    assert,
  }) => {
    const account = await plantAccount()
    const next = newEmail()
    const browser = await loggedIn(account.email)
    await browser.submit('POST', '/password/forgot', { email: account.email })
    const old = await readMail(account.email, 'reset_password')
    await ask(browser, next)
    assert.equal(await emailOf(account.id), account.email)
    const { path } = await readMail(next, 'change_email')
    await browser.get(path)
    assert.equal(await emailOf(account.id), account.email)
    await browser.submit('PUT', path)
    assert.equal(await emailOf(account.id), next)
    assert.include(await kinds(account.email), 'identity/email_changed')
    const late = await new Browser().submit('PUT', old.path, { password: NEW_PASSWORD })
    assert.equal(late.location, '/password/forgot')
    const again = new Browser()
    await again.submit('PUT', path)
    await again.logIn(next)
    assert.isTrue(await again.isLoggedIn())
  })

  test('does not move without the password', async ({ assert }) => {
    const account = await plantAccount()
    const next = newEmail()
    const browser = await loggedIn(account.email)
    await ask(browser, next, 'a guess')
    assert.include(await browser.told('/account'), 'This is not your password')
    assert.deepEqual(await mailsTo(next), [])
  })

  test('one that is taken gets no mail, and the page says the same', async ({ assert }) => {
    const account = await plantAccount()
    const other = await plantAccount()
    const browser = await loggedIn(account.email)
    const answers = []
    for (const email of [newEmail(), other.email]) {
      const { status, location } = await ask(browser, email)
      answers.push([status, location, await browser.told('/account')])
    }
    assert.deepEqual(answers[1], answers[0])
    assert.deepEqual(await mailsTo(other.email), [])
  })

  test('two who want the same one: the first who confirms has it', async ({ assert }) => {
    const next = newEmail()
    const accounts = [await plantAccount(), await plantAccount()]
    const paths: string[] = []
    for (const { email } of accounts) {
      await ask(await loggedIn(email), next)
      paths.push((await readMail(next, 'change_email')).path)
    }
    const browsers = [new Browser(), new Browser()]
    for (const browser of browsers) await browser.get('/login')
    const answers = await Promise.all(paths.map((path, n) => browsers[n].submit('PUT', path)))
    assert.isTrue(answers.every(({ status }) => status === 302))
    const owners = await sql('select id from users where email_norm = ?', [next])
    assert.lengthOf(owners, 1)
  })
})

test.group('One’s own profile', (group) => {
  group.each.setup(cleanStart)

  test('is saved; what is not on the form is not', async ({ assert }) => {
    const account = await plantAccount()
    const browser = await loggedIn(account.email)
    await browser.submit('PUT', '/account', {
      fullName: 'Flora Field',
      locale: 'de',
      timeZone: 'Europe/Berlin',
      isOperator: true,
      email: 'other@house.test',
      password: 'smuggled in',
    })
    const [row] = await sql<Record<string, unknown>>('select * from users where id = ?', [
      account.id,
    ])
    assert.containsSubset(row, {
      full_name: 'Flora Field',
      locale: 'de',
      time_zone: 'Europe/Berlin',
      is_operator: false,
      email: account.email,
    })
    const other = new Browser()
    await other.logIn(account.email)
    assert.isTrue(await other.isLoggedIn())
  })
})
