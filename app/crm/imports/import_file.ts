import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import StoredFile from '#media/models/stored_file'
import { Storage } from '#media/storage'
import { UnreadableFileException } from '#crm/imports/reading/unreadable_file'

/** Runs `fn` with the path of a copy of a stored file on this machine, which is deleted afterwards. */
export async function withLocalCopy<T>(
  fileId: string | null,
  fn: (path: string) => Promise<T>
): Promise<T> {
  const file = fileId ? await StoredFile.query().where('id', fileId).first() : null
  if (!file) {
    throw new UnreadableFileException(
      'file_gone',
      'The file of this import is not there any more. Upload it again.'
    )
  }
  const path = scratchPath()
  try {
    await pipeline(await new Storage(file.disk).read(file.key), createWriteStream(path))
    return await fn(path)
  } finally {
    await rm(path, { force: true })
  }
}

/** A path in the system's temporary folder that nobody else has. */
export function scratchPath(): string {
  return join(tmpdir(), `warren-table-${randomBytes(12).toString('hex')}`)
}
