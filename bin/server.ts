/*
 * Entry of the web process.
 */
await import('reflect-metadata')
const { Ignitor } = await import('@adonisjs/core')
const { printFailure } = await import('./failure.js')

const APP_ROOT = new URL('../', import.meta.url)
const IMPORTER = (filePath: string) =>
  filePath.startsWith('./') || filePath.startsWith('../')
    ? import(new URL(filePath, APP_ROOT).href)
    : import(filePath)

new Ignitor(APP_ROOT, { importer: IMPORTER })
  .tap((app) => {
    app.booting(async () => {
      await import('#start/env')
    })
    app.listen('SIGTERM', () => app.terminate())
    app.listen('SIGINT', () => app.terminate())
  })
  .httpServer()
  .start()
  .catch(async (error) => {
    await printFailure(error)
    // Open database handles would keep a process alive that never serves: leave at once.
    process.exit(1)
  })

export {}
