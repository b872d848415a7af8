import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'

/** Encodings that a person may choose; the first ones are found by themselves. */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'iso-8859-15',
  'macintosh',
  'shift_jis',
  'gb18030',
] as const
export type Encoding = (typeof ENCODINGS)[number]

/** Control characters that no text has; many of them are a binary file. */
const STRANGE = new Set([1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25])
const PIECE = 1 << 20

/** How the text of a file is encoded, judged from all of it; `binary` when it is no text. */
export async function detectEncoding(path: string): Promise<Encoding | 'binary'> {
  const handle = await open(path)
  try {
    const first = Buffer.alloc(PIECE)
    const { bytesRead } = await handle.read(first, 0, PIECE, 0)
    const head = first.subarray(0, bytesRead)
    if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
    if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
    if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
    const wide = wideOf(head)
    if (wide) return wide
    if (isBinary(head)) return 'binary'

    let position = 0
    const piece = Buffer.alloc(PIECE)
    for (;;) {
      const read = await handle.read(piece, 0, PIECE, position)
      if (read.bytesRead === 0) return 'utf-8'
      const isEnd = read.bytesRead < PIECE
      const whole = isEnd ? read.bytesRead : wholeCharacters(piece.subarray(0, read.bytesRead))
      const part = piece.subarray(0, whole)
      if (!isUtf8(part)) return isMostlyUtf8(part) ? 'utf-8' : 'windows-1252'
      position += whole
    }
  } finally {
    await handle.close()
  }
}

/** UTF-16 without a mark: every other byte of Western text is zero. */
function wideOf(head: Buffer): Encoding | null {
  const sample = head.subarray(0, 4096)
  if (sample.length < 8) return null
  let even = 0
  let odd = 0
  for (let n = 0; n < sample.length; n++) {
    if (sample[n] === 0 && n % 2 === 0) even++
    else if (sample[n] === 0) odd++
  }
  const half = sample.length / 2
  if (odd > half * 0.6 && even < half * 0.1) return 'utf-16le'
  if (even > half * 0.6 && odd < half * 0.1) return 'utf-16be'
  return null
}

function isBinary(head: Buffer): boolean {
  let strange = 0
  let zeros = 0
  for (const byte of head.subarray(0, 65_536)) {
    if (byte === 0) zeros++
    else if (STRANGE.has(byte)) strange++
  }
  const length = Math.min(head.length, 65_536)
  return strange > Math.max(4, length * 0.005) || zeros > Math.max(16, length * 0.05)
}

/** Length of the part that ends with a whole UTF-8 character. */
function wholeCharacters(bytes: Buffer): number {
  let end = bytes.length
  while (end > bytes.length - 4 && end > 0 && (bytes[end - 1] & 0xc0) === 0x80) end--
  if (end === 0) return bytes.length
  const lead = bytes[end - 1]
  const needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1
  return end - 1 + needed <= bytes.length ? bytes.length : end - 1
}

/** UTF-8 with a few broken bytes: its good letters outnumber them. */
function isMostlyUtf8(bytes: Buffer): boolean {
  let good = 0
  let broken = 0
  for (let n = 0; n < bytes.length; n++) {
    const byte = bytes[n]
    if (byte < 0x80) continue
    const more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0
    let isGood = more > 0
    for (let k = 1; k <= more; k++) if ((bytes[n + k] & 0xc0) !== 0x80) isGood = false
    if (isGood) {
      good++
      n += more
    } else broken++
  }
  return good > broken * 4
}
