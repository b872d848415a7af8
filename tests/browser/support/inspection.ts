import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright'
import type { Visitor } from './visitor.js'

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const DESKTOP = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }

/**
 * Looks at pages as axe does, in light and in dark, and at their width on a
 * phone. Resolves to what is wrong, one line each; nothing is best.
 */
export async function inspect(visitor: Visitor, urls: string[]): Promise<string[]> {
  const { page } = visitor
  const wrong: string[] = []
  for (const url of urls) {
    await page.setViewportSize(DESKTOP)
    await page.emulateMedia({ colorScheme: 'light' })
    const answer = await page.goto(url)
    const where = new URL(url).pathname
    if (answer!.status() >= 400) wrong.push(`${where}: answered ${answer!.status()}`)
    await visitor.ready()
    await settled(page)
    // By the protocol, not by a tag: the page's CSP stays as it is.
    await page.evaluate(AXE)
    const light = await violations(page)
    wrong.push(...light.map((line) => `${where} in light: ${line}`))
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.evaluate(`document.documentElement.classList.add('dark')`)
    await settled(page)
    const dark = await violations(page, ['color-contrast', 'link-in-text-block'])
    wrong.push(...dark.map((line) => `${where} in dark: ${line}`))
    await page.setViewportSize(PHONE)
    const over = await page.evaluate<number>(
      `document.documentElement.scrollWidth - document.documentElement.clientWidth`
    )
    if (over > 0) wrong.push(`${where} on a phone: ${over} px too wide`)
  }
  return [...wrong, ...visitor.faults]
}

/** Nothing is still loading, and no colour is on its way to another. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(`!document.querySelector('[data-slot=base].animate-pulse')`)
  await page.evaluate(`Promise.all(
    document.getAnimations()
      .filter((animation) => animation instanceof CSSTransition)
      .map((animation) => animation.finished.catch(() => {}))
  ).then(() => {})`)
}

async function violations(page: Page, rules?: string[]): Promise<string[]> {
  const options = {
    resultTypes: ['violations'],
    ...(rules && { runOnly: { type: 'rule', values: rules } }),
  }
  const results = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`)
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      // The text of a list button is its value, not its label.
      nodes
        .filter(({ html }) => !html.includes('aria-haspopup="listbox"'))
        .map((node) => {
          const { fgColor, bgColor, contrastRatio } = node.any[0]?.data ?? {}
          const colours = contrastRatio ? ` (${fgColor} on ${bgColor}: ${contrastRatio})` : ''
          return `${id}${colours} at ${node.target.join(' ')} ${node.html.slice(0, 160)}`
        })
    )
}
