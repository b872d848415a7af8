import { errors } from '@vinejs/vine'

/** What an upload may be. `any` also takes SVG, which is only ever handed out as a download. */
export type Allowance = 'image' | 'document' | 'any'

const MEGABYTE = 1024 * 1024

const EXTENSIONS: Record<string, string[]> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
  'image/avif': ['avif'],
  'application/pdf': ['pdf'],
  'application/zip': ['zip'],
  'image/svg+xml': ['svg'],
}

/** Types of files that the house keeps and makes beside uploads of pictures and documents: tables. */
const OWN_EXTENSIONS: Record<string, string[]> = {
  'text/csv': ['csv', 'txt', 'tsv'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
}

const ALLOWED: Record<Allowance, { mimes: string[]; words: string }> = {
  image: {
    mimes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'],
    words: 'a JPEG, PNG, WebP, GIF or AVIF image',
  },
  document: { mimes: ['application/pdf', 'application/zip'], words: 'a PDF or a ZIP file' },
  any: { mimes: Object.keys(EXTENSIONS), words: 'an image, a PDF, a ZIP or an SVG file' },
}

/** The widest and tallest picture that is ever decoded, in pixels over all frames. */
export const MAX_PIXELS = 50_000_000

/** Pictures that are decoded and written anew. SVG is a document here: it is never rendered. */
export function isPicture(mime: string): boolean {
  return ALLOWED.image.mimes.includes(mime)
}

/** Bytes that a file of this type may have. */
export function sizeLimit(mime: string): number {
  return isPicture(mime) ? 15 * MEGABYTE : mime === 'image/svg+xml' ? MEGABYTE : 100 * MEGABYTE
}

/** The extensions that go with a type; the first is the usual one. */
export function extensionsOf(mime: string): string[] {
  return EXTENSIONS[mime] ?? OWN_EXTENSIONS[mime] ?? ['bin']
}

/** Throws a message for the field unless the content is of an allowed type and size. */
export function assertAllowed(mime: string | null, size: number, allow: Allowance, field = 'file') {
  if (!mime || !ALLOWED[allow].mimes.includes(mime)) {
    refuse(
      `This has to be ${ALLOWED[allow].words}. What counts is the content, not the name.`,
      field
    )
  }
  if (size > sizeLimit(mime)) {
    refuse(`This file is too large: at most ${sizeLimit(mime) / MEGABYTE} MB.`, field)
  }
}

/** Refuses an upload with a message that is shown at its field. */
export function refuse(message: string, field = 'file'): never {
  throw new errors.E_VALIDATION_ERROR([{ field, message, rule: 'upload' }])
}
