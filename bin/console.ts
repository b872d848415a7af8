/*
 * Entry of the Ace command line: `node ace <command>`.
 */
await import('reflect-metadata')
const { Ignitor } = await import('@adonisjs/core')
const { printFailure } = await import('./failure.js')

const APP_ROOT = new URL('../', import.meta.url)
const IMPORTER = (filePath: string) =>
  filePath.startsWith('./') || filePath.startsWith('../')
    ? import(new URL(filePath, APP_ROOT).href)
    : import(filePath)

// `node ace list | head`: a reader that has seen enough is no fault.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) =>
  process.exit(code === 'EPIPE' ? 0 : 1)
)

/** One Ctrl-C may arrive twice: from the terminal, and from the process that started this one. */
const SAME_SIGNAL_MS = 1000
let asked = 0

new Ignitor(APP_ROOT, { importer: IMPORTER })
  .tap((app) => {
    app.booting(async () => {
      await import('#start/env')
    })
    const end = async (exitCode: number) => {
      if (asked && performance.now() - asked < SAME_SIGNAL_MS) return
      if (asked) process.exit(exitCode)
      asked = performance.now()
      await app.terminate()
      // Watchers and connections of a command that was cut off would keep the process alive.
      const { staysAlive } = (await app.container.make('ace')).getMainCommand() ?? {}
      process.exit(staysAlive ? 0 : exitCode)
    }
    app.listen('SIGTERM', () => end(143))
    app.listen('SIGINT', () => end(130))
  })
  .ace()
  .handle(process.argv.slice(2))
  .catch(async (error) => {
    process.exitCode = 1
    await printFailure(error)
  })

export {}
