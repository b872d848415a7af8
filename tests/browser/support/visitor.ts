import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { home } from '#config/app'
import env from '#start/env'

/** Where the admin answers. */
export const HOUSE = `http://${env.get('HOST')}:${env.get('PORT')}`

/** Where an organization's site answers. */
export const siteOf = (slug: string) => `http://${slug}.${env.get('APP_DOMAIN')}:${env.get('PORT')}`

type Cleanup = (handler: (error: unknown) => Promise<void>) => unknown

/** Somebody with a browser of her own: no cookie is shared with another visitor. */
export class Visitor {
  /** Errors of the console and of scripts, with the page where they came up. */
  readonly faults: string[] = []

  private constructor(readonly page: Page) {
    page.setDefaultTimeout(30_000)
    page.on('pageerror', (error) => this.faults.push(`${page.url()}: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() !== 'error') return
      // Chromium's own line about an answer of 4xx; what it means is on the page.
      if (message.text().startsWith('Failed to load resource') && message.text().includes(' 4'))
        return
      this.faults.push(`${page.url()}: ${message.text()} ${message.location().url ?? ''}`)
    })
  }

  static async arrive(browser: Browser, cleanup: Cleanup, options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ locale: 'en-GB', ...options })
    const visitor = new Visitor(await context.newPage())
    cleanup(async (error) => {
      if (error) await visitor.#show()
      await context.close()
    })
    return visitor
  }

  /** Leaves a picture of where a failed test stopped. */
  async #show(): Promise<void> {
    const path = join(home, 'failures', `${Date.now()}.png`)
    await this.page.screenshot({ path })
    console.error(`${this.page.url()} looked like ${path}`, this.faults)
  }

  /** Opens a page and waits until its script answers. */
  async open(url: string): Promise<void> {
    await this.page.goto(url)
    await this.ready()
  }

  /** Waits until the page of the admin, the portal or the account has come alive. */
  async ready(): Promise<void> {
    await this.page.locator('html[data-ready]').waitFor({ state: 'attached' })
  }

  async at(path: RegExp | string): Promise<void> {
    await this.page.waitForURL(path)
    await this.ready()
  }

  fill(label: string | RegExp, value: string): Promise<void> {
    return this.page.getByLabel(label).fill(value)
  }

  press(name: string | RegExp): Promise<void> {
    return this.page.getByRole('button', { name }).click()
  }

  follow(name: string | RegExp): Promise<void> {
    return this.page.getByRole('link', { name }).click()
  }

  /** Waits until the page shows this text. */
  sees(text: string | RegExp): Promise<void> {
    return this.page.getByText(text).first().waitFor()
  }

  heading(name: string | RegExp): Promise<void> {
    return this.page.getByRole('heading', { name }).first().waitFor()
  }
}
