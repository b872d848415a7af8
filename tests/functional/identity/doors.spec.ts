import { runInNewContext } from 'node:vm'
import { test } from '@japa/runner'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { plantShop } from '#tests/support/shop'
import { plantOrganization } from '#tests/support/organizations'
import { hashToken, makeToken } from '#core/crypto/tokens'
import { v7 as uuid } from 'uuid'
import { Browser, cleanStart, newEmail, PASSWORD, plantAccount, readMail } from './support.js'

async function plantInvitation(email: string): Promise<string> {
  const { token } = makeToken()
  const now = clock.now()
  await sql(
    `insert into invitations (id, organization_id, email, email_norm, role, token_hash, expires_at, created_at, updated_at)
     values (?, ?, ?, lower(?), 'editor', ?, ?, ?, ?)`,
    [
      uuid(),
      await plantOrganization('Inviting'),
      email,
      email,
      hashToken(token),
      now.plus({ days: 7 }).toJSDate(),
      now.toJSDate(),
      now.toJSDate(),
    ]
  )
  return token
}

test.group('Links that open nothing any more', (group) => {
  group.each.setup(cleanStart)
  const GARBAGE = ['x', 'aaaaaaaaaaaaaaaaaaaaaaaa', 'not~a~token', '%C3%A4%2F..', 'y'.repeat(300)]

  for (const [path, way] of [
    ['/password/reset', '/password/forgot'],
    ['/email/verify', '/login'],
    ['/email/change', '/account'],
    ['/invitations', '/login'],
  ]) {
    test(`${path}/<garbage> says so, with a way on`, async ({ assert }) => {
      for (const token of GARBAGE) {
        const { status, text, headers } = await new Browser().get(`${path}/${token}`)
        assert.equal(status, 410, token)
        assert.match(text, /was used|does not work any more/)
        assert.include(text, `href="${way}"`)
        assert.equal(headers['referrer-policy'], 'no-referrer')
        assert.notInclude(text, '<form')
      }
    })
  }

  test('a link to a new password, once it was used', async ({ assert }) => {
    const { email } = await plantAccount()
    const browser = new Browser()
    await browser.submit('POST', '/password/forgot', { email })
    const { path } = await readMail(email, 'reset_password')
    const open = await browser.get(path)
    assert.deepEqual([open.status, open.text.includes('name="password"')], [200, true])
    await browser.submit('PUT', path, { password: `${PASSWORD} too` })
    const { status, text } = await browser.get(path)
    assert.deepEqual([status, text.includes('name="password"')], [410, false])
    assert.include(text, 'This link was used, or is too old')
  })

  test('a link to a new password, once its hour is over', async ({ assert }) => {
    const { email } = await plantAccount()
    const browser = new Browser()
    await browser.submit('POST', '/password/forgot', { email })
    const { path } = await readMail(email, 'reset_password')
    clock.travel({ hours: 2 })
    assert.equal((await browser.get(path)).status, 410)
  })

  test('a link that verified', async ({ assert }) => {
    const email = newEmail()
    const browser = new Browser()
    await browser.submit('POST', '/signup', { fullName: 'Flora', email, password: PASSWORD })
    const { path } = await readMail(email, 'verify_email')
    assert.equal((await browser.get(path)).status, 200)
    await browser.submit('PUT', path)
    assert.equal((await new Browser().get(path)).status, 410)
  })

  test('a magic link that a mail program broke', async ({ assert }) => {
    const { host } = await plantShop()
    const { status, text } = await new Browser().get('/learn/links/x', { host })
    assert.equal(status, 410)
    assert.include(text, 'Get a new link')
  })
})

test.group('An invitation that is opened as somebody else', (group) => {
  group.each.setup(cleanStart)

  test('says who is logged in, and goes on after logging out', async ({ assert }) => {
    const invited = newEmail()
    const token = await plantInvitation(invited)
    const other = await plantAccount()
    const browser = new Browser()
    await browser.logIn(other.email)
    const page = await browser.get(`/invitations/${token}`)
    assert.equal(page.status, 200)
    assert.include(page.text, `You are logged in as ${other.email}`)
    assert.include(page.text, 'Log out and continue')
    assert.notInclude(page.text, 'Create account and join')

    const left = await browser.submit('POST', '/logout', { invitation: token })
    assert.equal(left.location, `/invitations/${token}`)
    assert.isFalse(await browser.isLoggedIn())
    assert.include((await browser.get(left.location!)).text, 'Create account and join')
  })

  test('logging out leads to no address that somebody else chose', async ({ assert }) => {
    for (const invitation of ['//evil.test', '../../evil', 'x', ['a'], { a: 1 }]) {
      const { email } = await plantAccount()
      const browser = new Browser()
      await browser.logIn(email)
      const { location } = await browser.submit('POST', '/logout', { invitation })
      assert.equal(location, '/login')
    }
  })
})

test.group('Forms that are sent before the page answers', (group) => {
  group.each.setup(cleanStart)

  /** The pages through which people come in, and their forms as the server wrote them. */
  async function doors(): Promise<[string, string][]> {
    const { host } = await plantShop()
    const { email } = await plantAccount()
    const guest = new Browser()
    await guest.submit('POST', '/password/forgot', { email })
    const reset = (await readMail(email, 'reset_password')).path
    const fresh = newEmail()
    await guest.submit('POST', '/signup', { fullName: 'Flora', email: fresh, password: PASSWORD })
    const verify = (await readMail(fresh, 'verify_email')).path
    const invitation = `/invitations/${await plantInvitation(newEmail())}`
    const member = new Browser()
    await member.logIn(email)
    const pages: [string, string][] = []
    for (const path of ['/login', '/signup', '/password/forgot', reset, verify, invitation])
      pages.push([path, (await new Browser().get(path)).text])
    for (const path of ['/account', '/organizations/create', invitation])
      pages.push([path, (await member.get(path)).text])
    pages.push(['/learn/login', (await new Browser().get('/learn/login', { host })).text])
    return pages
  }

  test('never go out with their fields in the address', async ({ assert }) => {
    for (const [path, text] of await doors()) {
      const forms = text.match(/<form[^>]*>/g) ?? []
      assert.isNotEmpty(forms, path)
      for (const form of forms) assert.match(form, /method="post"/, `${path}: ${form}`)
    }
  })

  test('are held until the page answers, then go out by themselves', async ({ assert }) => {
    const { text } = await new Browser().get('/login')
    const script = [...text.matchAll(/<script nonce="[^"]+">([\s\S]*?)<\/script>/g)]
      .map(([, code]) => code)
      .find((code) => code.includes('data-held') || code.includes('dataset.held'))!
    assert.isBelow(text.indexOf(script), text.indexOf('<form'), 'stands before the form')
    let listener: (event: unknown) => void = () => {}
    const root = { dataset: {} as Record<string, string> }
    runInNewContext(script, {
      document: {
        documentElement: root,
        addEventListener: (name: string, call: () => void) =>
          name === 'submit' && (listener = call),
      },
    })
    const send = () => {
      const marks: Record<string, string> = {}
      const form = { dataset: {} as Record<string, string> }
      let isHeld = false
      listener({
        target: form,
        submitter: { setAttribute: (name: string, value: string) => (marks[name] = value) },
        preventDefault: () => (isHeld = true),
      })
      return { isHeld, isMarked: 'held' in form.dataset, isBusy: marks['aria-busy'] === 'true' }
    }
    assert.deepEqual(send(), { isHeld: true, isMarked: true, isBusy: true })
    root.dataset.ready = 'true'
    assert.deepEqual(send(), { isHeld: false, isMarked: false, isBusy: false })
  })
})
