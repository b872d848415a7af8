import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '#core/http/refusal'
import { takeIn } from '#crm/imports/intake'
import type { KindName } from '#crm/imports/kinds/import_kind'
import { scratchPath } from '#crm/imports/import_file'
import { UnreadableFileException } from '#crm/imports/reading/unreadable_file'
import type Import from '#crm/models/import'

const MEGABYTE = 1024 * 1024
/** Bytes of a file; some millions of rows. */
export const LARGEST_FILE = 500 * MEGABYTE

/** What is said of a file: its name, content type and length in bytes, and what it holds. */
export type Upload = { name: string; type: string | null; length: number; kind?: KindName }

/**
 * Takes a file in that comes as the body of a request, straight to disk. One that says that it is too large is refused
 * before a byte of it is read. Throws Refusal (413, 415, 422) with words for the person.
 */
export async function receiveUpload(
  request: IncomingMessage,
  { name, type, length, kind }: Upload
): Promise<Import> {
  if (length > LARGEST_FILE) throw tooLarge()
  if (type !== 'application/octet-stream' || !name) {
    throw new Refusal('Choose a CSV or XLSX file.', { code: 'E_NO_FILE', field: 'file' })
  }
  const path = scratchPath()
  try {
    await pipeline(request, limited(), createWriteStream(path))
    return await readable(() => takeIn({ path, name, kind }))
  } finally {
    await rm(path, { force: true })
  }
}

/** What a file is refused for, as something a form can show. */
export async function readable<T>(fn: () => Promise<T>): Promise<T> {
  try {
    return await fn()
  } catch (error) {
    if (!(error instanceof UnreadableFileException)) throw error
    throw new Refusal(error.message, { code: `E_${error.code.toUpperCase()}`, field: 'file' })
  }
}

/** Without a length in advance the limit is noticed on the way. */
function limited(): Transform {
  let size = 0
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      size += piece.length
      if (size > LARGEST_FILE) done(tooLarge())
      else done(null, piece)
    },
  })
}

function tooLarge(): Refusal {
  return new Refusal(
    'This file is larger than 500 MB. Split it and import the parts one after the other.',
    { code: 'E_FILE_TOO_LARGE', status: 413, field: 'file' }
  )
}
