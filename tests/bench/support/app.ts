import 'reflect-metadata'
import { Ignitor } from '@adonisjs/core'
import type { ApplicationService } from '@adonisjs/core/types'
import type { Stack } from '../../../bin/launcher/stack.js'

const APP_ROOT = new URL('../../../', import.meta.url)

/** Boots the application in this process against the stack's database, as an Ace command would. */
export function bootApp(stack: Stack): Promise<ApplicationService> {
  Object.assign(process.env, stack.env, { LOG_LEVEL: 'error' })
  return bootEnvironment()
}

/** The same in a child process that was forked with the stack's environment. */
export async function bootEnvironment(): Promise<ApplicationService> {
  const ignitor = new Ignitor(APP_ROOT, {
    importer: (path) =>
      path.startsWith('./') || path.startsWith('../')
        ? import(new URL(path, APP_ROOT).href)
        : import(path),
  })
  const app = ignitor.createApp('console')
  app.booting(async () => {
    await import('#start/env')
  })
  await app.init()
  await app.boot()
  await app.start(() => {})
  return app
}
