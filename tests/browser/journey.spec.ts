import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import { openHouse } from './support/house.js'
import { linkIn, mailTo } from './support/mailbox.js'
import { addLesson, PDF, writeLesson } from './support/school_desk.js'
import { HOUSE, siteOf, Visitor } from './support/visitor.js'

const PASSWORD = 'long ears hear well'

async function signUp(owner: Visitor, email: string): Promise<void> {
  await owner.open(`${HOUSE}/signup`)
  await owner.fill('Your name', 'Flora Founder')
  await owner.fill('E-mail', email)
  await owner.fill('Password', PASSWORD)
  await owner.press('Sign up')
  await owner.heading('Look into your mailbox')
  await owner.open(linkIn(await mailTo(email, /verify|confirm/i), '/email/verify/'))
  await owner.press('Verify address')
}

async function setUp(owner: Visitor, name: string): Promise<void> {
  await owner.heading('Set up your organization')
  await owner.fill('Name', name)
  await owner.press('Create organization')
  await owner.at(/\/admin$/)
}

async function writeCourse(owner: Visitor, title: string): Promise<string> {
  const { page } = owner
  await owner.open(`${HOUSE}/admin/courses`)
  await page.getByRole('button', { name: 'New course' }).first().click()
  await page.getByRole('dialog').getByLabel('Title').fill(title)
  await owner.press('Create course')
  await owner.at(/\/admin\/courses\/[^/]+\/edit$/)
  const editor = page.url()
  await owner.fill('Title of the new module', 'The first week')
  await owner.press('Add module')
  await owner.heading('The first week')
  await addLesson(owner, 'A quiet place')
  await writeLesson(owner, 'Where to put it', 'Not beside the door.')
  await page
    .getByLabel('Choose an attachment')
    .setInputFiles({ name: 'checklist.pdf', mimeType: 'application/pdf', buffer: PDF })
  await page.getByRole('link', { name: 'checklist.pdf' }).waitFor()
  await addLesson(owner, 'Hay, always')
  await writeLesson(owner, 'How much', 'As much as fits.')

  await owner.follow('Course details')
  await owner.at(editor)
  await owner.fill('Amount in EUR', '49')
  await owner.press('Save price')
  await owner.sees('Ready to publish')
  await owner.press('Publish')
  await page.getByText('Published', { exact: true }).waitFor()
  return editor
}

async function buy(buyer: Visitor, site: string, title: string, email: string): Promise<void> {
  const { page } = buyer
  await page.goto(`${site}/courses`)
  await buyer.follow(title)
  await buyer.heading(title)
  await buyer.sees('€49')
  await buyer.press('Buy this course')
  await buyer.fill('E-mail', email)
  await buyer.fill('Name', 'Bea Buyer')
  await buyer.fill('Card number', '4242 4242 4242 4242')
  await buyer.fill('Expiry', '12 / 34')
  await buyer.fill('CVC', '123')
  await buyer.press(/^Pay €49/)
  await page.waitForURL(`${site}/checkout/return/**`)
  await buyer.heading('You are in')
}

test.group('From sign-up to a refund', (group) => {
  group.setup(openHouse)

  test('a course is made, sold, learnt and refunded', async ({ assert, browser, cleanup }) => {
    const word = uuid().slice(-8)
    const name = `Burrow ${word}`
    const site = siteOf(`burrow-${word}`)
    const title = `Rabbits in flats ${word}`
    const owner = await Visitor.arrive(browser, cleanup)
    await signUp(owner, `flora-${word}@house.test`)
    await setUp(owner, name)
    const editor = await writeCourse(owner, title)

    const email = `bea-${word}@buyer.test`
    const buyer = await Visitor.arrive(browser, cleanup)
    await buy(buyer, site, title, email)
    const link = linkIn(await mailTo(email, /receipt for order/), '/learn/links/')
    await buyer.open(link)
    await buyer.press('Continue to your courses')
    await buyer.heading('Welcome back, Bea')
    await buyer.sees('0 of 2 lessons')

    const thief = await Visitor.arrive(browser, cleanup)
    await thief.open(link)
    await thief.heading('This link was used')

    await buyer.follow(`Begin: ${title}`)
    await buyer.heading('A quiet place')
    assert.equal(await buyer.page.locator('article strong').innerText(), 'Not beside the door.')
    const arrives = buyer.page.waitForEvent('download')
    await buyer.follow(/checklist\.pdf/)
    const file = await arrives
    assert.equal(file.suggestedFilename(), 'checklist.pdf')
    assert.isTrue(PDF.equals(await readFile(await file.path())))
    await buyer.press('Mark as complete')
    await buyer.sees('Completed · undo')
    await buyer.follow(/^Next/)
    await buyer.heading('Hay, always')
    await buyer.press('Mark as complete')
    await buyer.sees('Course completed')
    await buyer.open(`${site}/learn`)
    await buyer.sees('100 %')

    await owner.open(editor.replace(/edit$/, 'students'))
    const student = owner.page.getByRole('row').filter({ hasText: email })
    await student.getByText('100 %').waitFor()
    await owner.open(`${HOUSE}/admin/contacts`)
    await owner.follow('Bea Buyer')
    await owner.heading('Bea Buyer')
    await owner.sees(title)

    await owner.open(`${HOUSE}/admin/orders`)
    const order = owner.page.getByRole('row').filter({ hasText: email })
    await order.getByText('€49', { exact: true }).waitFor()
    await order.getByRole('link').first().click()
    await owner.page.getByRole('button', { name: 'Refund', exact: true }).click()
    await owner.fill('Reason', 'A change of mind')
    await owner.press(/^Refund €49/)
    await mailTo(email, /^Refund of €49/)
    await owner.page.getByText('Refunded', { exact: true }).first().waitFor()

    await buyer.open(`${site}/learn/courses/rabbits-in-flats-${word}`)
    await buyer.heading('Your access has ended')
    assert.deepEqual([...owner.faults, ...buyer.faults, ...thief.faults], [])
  }).timeout(180_000)
})
