import { promisify } from 'node:util'
import type { Readable } from 'node:stream'
import { gunzip } from 'node:zlib'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { UnreadableReport } from '#messaging/reports/dmarc/dmarc_report'

/** Bytes that all parts of a file may unpack to. Reports of a day have some thousand bytes, seldom a million. */
export const MOST_UNPACKED = 20_000_000
const MOST_ENTRIES = 50
/** How many times their packed size parts may have; XML packs well, but not that well. */
const LARGEST_RATIO = 400

const tooLarge = () =>
  new UnreadableReport(
    'too_large',
    'This file unpacks to far more than a report has. It was not opened.'
  )
const damaged = () =>
  new UnreadableReport('damaged', 'This file is damaged. Save the attachment again and upload it.')

/** The XML documents of a report as it comes by mail: plain, gzipped or zipped. Throws UnreadableReport. */
export async function unpackReports(file: Buffer): Promise<string[]> {
  if (file.length === 0) throw new UnreadableReport('no_report', 'This file is empty.')
  if (file.length > MOST_UNPACKED) throw tooLarge()
  if (file[0] === 0x1f && file[1] === 0x8b) return [textOf(await inflate(file))]
  if (file.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) return unzip(file)
  return [textOf(file)]
}

async function inflate(file: Buffer): Promise<Buffer> {
  try {
    return await promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)(file, {
      maxOutputLength: MOST_UNPACKED,
    })
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : damaged()
  }
}

async function unzip(file: Buffer): Promise<string[]> {
  let zip: ZipFile
  try {
    zip = await promisify<Buffer, yauzl.Options, ZipFile>(yauzl.fromBuffer)(file, {
      lazyEntries: true,
      autoClose: false,
    })
  } catch {
    throw damaged()
  }
  try {
    const entries = await entriesOf(zip)
    const texts: string[] = []
    for (const entry of entries) texts.push(textOf(await contentOf(zip, entry)))
    return texts
  } catch (error) {
    throw error instanceof UnreadableReport ? error : damaged()
  } finally {
    zip.close()
  }
}

/** The XML files of the archive, checked by what they say they unpack to; the reading checks that they said the truth. */
function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = []
  let total = 0
  return new Promise((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', () =>
      entries.length > 0
        ? resolve(entries)
        : reject(new UnreadableReport('no_report', 'There is no XML file in this archive.'))
    )
    zip.on('entry', (entry: Entry) => {
      total += entry.uncompressedSize
      const isBomb = entry.uncompressedSize > Math.max(entry.compressedSize, 1000) * LARGEST_RATIO
      if (isBomb || total > MOST_UNPACKED || zip.entryCount > MOST_ENTRIES)
        return reject(tooLarge())
      if (entry.isEncrypted()) {
        return reject(new UnreadableReport('encrypted', 'This archive is protected by a password.'))
      }
      if (/\.xml$/i.test(entry.fileName)) entries.push(entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

async function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const open = promisify<Entry, Readable>(zip.openReadStream.bind(zip) as never)
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of await open(entry)) {
    size += (piece as Buffer).length
    if (size > MOST_UNPACKED) throw tooLarge()
    pieces.push(piece as Buffer)
  }
  return Buffer.concat(pieces)
}

/** In the encoding that the document names; UTF-8 without a word. */
function textOf(bytes: Buffer): string {
  const head = bytes.subarray(0, 200).toString('latin1')
  const named = /^[^<]{0,3}<\?xml[^>]*\bencoding=["']([\w.:-]{1,40})["']/.exec(head)?.[1]
  const isWide =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  try {
    const label = isWide ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : (named ?? 'utf-8')
    return new TextDecoder(label).decode(bytes)
  } catch {
    throw damaged()
  }
}
