import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { clientFiles } from '#core/api/client/generate'

/** The generated files as they are committed. */
export async function formattedClient(): Promise<Record<string, string>> {
  // A tool of development: not there in production.
  const { format } = await import('prettier')
  const style = JSON.parse(await readFile(app.makePath('.prettierrc.json'), 'utf8'))
  const files: Record<string, string> = {}
  for (const [name, text] of Object.entries(clientFiles())) {
    files[name] = await format(text, { ...style, parser: 'typescript' })
  }
  return files
}
