import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from '@japa/runner'
import { Tenant } from '#core/tenancy/tenant'
import { beginTopic } from '#crm/topics'
import { beginForm, reviseForm } from '#messaging/forms/form_editor'
import type SignupForm from '#messaging/models/signup_form'
import { preferencesUrl, unsubscribeUrl } from '#messaging/preferences/headers'
import { plantContact } from '#tests/support/school'
import { until } from '#tests/support/until'
import { openHouse } from './support/house.js'
import { inspect } from './support/inspection.js'
import { linkIn, mailTo } from './support/mailbox.js'
import { logIn, plantHouse, type House } from './support/planted.js'
import { HOUSE, Visitor } from './support/visitor.js'

/** A form that is answered faster than this was not filled in by a person. */
const FAST_MS = 2100

test.group('Signing up, choosing and unsubscribing', (group) => {
  group.setup(openHouse)

  const within = <T>({ organizationId }: House, fn: () => Promise<T>) =>
    Tenant.run(organizationId, fn)

  /** An open form for two topics, among which visitors choose. */
  async function plantForm(house: House): Promise<SignupForm> {
    return within(house, async () => {
      const topics = [
        await beginTopic({
          name: 'News',
          description: 'What is new',
          doubleOptIn: true,
          isDefault: true,
        }),
        await beginTopic({ name: 'Tips', doubleOptIn: true, isDefault: true }),
      ]
      const form = await beginForm('Letter')
      await reviseForm(form, {
        ...{ name: 'Letter', slug: 'letter', title: 'A letter', intro: 'Now and then' },
        ...{ button: 'Subscribe', wording: form.wording, needsTick: true },
        fields: [
          { key: 'firstName', isRequired: true },
          { key: 'phone', isRequired: false },
        ],
        topicIds: topics.map(({ id }) => id),
        letsChoose: true,
        asksConfirmation: true,
        isOpen: true,
      })
      return form
    })
  }

  test('the pages of readers and the form’s editor: contrast, names, width', async ({
    assert,
    browser,
    cleanup,
  }) => {
    const house = await plantHouse()
    const form = await plantForm(house)
    const contact = await plantContact(house.organizationId)
    const owner = { kind: 'contact' as const, contactId: contact.id }
    const visitor = await Visitor.arrive(browser, cleanup)
    const wrong = await inspect(visitor, [
      `${house.site}/forms/letter`,
      `${house.site}/forms/letter?thanks`,
      `${house.site}/forms/letter/embed`,
      `${house.site}/u`,
      unsubscribeUrl(owner, house.site),
      preferencesUrl(owner, house.site),
    ])
    assert.deepEqual(wrong, [])
    await logIn(visitor, house.owner)
    const pages = ['/admin/forms', `/admin/forms/${form.id}/edit`]
    assert.deepEqual(
      await inspect(
        visitor,
        pages.map((path) => HOUSE + path)
      ),
      []
    )
  }).timeout(180_000)

  test('somebody without scripts signs up, confirms, and has it their way', async ({
    assert,
    browser,
    cleanup,
  }) => {
    const house = await plantHouse()
    await plantForm(house)
    const { page } = await Visitor.arrive(browser, cleanup, { javaScriptEnabled: false })
    const email = `ada-${house.organizationId.slice(-12)}@readers.test`
    const heading = (name: string) => page.getByRole('heading', { name }).waitFor()
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

    await page.goto(`${house.site}/forms/letter`)
    await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
    const opened = Date.now()
    await page.getByLabel('First name').fill('Ada')
    await page.getByLabel('News').check()
    await page.getByLabel('I agree that').check()
    await until('a person’s time is over', () => Date.now() - opened > FAST_MS)
    await press('Subscribe')
    await heading('Thank you')

    await page.goto(linkIn(await mailTo(email, /Please confirm/), '/confirm/'))
    await heading('Confirm your subscription')
    await press('Yes, write to me')
    await heading('You are subscribed')
    await page.getByRole('link', { name: 'Your subscriptions' }).click()
    await heading('What you hear from')
    assert.isTrue(await page.getByRole('switch', { name: 'News' }).isChecked())
    assert.isFalse(await page.getByRole('switch', { name: 'Tips' }).isChecked())
    await page.getByRole('switch', { name: 'Tips' }).check()
    await press('Save')
    await page.getByText('Saved.').waitFor()
    assert.isTrue(await page.getByRole('switch', { name: 'Tips' }).isChecked())
    await press('Unsubscribe from everything')
    await page.getByText('You are unsubscribed from everything.').waitFor()
    assert.isFalse(await page.getByRole('switch', { name: 'News' }).isChecked())
    await press('That was a mistake')
    assert.isTrue(await page.getByRole('switch', { name: 'News' }).isChecked())
    assert.isTrue(await page.getByRole('switch', { name: 'Tips' }).isChecked())
  }).timeout(90_000)

  test('the form works in a frame of somebody else’s page', async ({ browser, cleanup }) => {
    const house = await plantHouse()
    await plantForm(house)
    const { page } = await Visitor.arrive(browser, cleanup)
    const email = `bea-${house.organizationId.slice(-12)}@readers.test`
    const frameOf = `<iframe src="${house.site}/forms/letter/embed" width="500" height="700"></iframe>`
    const blog = createServer((_, response) => {
      response.setHeader('content-type', 'text/html').end(`<h1>A blog</h1>${frameOf}`)
    })
    await new Promise<void>((done) => blog.listen(0, '127.0.0.1', done))
    cleanup(async () => void blog.close())
    await page.goto(`http://127.0.0.1:${(blog.address() as AddressInfo).port}/`)
    const frame = page.frameLocator('iframe')
    await frame.getByRole('textbox', { name: 'E-mail' }).fill(email)
    // From here on: the frame may have taken its time to come.
    const opened = Date.now()
    await frame.getByLabel('First name').fill('Bea')
    await frame.getByLabel('Tips').check()
    await frame.getByLabel('I agree that').check()
    await until('a person’s time is over', () => Date.now() - opened > FAST_MS)
    await frame.getByRole('button', { name: 'Subscribe' }).click()
    await frame.getByRole('heading', { name: 'Thank you' }).waitFor()
    await mailTo(email, /Please confirm/)
  }).timeout(90_000)
})
