/** RFC 9457, as the server answers. */
type Problem = { detail: string; errors?: { pointer: string; message: string }[] }

type Answer = { ok: boolean; errors: Record<string, string> }

/**
 * Writes a draft without a page visit, so that typing goes on undisturbed; it
 * is finished even when the page is left meanwhile.
 */
export async function putJson(url: string, body: unknown): Promise<Answer> {
  const token = document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]*)/)?.[1] ?? ''
  const text = JSON.stringify(body)
  try {
    const answer = await fetch(url, {
      method: 'PUT',
      body: text,
      credentials: 'same-origin',
      // Browsers refuse keepalive above 64 KB.
      keepalive: text.length < 60_000,
      headers: {
        'Accept': 'application/json',
        'Content-Type': 'application/json',
        'X-XSRF-TOKEN': decodeURIComponent(token),
      },
    })
    if (answer.ok) return { ok: true, errors: {} }
    const problem = (await answer.json()) as Problem
    const faults = problem.errors ?? [{ pointer: '/form', message: problem.detail }]
    return {
      ok: false,
      errors: Object.fromEntries(
        faults.map(({ pointer, message }) => [pointer.split('/')[1], message])
      ),
    }
  } catch {
    return { ok: false, errors: { form: 'Not saved: the server could not be reached.' } }
  }
}
