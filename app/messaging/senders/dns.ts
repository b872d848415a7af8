import { Resolver } from 'node:dns/promises'
import { sandbox } from '#config/app'

/** What DNS says of a name. An empty list: there is nothing, for sure. Throws when nobody could tell. */
export interface DnsSource {
  txt(name: string): Promise<string[]>
  mx(name: string): Promise<string[]>
}

const TIMEOUT_MS = 4000
const NOTHING = ['ENOTFOUND', 'ENODATA']
/** Names that exist nowhere (RFC 2606, RFC 6761): only the sandbox can answer for them. */
const RESERVED = /\.(test|example|invalid|localhost)$/

/** The world's DNS. */
export class RealDns implements DnsSource {
  readonly #resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 2 })

  /** Long records come in pieces of 255 bytes, which belong together. */
  txt(name: string): Promise<string[]> {
    return this.#orNothing(async () =>
      (await this.#resolver.resolveTxt(name)).map((pieces) => pieces.join(''))
    )
  }

  mx(name: string): Promise<string[]> {
    return this.#orNothing(async () =>
      (await this.#resolver.resolveMx(name))
        .sort((a, b) => a.priority - b.priority)
        .map(({ exchange }) => exchange)
        // A null MX (RFC 7505) says that no mail is taken.
        .filter((exchange) => exchange !== '' && exchange !== '.')
    )
  }

  async #orNothing(ask: () => Promise<string[]>): Promise<string[]> {
    try {
      return await ask()
    } catch (error) {
      if (NOTHING.includes((error as { code?: string }).code ?? '')) return []
      throw error
    }
  }
}

/** While the sandbox is on it answers for the domains that it knows and for those that exist nowhere. */
export class SandboxDns implements DnsSource {
  constructor(private readonly real: DnsSource = new RealDns()) {}

  txt(name: string): Promise<string[]> {
    return this.#ask(name, 'TXT')
  }

  mx(name: string): Promise<string[]> {
    return this.#ask(name, 'MX')
  }

  async #ask(name: string, type: 'TXT' | 'MX'): Promise<string[]> {
    const query = new URLSearchParams({ name, type })
    const answer = await fetch(`http://127.0.0.1:${sandbox.port}/dns/resolve?${query}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}`)
    const { known, answers } = (await answer.json()) as { known: boolean; answers: string[] }
    if (known || RESERVED.test(name)) return answers
    return type === 'TXT' ? this.real.txt(name) : this.real.mx(name)
  }
}

let source: DnsSource | null = null

export const dns = {
  txt: (name: string) => dnsSource().txt(name),
  mx: (name: string) => dnsSource().mx(name),
  /** Tests: another DNS, until called with null. */
  answerWith(other: DnsSource | null): void {
    source = other
  },
}

function dnsSource(): DnsSource {
  source ??= sandbox.on ? new SandboxDns() : new RealDns()
  return source
}
