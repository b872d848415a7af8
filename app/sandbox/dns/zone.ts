import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HttpProblem } from '#sandbox/http'

export interface ZoneRecord {
  type: 'TXT' | 'MX'
  name: string
  value: string
}

const MOST = 2000

/** The DNS records that the sandbox pretends exist, by the domain that they were published for. */
export class Zone {
  #domains = new Map<string, ZoneRecord[]>()
  #file: string

  constructor(home: string) {
    this.#file = join(home, 'dns.json')
    if (!existsSync(this.#file)) return
    try {
      this.#domains = new Map(JSON.parse(readFileSync(this.#file, 'utf8')))
    } catch {
      // A file cut off by a crash: the zone begins anew.
    }
  }

  entries(): [string, ZoneRecord[]][] {
    return [...this.#domains].sort(([a], [b]) => a.localeCompare(b))
  }

  /** What a name says, and whether it belongs to a domain that is known here. */
  resolve(name: string, type: string): { known: boolean; answers: string[] } {
    const asked = name.toLowerCase()
    // A part of a domain may have been published for itself: the nearest one answers.
    const [domain] = [...this.#domains.keys()]
      .filter((one) => asked === one || asked.endsWith(`.${one}`))
      .sort((a, b) => b.length - a.length)
    const answers = (domain ? this.#domains.get(domain)! : [])
      .filter((record) => record.name === asked && record.type === type)
      .map(({ value }) => value)
    return { known: domain !== undefined, answers }
  }

  /** Replaces what a domain says. Throws HttpProblem 422 for what are no records. */
  publish(input: Record<string, unknown>): void {
    const { domain, records } = input
    if (typeof domain !== 'string' || !domain.includes('.')) {
      throw new HttpProblem(422, 'domain must be a domain.', 'domain')
    }
    if (!Array.isArray(records) || records.length > 50 || !records.every(isRecord)) {
      throw new HttpProblem(422, 'records must be TXT or MX records.', 'records')
    }
    if (this.#domains.size >= MOST) this.#domains.delete([...this.#domains.keys()][0])
    this.#domains.set(
      domain.toLowerCase(),
      records.map(({ type, name, value }) => ({ type, name: name.toLowerCase(), value }))
    )
    this.#save()
  }

  /** Takes one record of a domain away, or with it all of them. */
  remove(domain: string, at: number | null): void {
    if (at === null) this.#domains.delete(domain)
    else this.#domains.get(domain)?.splice(at, 1)
    this.#save()
  }

  #save(): void {
    writeFileSync(this.#file, JSON.stringify([...this.#domains]))
  }
}

function isRecord(record: unknown): record is ZoneRecord {
  const { type, name, value } = (record ?? {}) as Partial<ZoneRecord>
  return (
    (type === 'TXT' || type === 'MX') &&
    typeof name === 'string' &&
    typeof value === 'string' &&
    value.length <= 4000
  )
}
