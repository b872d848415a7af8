/** RFC 9457, as the server answers. */
type Problem = { detail?: string; errors?: { pointer: string; message: string }[] }

export type Answer<T> = { ok: true; data: T } | { ok: false; message: string }

/** Asks a JSON endpoint of our own; null when it does not answer. */
export async function getJson<T>(url: string): Promise<T | null> {
  try {
    const answer = await fetch(url, { headers: { Accept: 'application/json' } })
    return answer.ok ? ((await answer.json()) as T) : null
  } catch {
    return null
  }
}

/** Sends JSON without a page visit. What the server refuses comes as one sentence. */
export async function sendJson<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  url: string,
  body: unknown = {}
): Promise<Answer<T>> {
  const token = document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]*)/)?.[1] ?? ''
  try {
    const answer = await fetch(url, {
      method,
      body: JSON.stringify(body),
      credentials: 'same-origin',
      headers: {
        'Accept': 'application/json',
        'Content-Type': 'application/json',
        'X-XSRF-TOKEN': decodeURIComponent(token),
      },
    })
    if (answer.ok) {
      const text = await answer.text()
      return { ok: true, data: (text ? JSON.parse(text) : null) as T }
    }
    const problem = (await answer.json().catch(() => ({}))) as Problem
    return {
      ok: false,
      message: problem.errors?.[0]?.message ?? problem.detail ?? 'The server refused it.',
    }
  } catch {
    return { ok: false, message: 'The server could not be reached. Try again.' }
  }
}
