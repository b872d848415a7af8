import { test } from '@japa/runner'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import { CampaignFactory } from '#database/factories/campaigns/campaign_factory'
import { until } from '#tests/support/until'
import { openHouse } from './support/house.js'
import { inspect } from './support/inspection.js'
import { plantHouse } from './support/planted.js'
import { Visitor } from './support/visitor.js'

test.group('The archive of letters', (group) => {
  group.setup(openHouse)

  test('a letter is read whole within the site, and runs nothing', async ({
    assert,
    browser,
    cleanup,
  }) => {
    const house = await plantHouse()
    const { slug } = await Tenant.run(house.organizationId, () =>
      CampaignFactory.merge({
        ...{ state: 'finished', launchedAt: clock.now(), isPublic: true, subject: 'A long letter' },
        ...{ format: 'markdown', source: `# Hello\n\n${'A line of it.\n\n'.repeat(80)}[Away](/)` },
      } as never).create()
    )
    const visitor = await Visitor.arrive(browser, cleanup)
    const wrong = await inspect(visitor, [
      `${house.site}/newsletter`,
      `${house.site}/newsletter/${slug}`,
    ])
    assert.deepEqual(wrong, [])
    const { page } = visitor
    await page.goto(`${house.site}/newsletter`)
    await page.getByRole('link', { name: /A long letter/ }).click()
    await page.getByRole('heading', { name: 'A long letter', level: 1 }).waitFor()
    assert.isTrue(await page.getByRole('banner').isVisible())
    assert.isTrue(await page.getByRole('contentinfo').isVisible())
    const frame = page.locator('iframe')
    assert.notInclude((await frame.getAttribute('sandbox'))!, 'allow-scripts')
    await page.frameLocator('iframe').getByRole('heading', { name: 'Hello' }).waitFor()
    // All of it is there without scrolling in the frame.
    const isWhole = `(() => {
      const one = document.querySelector('iframe')
      return one.clientHeight >= one.contentDocument.documentElement.scrollHeight - 1
    })()`
    await until('the frame is as tall as its letter', () => page.evaluate<boolean>(isWhole))
    const box = (await frame.boundingBox())!
    assert.isAbove(box.height, 2000)
    await page.getByRole('link', { name: 'All letters' }).click()
    await page.getByRole('heading', { name: 'Newsletter', level: 1 }).waitFor()
  })
})
