import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import { openHouse } from './support/house.js'
import { linkIn, mailTo } from './support/mailbox.js'
import { HOUSE, Visitor } from './support/visitor.js'

const PASSWORD = 'long ears hear well'

test.group('From sign-up to a refund', (group) => {
  group.setup(openHouse)

  test('who signs up reads the mail, verifies, and sets up an organization', async ({
    assert,
    browser,
    cleanup,
  }) => {
    const word = uuid().slice(-8)
    const owner = await Visitor.arrive(browser, cleanup)
    await owner.open(`${HOUSE}/signup`)
    const email = `flora-${word}@house.test`
    await owner.fill('Your name', 'Flora Founder')
    await owner.fill('E-mail', email)
    await owner.fill('Password', PASSWORD)
    await owner.press('Sign up')
    await owner.heading('Look into your mailbox')

    const mail = await mailTo(email, /verify|confirm/i)
    await owner.open(linkIn(mail, '/email/verify/'))
    await owner.press('Verify address')
    await owner.heading('Set up your organization')
    await owner.fill('Name', `Burrow ${word}`)
    await owner.press('Create organization')
    await owner.at(/\/admin$/)
    assert.deepEqual(owner.faults, [])
  })
})
