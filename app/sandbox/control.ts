import { HttpProblem } from '#sandbox/http'

/** What can go wrong on purpose. Chances are 0–1; the clock is ahead by seconds. */
export interface Knobs {
  delayMs: number
  duplicate: number
  reorder: number
  drop: number
  clockOffsetSeconds: number
  smtp: {
    /** How many of the next mails are refused with a temporary error. */
    rejectNext: number
    /** How many of the next mails are stored, and their connection cut before the reply. */
    dropAfterData: number
  }
  /** What the send APIs of mail providers do with the next requests. */
  mail: {
    /** How many are answered 429, and how many 500. */
    throttleNext: number
    failNext: number
    /** How many are taken, and their connection cut before the answer. */
    cutNext: number
    /** How long each takes. */
    delayMs: number
  }
}

const fresh = (): Knobs => ({
  delayMs: 0,
  duplicate: 0,
  reorder: 0,
  drop: 0,
  clockOffsetSeconds: 0,
  smtp: { rejectNext: 0, dropAfterData: 0 },
  mail: { throttleNext: 0, failNext: 0, cutNext: 0, delayMs: 0 },
})

type Check = { accepts: (value: number) => boolean; wants: string }

const chance: Check = { accepts: (n) => n >= 0 && n <= 1, wants: 'a chance from 0 to 1' }
const wholeTo = (max: number): Check => ({
  accepts: (n) => Number.isInteger(n) && n >= 0 && n <= max,
  wants: `a whole number from 0 to ${max}`,
})
const TEN_YEARS = 10 * 366 * 86_400
const CHECKS: Record<string, Check> = {
  'delayMs': wholeTo(600_000),
  'duplicate': chance,
  'reorder': chance,
  'drop': chance,
  'clockOffsetSeconds': {
    accepts: (n) => Number.isInteger(n) && Math.abs(n) <= TEN_YEARS,
    wants: 'a whole number of seconds, ten years at most',
  },
  'smtp.rejectNext': wholeTo(100_000),
  'smtp.dropAfterData': wholeTo(100_000),
  'mail.throttleNext': wholeTo(100_000),
  'mail.failNext': wholeTo(100_000),
  'mail.cutNext': wholeTo(100_000),
  'mail.delayMs': wholeTo(60_000),
}

/** The sandbox's knobs and its clock. */
export class Control {
  #knobs: Knobs
  #listeners: (() => void)[] = []

  constructor(saved?: Partial<Knobs>) {
    this.#knobs = fresh()
    if (saved) {
      this.#knobs = {
        ...this.#knobs,
        ...saved,
        smtp: { ...this.#knobs.smtp, ...saved.smtp },
        mail: { ...this.#knobs.mail, ...saved.mail },
      }
    }
  }

  get knobs(): Knobs {
    return this.#knobs
  }

  /** Seconds since 1970 by the moved calendar. */
  now(): number {
    return Math.floor(Date.now() / 1000) + this.#knobs.clockOffsetSeconds
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener)
  }

  /** Takes over the named knobs; throws HttpProblem 422 naming the first bad field. */
  merge(input: Record<string, unknown>): Knobs {
    const flat = flatten(input)
    for (const [field, value] of flat) {
      const check = CHECKS[field]
      if (!check) throw new HttpProblem(422, `There is no knob named ${field}.`, field)
      if (typeof value !== 'number' || !Number.isFinite(value) || !check.accepts(value)) {
        throw new HttpProblem(422, `${field} must be ${check.wants}.`, field)
      }
    }
    const next = structuredClone(this.#knobs)
    for (const [field, value] of flat) {
      const [name, inner] = field.split('.') as [keyof Knobs, string | undefined]
      Object.assign(inner ? next[name] : next, { [inner ?? name]: value })
    }
    this.#knobs = next
    this.#listeners.forEach((listener) => listener())
    return next
  }

  reset(): Knobs {
    this.#knobs = fresh()
    this.#listeners.forEach((listener) => listener())
    return this.#knobs
  }

  /** Uses up one of the next mails to be refused or cut; false when none is left. */
  spend(kind: keyof Knobs['smtp']): boolean {
    if (this.#knobs.smtp[kind] <= 0) return false
    this.#knobs.smtp[kind] -= 1
    return true
  }

  /** The same for the next requests to a mail provider. */
  spendMail(kind: Exclude<keyof Knobs['mail'], 'delayMs'>): boolean {
    if (this.#knobs.mail[kind] <= 0) return false
    this.#knobs.mail[kind] -= 1
    return true
  }
}

function flatten(input: Record<string, unknown>): [string, unknown][] {
  return Object.entries(input).flatMap(([name, value]): [string, unknown][] => {
    if (name !== 'smtp' && name !== 'mail') return [[name, value]]
    if (!value || typeof value !== 'object' || Array.isArray(value)) {
      throw new HttpProblem(422, `${name} must be an object.`, name)
    }
    return Object.entries(value).map(([inner, number]) => [`${name}.${inner}`, number])
  })
}
