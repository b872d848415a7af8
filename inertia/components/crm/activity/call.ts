/** RFC 9457, as the server answers. */
type Problem = { detail?: string; errors?: { pointer?: string; message: string }[] }

export type Answer<T> =
  | { ok: true; data: T }
  | {
      ok: false
      status: number
      /** In plain words, for the person. */
      error: string
      /** By field, where the server named one. */
      errors: Record<string, string>
    }

/** Asks the server without a page visit; never throws. */
export async function call<T = unknown>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  body?: unknown
): Promise<Answer<T>> {
  const token = document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]*)/)?.[1] ?? ''
  try {
    const answer = await fetch(url, {
      method,
      credentials: 'same-origin',
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: {
        'Accept': 'application/json',
        'X-XSRF-TOKEN': decodeURIComponent(token),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
    })
    if (answer.ok) {
      return { ok: true, data: (answer.status === 204 ? null : await answer.json()) as T }
    }
    const problem = (await answer.json().catch(() => ({}))) as Problem
    const errors = Object.fromEntries(
      (problem.errors ?? []).map(({ pointer, message }) => [pointer?.split('/')[1] ?? '', message])
    )
    const error = Object.values(errors)[0] ?? problem.detail ?? 'The server could not do that.'
    return { ok: false, status: answer.status, error, errors }
  } catch {
    const error = 'The server could not be reached. Nothing was lost; try again.'
    return { ok: false, status: 0, error, errors: {} }
  }
}
