const HEX = Array.from(
  { length: 256 },
  (_, n) => `=${n.toString(16).toUpperCase().padStart(2, '0')}`
)
const LINE = 75

/**
 * Quoted-printable (RFC 2045) of a piece that begins a line and ends with a soft break where it ends within one, so
 * that pieces encoded by themselves can be put after one another. A dot at the beginning of a line is encoded too:
 * nothing has to be doubled for SMTP.
 */
export function encodePiece(text: string): string {
  if (text === '') return ''
  const bytes = Buffer.from(text, 'utf8')
  let out = ''
  let column = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === 13 && bytes[at + 1] === 10) continue
    if (byte === 10) {
      out += '\r\n'
      column = 0
      continue
    }
    let word: string
    if (byte === 32 || byte === 9)
      word = isLineEnd(bytes, at + 1) ? HEX[byte] : String.fromCharCode(byte)
    else if (byte === 46 && column === 0) word = '=2E'
    else if (byte > 32 && byte < 127 && byte !== 61) word = String.fromCharCode(byte)
    else word = HEX[byte]
    if (column + word.length > LINE) {
      out += '=\r\n'
      column = 0
      if (word === '.') word = '=2E'
    }
    out += word
    column += word.length
  }
  return column === 0 ? out : `${out}=\r\n`
}

/** A blank before a line's end would be lost on the way. */
function isLineEnd(bytes: Buffer, at: number): boolean {
  return at >= bytes.length || bytes[at] === 10 || (bytes[at] === 13 && bytes[at + 1] === 10)
}

/** A short value in a piece: most are plain words, which need no look at every byte. */
export function encodeValue(text: string): string {
  return PLAIN.test(text) ? `${text}=\r\n` : encodePiece(text)
}
const PLAIN = /^[A-Za-z0-9_,;:!?@/&#+()'"%*-][A-Za-z0-9_,;:!?@/&#+()'"%*.-]{0,70}$/

/** What quoted-printable text says. */
export function decodeQuotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
