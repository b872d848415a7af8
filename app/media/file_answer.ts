import type { HttpContext } from '@adonisjs/core/http'
import { Exception } from '@adonisjs/core/exceptions'
import type StoredFile from '#media/models/stored_file'
import { disposition } from '#media/file_name'
import { type ByteRange, Storage } from '#media/storage'

type Options = { variant: string | null; cacheControl: string; downloadAs: string | null }

/** Streams a file: 200, a part of it (206), or 304, 416 and 404 where they belong. */
export async function answerWithFile(
  { request, response }: Pick<HttpContext, 'request' | 'response'>,
  file: StoredFile,
  { variant, cacheControl, downloadAs }: Options
): Promise<void> {
  const rendition = file.rendition(variant)
  if (!rendition) throw new Exception('There is no such size of this file', { status: 404 })

  const etag = `"${file.sha256.slice(0, 32)}-${rendition.name}"`
  // Only pictures that we wrote ourselves are shown in place; the rest is a download.
  const kind = file.isPicture && !downloadAs ? 'inline' : 'attachment'
  response.header('ETag', etag)
  response.header('Cache-Control', cacheControl)
  response.header('Accept-Ranges', 'bytes')
  response.header('X-Content-Type-Options', 'nosniff')
  response.header('Content-Security-Policy', 'sandbox')
  response.header('Content-Disposition', disposition(kind, downloadAs ?? file.name))

  if (
    request
      .header('if-none-match')
      ?.split(/\s*,\s*/)
      .includes(etag)
  ) {
    return response.status(304).send(null)
  }
  response.header('Content-Type', rendition.mime)
  const range = requestedRange(request.header('range'), rendition.size)
  const isFresh = [undefined, etag].includes(request.header('if-range'))
  if (range === 'unsatisfiable' && isFresh) {
    response.header('Content-Range', `bytes */${rendition.size}`)
    return response.status(416).send('')
  }
  const part = isFresh && range !== 'unsatisfiable' ? range : null
  response.header('Content-Length', String(part ? part.end - part.start + 1 : rendition.size))
  if (part) {
    response.status(206)
    response.header('Content-Range', `bytes ${part.start}-${part.end}/${rendition.size}`)
  }
  if (request.method() === 'HEAD') return response.send('')
  const stream = await new Storage(file.disk).read(rendition.key, part ?? undefined)
  response.stream(stream)
}

/** One range of bytes. Several at once, or what is no range, are answered with everything. */
function requestedRange(
  header: string | undefined,
  size: number
): ByteRange | 'unsatisfiable' | null {
  const match = header?.match(/^bytes=(\d*)-(\d*)$/)
  if (!match || (!match[1] && !match[2])) return null
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]))
  const end = match[1] && match[2] ? Math.min(Number(match[2]), size - 1) : size - 1
  return start > end || start >= size ? 'unsatisfiable' : { start, end }
}
