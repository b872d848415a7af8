import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const ROOT = new URL('../../', import.meta.url).pathname

/** Source files below a folder of the repository: path from the root, and text. */
export function sources(folder: string, pattern = /\.ts$/): { path: string; text: string }[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name)
      return { path: relative(ROOT, file), text: readFileSync(file, 'utf8') }
    })
    .sort((a, b) => a.path.localeCompare(b.path))
}
