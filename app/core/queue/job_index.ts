import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import app from '@adonisjs/core/services/app'
import type { JobClass } from '#core/queue/job'

/**
 * Where each job lives, by its stable name: `commerce/apply_receipt` is
 * app/commerce/jobs/apply_receipt. Core keeps a folder per idea, so its jobs are
 * `core/<file>` in app/core/<idea>/jobs. Resolves to a map of name to file.
 */
export function indexJobs(root = app.makePath('app')): Map<string, string> {
  const found = new Map<string, string>()
  for (const domain of folders(root)) {
    const homes =
      domain === 'core'
        ? folders(join(root, domain)).map((idea) => join(root, domain, idea, 'jobs'))
        : [join(root, domain, 'jobs')]
    for (const home of homes.filter((path) => existsSync(path))) {
      for (const file of readdirSync(home)) {
        const name = file.match(/^([a-z0-9_]+)\.(ts|js)$/)?.[1]
        if (name) found.set(`${domain}/${name}`, join(home, file))
      }
    }
  }
  return found
}

/** Loads a job class. Throws for a name that no file carries, or whose class is called otherwise. */
export async function loadJob(name: string, index: Map<string, string>): Promise<JobClass> {
  const file = index.get(name)
  if (!file) throw new Error(`Unknown job "${name}"`)
  const { default: JobClass } = (await import(pathToFileURL(file).href)) as { default: JobClass }
  if (JobClass?.jobName !== name) throw new Error(`The job in ${file} is not called "${name}"`)
  return JobClass
}

function folders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
}
