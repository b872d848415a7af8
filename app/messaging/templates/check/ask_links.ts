import { guardedFetch } from '#core/http/guarded_fetch'
import { OutgoingRefused } from '#core/http/outgoing_guard'

export type LinkAnswer = {
  url: string
  /** `unsure`: nothing answered in time, or it is not ours to ask. */
  state: 'alive' | 'dead' | 'unsure'
  status: number | null
}

/** More links than these are not asked at once. */
export const MOST_LINKS = 30
const AT_ONCE = 5

/** Asks whether pages are there, a few at a time, each with seconds to answer. Never throws. */
export async function askLinks(urls: string[]): Promise<LinkAnswer[]> {
  const waiting = [...new Set(urls)].slice(0, MOST_LINKS)
  const answers: LinkAnswer[] = []
  const work = async () => {
    for (let url = waiting.shift(); url; url = waiting.shift()) answers.push(await ask(url))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return answers
}

async function ask(url: string): Promise<LinkAnswer> {
  try {
    let { status } = await visit(url, 'HEAD')
    // Some servers know no HEAD, and some hide from it.
    if ([400, 403, 404, 405, 501].includes(status)) ({ status } = await visit(url, 'GET'))
    // A page behind a login, or one that is tired of us, is there.
    const isDead = status === 404 || status === 410 || status >= 500
    return { url, status, state: isDead ? 'dead' : status < 400 ? 'alive' : 'unsure' }
  } catch (error) {
    const cause = (error as { cause?: { code?: string }; code?: string }).cause ?? error
    const isNameless = (cause as { code?: string }).code === 'ENOTFOUND'
    return {
      url,
      status: null,
      state: isNameless && !(error instanceof OutgoingRefused) ? 'dead' : 'unsure',
    }
  }
}

async function visit(url: string, method: 'HEAD' | 'GET'): Promise<{ status: number }> {
  return guardedFetch(url, { method, timeoutMs: 6000, maxBytes: 512 * 1024, redirects: 4 }).catch(
    (error) => {
      // More than we wanted to read: it is there.
      if (error.code === 'E_ANSWER_TOO_LARGE') return { status: 200 }
      throw error
    }
  )
}
