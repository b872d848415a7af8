import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { plantAccount } from '#tests/functional/identity/support'
import { openHouse } from './support/house.js'
import { logIn, plantHouse } from './support/planted.js'
import { HOUSE, Visitor } from './support/visitor.js'

test.group('Forms that are wrong, stale, or used without a mouse', (group) => {
  group.setup(openHouse)

  test('a wrong field says what is wrong beside it, and keeps what was typed', async ({
    assert,
    browser,
    cleanup,
  }) => {
    const { email } = await plantAccount()
    const visitor = await Visitor.arrive(browser, cleanup)
    await visitor.open(`${HOUSE}/login`)
    await visitor.fill('E-mail', email)
    await visitor.fill('Password', 'not the one')
    await visitor.press('Log in')
    const field = visitor.page.getByLabel('E-mail')
    await visitor.page.locator('[aria-invalid=true]').first().waitFor()
    const told = await field.getAttribute('aria-describedby')
    assert.isNotNull(told)
    assert.match(await visitor.page.locator(`[id="${told}"]`).innerText(), /password|match|wrong/i)
    assert.equal(await field.inputValue(), email)
    assert.equal(await visitor.page.getByLabel('Password').inputValue(), '')
    assert.deepEqual(visitor.faults, [])
  })

  test('a form of a session that has ended leads to the door and back', async ({
    assert,
    browser,
    cleanup,
  }) => {
    const { owner } = await plantHouse()
    const staff = await Visitor.arrive(browser, cleanup)
    await logIn(staff, owner)
    await staff.open(`${HOUSE}/admin/courses`)
    await sql(
      `update user_sessions set revoked_at = now()
       where user_id = (select id from users where email_norm = ?)`,
      [owner]
    )
    await staff.page.getByRole('button', { name: 'New course' }).first().click()
    await staff.page.getByRole('dialog').getByLabel('Title').fill('A late idea')
    await staff.press('Create course')
    await staff.heading('Welcome back')
    assert.equal(new URL(staff.page.url()).pathname, '/login')
    assert.deepEqual(staff.faults, [])
  })

  test('the keyboard alone logs in and skips to the content', async ({
    assert,
    browser,
    cleanup,
  }) => {
    const { owner } = await plantHouse()
    const staff = await Visitor.arrive(browser, cleanup)
    const { page } = staff
    await staff.open(`${HOUSE}/login`)
    await page.getByLabel('E-mail').and(page.locator(':focus')).waitFor()
    await page.keyboard.type(owner)
    await page.keyboard.press('Tab')
    await page.keyboard.type('long ears hear well')
    await page.keyboard.press('Enter')
    await staff.at(/\/admin$/)
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Skip to content' })
    await skip.and(page.locator(':focus')).waitFor()
    assert.isAbove((await skip.boundingBox())!.width, 20)
    await page.keyboard.press('Enter')
    await page.locator('#main:target').waitFor()
    await page.keyboard.press('Tab')
    await page.locator('#main :focus').waitFor()
    assert.deepEqual(staff.faults, [])
  })
})
