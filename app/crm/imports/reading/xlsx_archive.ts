import { promisify } from 'node:util'
import type { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { UnreadableFileException } from '#crm/imports/reading/unreadable_file'

/** Bytes that a part may unpack to, and how many times its packed size: beyond it, it is a bomb. */
const LARGEST_PART = 1_500_000_000
const LARGEST_RATIO = 400
const MOST_ENTRIES = 2000

const openZip = promisify<string, yauzl.Options, ZipFile>(yauzl.open)

/** The parts of an XLSX file, which is a zip of XML files; each is streamed. */
export class XlsxArchive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: Map<string, Entry>
  ) {}

  /** Throws UnreadableFileException for what is no workbook, or unpacks to too much. */
  static async open(path: string): Promise<XlsxArchive> {
    let zip: ZipFile
    try {
      zip = await openZip(path, { lazyEntries: true, autoClose: false })
    } catch {
      throw damaged()
    }
    try {
      return new XlsxArchive(zip, await entriesOf(zip))
    } catch (error) {
      zip.close()
      throw error instanceof UnreadableFileException ? error : damaged()
    }
  }

  has(name: string): boolean {
    return this.entries.has(name)
  }

  sizeOf(name: string): number {
    return this.entries.get(name)?.uncompressedSize ?? 0
  }

  async read(name: string): Promise<Readable> {
    const entry = this.entries.get(name)
    if (!entry) throw damaged()
    const open = promisify<Entry, Readable>(this.zip.openReadStream.bind(this.zip) as never)
    return open(entry)
  }

  /** A small part as text. */
  async text(name: string, most = 5_000_000): Promise<string> {
    if (this.sizeOf(name) > most) throw damaged()
    const pieces: Buffer[] = []
    for await (const piece of await this.read(name)) pieces.push(piece as Buffer)
    return Buffer.concat(pieces).toString('utf8')
  }

  close(): void {
    this.zip.close()
  }
}

function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  return new Promise((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      const isBomb =
        entry.uncompressedSize > LARGEST_PART ||
        entry.uncompressedSize > Math.max(entry.compressedSize, 1000) * LARGEST_RATIO
      if (isBomb || entries.size > MOST_ENTRIES) {
        reject(
          new UnreadableFileException(
            'zip_bomb',
            'This workbook unpacks to far more than it should. Save it again in your spreadsheet program, or as CSV.'
          )
        )
        return
      }
      if (entry.isEncrypted()) {
        reject(
          new UnreadableFileException(
            'encrypted',
            'This workbook is protected by a password. Take the password away and upload it again.'
          )
        )
        return
      }
      entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

export function damaged(): UnreadableFileException {
  return new UnreadableFileException(
    'damaged',
    'This workbook is damaged or no XLSX file. Open it in your spreadsheet program and save it again, or save it as CSV.'
  )
}
