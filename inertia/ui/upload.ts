export type Uploaded = {
  id: string
  name: string
  url: string
  srcset: string | null
  size: number
  mime: string
}

/** Uploads a file to the media library. Throws an Error that says what is wrong with it. */
export async function uploadFile(
  file: File,
  fields: Record<string, string> = {}
): Promise<Uploaded> {
  const body = new FormData()
  body.append('file', file)
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const token = document.cookie.match(/XSRF-TOKEN=([^;]+)/)?.[1] ?? ''
  const answer = await fetch('/admin/media/files', {
    method: 'POST',
    headers: { 'Accept': 'application/json', 'X-XSRF-TOKEN': decodeURIComponent(token) },
    body,
  })
  const result = await answer.json().catch(() => ({}))
  if (!answer.ok)
    throw new Error(
      result.errors?.[0]?.message ?? result.detail ?? 'The file could not be uploaded. Try again.'
    )
  return result.data ?? result
}
