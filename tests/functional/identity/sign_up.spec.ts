import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { clock } from '#core/clock/clock'
import {
  Browser,
  cleanStart,
  mailsTo,
  newEmail,
  PASSWORD,
  plantAccount,
  readMail,
} from './support.js'

const rowOf = async (email: string) =>
  (
    await sql<{
      id: string
      password: string
      full_name: string
      time_zone: string
      email_verified_at: Date | null
    }>('select * from users where email_norm = lower(?)', [email])
  )[0]
const form = (email: string, more: Record<string, unknown> = {}) => ({
  fullName: 'Flora Founder',
  email,
  password: PASSWORD,
  timeZone: 'Europe/Berlin',
  ...more,
})
const signUp = (browser: Browser, email: string, more?: Record<string, unknown>) =>
  browser.submit('POST', '/signup', form(email, more))

test.group('Signing up', (group) => {
  group.each.setup(cleanStart)

  test('makes a user who is nobody before the address is verified', async ({ assert }) => {
    const email = newEmail()
    const browser = new Browser()
    const answer = await signUp(browser, email)
    assert.equal(answer.location, '/signup/sent')
    const user = await rowOf(email)
    assert.isNull(user.email_verified_at)
    assert.equal(user.time_zone, 'Europe/Berlin')
    assert.match(user.password, /^\$argon2id\$/)
    assert.isFalse(await browser.isLoggedIn())
    assert.deepEqual(
      (await mailsTo(email)).map(({ mail }) => mail),
      ['identity/verify_email']
    )
  })

  test('the link in the mail verifies once, by a button, and logs in', async ({ assert }) => {
    const email = newEmail()
    const browser = new Browser()
    await signUp(browser, email)
    const { path, subject } = await readMail(email, 'verify_email')
    assert.equal(subject, 'Verify your e-mail address')
    const [stored] = await sql<{ token_hash: string }>(
      'select token_hash from user_tokens where user_id = ?',
      [(await rowOf(email)).id]
    )
    assert.notInclude(path, stored.token_hash)

    // A scanner that follows links changes nothing.
    assert.equal((await browser.get(path)).status, 200)
    assert.isNull((await rowOf(email)).email_verified_at)

    const verified = await browser.submit('PUT', path)
    assert.equal(verified.location, '/organizations/create')
    assert.isNotNull((await rowOf(email)).email_verified_at)
    assert.isTrue(await browser.isLoggedIn())

    const again = new Browser()
    assert.equal((await again.submit('PUT', path)).location, '/login')
    assert.include(await again.told(), 'used or too old')
    assert.isFalse(await again.isLoggedIn())
  })

  test('a link opened in another browser verifies, but logs nobody in', async ({ assert }) => {
    const email = newEmail()
    await signUp(new Browser(), email)
    const { path } = await readMail(email, 'verify_email')
    const other = new Browser()
    assert.equal((await other.submit('PUT', path)).location, '/login')
    assert.isNotNull((await rowOf(email)).email_verified_at)
    assert.isFalse(await other.isLoggedIn())
    await other.logIn(email)
    assert.isTrue(await other.isLoggedIn())
  })

  test('whoever took an address first does not keep a password to it', async ({ assert }) => {
    const email = newEmail()
    await signUp(new Browser(), email, { password: 'chosen by a thief', fullName: 'Thief' })
    const owner = new Browser()
    await signUp(owner, email)
    const { path } = await readMail(email, 'verify_email')
    await owner.submit('PUT', path)
    assert.isTrue(await owner.isLoggedIn())
    assert.equal((await rowOf(email)).full_name, 'Flora Founder')
    const thief = new Browser()
    await thief.logIn(email, 'chosen by a thief')
    assert.isFalse(await thief.isLoggedIn())
  })

  test('an older, an expired and a foreign link are worth nothing', async ({ assert }) => {
    const email = newEmail()
    const browser = new Browser()
    await signUp(browser, email)
    const older = await readMail(email, 'verify_email')
    await browser.submit('POST', '/email/verify', { email })
    const newer = await readMail(email, 'verify_email')
    assert.equal((await browser.submit('PUT', older.path)).location, '/login')

    const reset = await plantAccount()
    await browser.submit('POST', '/password/forgot', { email: reset.email })
    const { path } = await readMail(reset.email, 'reset_password')
    const foreign = path.replace('/password/reset/', '/email/verify/')
    assert.equal((await browser.submit('PUT', foreign)).location, '/login')
    assert.equal(
      (await browser.submit('PUT', '/email/verify/aaaaaaaaaaaaaaaaaaaaaaaa')).location,
      '/login'
    )

    clock.setOffset(25 * 3600)
    assert.equal((await browser.submit('PUT', newer.path)).location, '/login')
    assert.isNull((await rowOf(email)).email_verified_at)
  })

  test('answers the same for an unknown, an unverified and a known address', async ({ assert }) => {
    const known = await plantAccount()
    const waiting = await plantAccount({ verified: false })
    const before = await rowOf(known.email)
    const answers = []
    for (const email of [newEmail(), waiting.email, known.email]) {
      const browser = new Browser()
      const { status, location, text } = await signUp(browser, email, { fullName: 'Somebody' })
      answers.push([status, location, text, await browser.told('/signup/sent')])
    }
    assert.deepEqual(answers[1], answers[0])
    assert.deepEqual(answers[2], answers[0])
    assert.deepEqual(await rowOf(known.email), before)
    assert.deepEqual(
      (await mailsTo(known.email)).map(({ mail }) => mail),
      ['identity/reset_password']
    )
  })

  test('two at once with one address make one user', async ({ assert }) => {
    const email = newEmail()
    const browsers = [new Browser(), new Browser(), new Browser()]
    for (const browser of browsers) await browser.get('/signup')
    const answers = await Promise.all(browsers.map((browser) => signUp(browser, email)))
    assert.deepEqual(
      answers.map(({ location }) => location),
      ['/signup/sent', '/signup/sent', '/signup/sent']
    )
    const rows = await sql('select id from users where email_norm = ?', [email])
    assert.lengthOf(rows, 1)
  })

  test('bad input is told at its field and writes nothing', async ({ assert }) => {
    const browser = new Browser()
    for (const [field, bad] of [
      ['email', { email: 'no address' }],
      ['password', { password: 'short' }],
      ['password', { password: 'x'.repeat(257) }],
      ['fullName', { fullName: ' ' }],
    ] as const) {
      const email = newEmail()
      await browser.submit('POST', '/signup', { ...form(email), ...bad })
      const told = JSON.parse(await browser.told('/signup'))
      assert.property(told[1], field)
      assert.isUndefined(await rowOf(email))
    }
  })

  test('a time zone that nobody knows becomes UTC', async ({ assert }) => {
    const email = newEmail()
    await signUp(new Browser(), email, { timeZone: 'Mars/Olympus' })
    assert.equal((await rowOf(email)).time_zone, 'UTC')
  })

  test('mails to one address and sign-ups from one are limited', async ({ assert }) => {
    const email = newEmail()
    for (let n = 0; n < 6; n++) await signUp(new Browser(), email)
    assert.lengthOf(await mailsTo(email), 5)
  })
})
