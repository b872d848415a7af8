import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'

/**
 * The type of a file by its content; its name is not believed. Resolves to null
 * for what no allow-list has anyway (text, scripts, unknown).
 */
export async function sniff(path: string): Promise<string | null> {
  const found = await fileTypeFromFile(path)
  if (found && found.mime !== 'application/xml') return found.mime
  return (await looksLikeSvg(path)) ? 'image/svg+xml' : null
}

async function looksLikeSvg(path: string): Promise<boolean> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0)
    const head = buffer
      .subarray(0, bytesRead)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
    return /^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*|<!DOCTYPE\s+svg[^>]*>\s*)*<svg[\s>]/i.test(
      head
    )
  } finally {
    await handle.close()
  }
}
