import { test } from '@japa/runner'
import { Tenant } from '#core/tenancy/tenant'
import MailTemplate from '#messaging/templates/models/mail_template'
import { writingToBeginWith } from '#messaging/templates/library/beginning'
import { EMPTY, type Format } from '#messaging/templates/writing'
import { until } from '#tests/support/until'
import { openHouse } from './support/house.js'
import { inspect } from './support/inspection.js'
import { mailTo } from './support/mailbox.js'
import { logIn, plantHouse, type House } from './support/planted.js'
import { HOUSE, Visitor } from './support/visitor.js'

test.group('Templates of mails in a browser', (group) => {
  group.setup(openHouse)

  const plant = (house: House, format: Format) =>
    Tenant.run(house.organizationId, async () =>
      MailTemplate.begin({
        name: `A letter (${format})`,
        kind: 'mail',
        format,
        writing:
          format === 'visual'
            ? await writingToBeginWith({ kind: 'mail', format, starter: 'welcome' })
            : { ...EMPTY, subject: 'Hello', source: '# Hello\n\nWords.' },
      })
    )

  test('the pages: contrast, names, width', async ({ assert, browser, cleanup }) => {
    const house = await plantHouse()
    const { id } = await plant(house, 'markdown')
    const visitor = await Visitor.arrive(browser, cleanup)
    await logIn(visitor, house.owner)
    const pages = ['', '/create', '/brand', `/${id}/edit`, `/${id}/versions`]
    const wrong = await inspect(
      visitor,
      pages.map((path) => `${HOUSE}/admin/templates${path}`)
    )
    assert.deepEqual(wrong, [])
  }).timeout(240_000)

  test('a mail is designed with the keyboard, kept, saved, and arrives as a test', async ({
    assert,
    browser,
    cleanup,
  }) => {
    const house = await plantHouse()
    const template = await plant(house, 'visual')
    const visitor = await Visitor.arrive(browser, cleanup)
    const { page } = visitor
    await logIn(visitor, house.owner)
    const url = `${HOUSE}/admin/templates/${template.id}/edit`
    await visitor.open(url)
    const canvas = page.frameLocator('iframe[title="Visual editor"]')
    const mail = canvas.frameLocator('iframe.gjs-frame')
    await mail.getByText('Look around.').waitFor()

    await canvas.getByRole('button', { name: 'Quote' }).press('Enter')
    await mail.getByText('What somebody said').waitFor()
    await until('the draft', async () => (await fresh(template)).draft)
    await page.reload()
    await visitor.ready()
    await mail.getByText('What somebody said').waitFor()

    await page.keyboard.press('Control+s')
    await visitor.sees('Version 2 is in use')
    const saved = await Tenant.run(house.organizationId, async () =>
      (await fresh(template)).latest()
    )
    assert.include(saved.source, '<mj-section')
    assert.include(saved.source, "{{ contact.first_name | default: 'we are glad you are here' }}")
    assert.include(saved.html, 'What somebody said')

    // Opened again and given another subject: of the mail itself nothing was changed.
    await page.reload()
    await visitor.ready()
    await mail.getByText('What somebody said').waitFor()
    const subject = await page.getByLabel('Subject', { exact: true }).inputValue()
    await page.getByLabel('Subject', { exact: true }).fill(`${subject} today`)
    await until('the draft of the subject', async () => (await fresh(template)).draft)
    assert.equal((await fresh(template)).draft!.source, saved.source)

    await visitor.press('Send a test')
    await page.getByRole('dialog').getByRole('button', { name: 'Send test' }).click()
    await visitor.sees('The test is on its way')
    const test = await mailTo(house.owner, /^\[Test\] Welcome to/)
    assert.include(test.html, 'Welcome, Ada')
    assert.include(test.text, 'What somebody said')
    assert.deepEqual(visitor.faults, [])

    async function fresh({ id }: MailTemplate) {
      return Tenant.run(house.organizationId, () => MailTemplate.findOrFail(id))
    }
  }).timeout(120_000)
})
