import { invalid, missing } from '#sandbox/stripe/errors'
import type { Form, FormValue } from '#sandbox/stripe/form'

/** Reads the fields of one form, with Stripe's messages for what is wrong. */
export class Params {
  constructor(
    private form: Form,
    private at = ''
  ) {}

  /** Throws for a field that is not in the list. */
  only(...known: string[]): this {
    for (const name of Object.keys(this.form)) {
      if (!known.includes(name)) {
        throw invalid(
          this.name(name),
          `Received unknown parameter: ${this.name(name)}`,
          'parameter_unknown'
        )
      }
    }
    return this
  }

  has(field: string): boolean {
    return this.form[field] !== undefined
  }

  isText(field: string): boolean {
    return typeof this.form[field] === 'string'
  }

  name(field: string): string {
    return this.at ? `${this.at}[${field}]` : field
  }

  /** Null when absent or empty. */
  text(field: string): string | null {
    const value = this.form[field]
    if (value === undefined || value === '') return null
    if (typeof value !== 'string') throw invalid(this.name(field), `Invalid string: ${field}`)
    return value
  }

  needText(field: string): string {
    const value = this.text(field)
    if (value === null) throw missing(this.name(field))
    return value
  }

  integer(field: string): number | null {
    const value = this.text(field)
    if (value === null) return null
    if (!/^-?\d{1,15}$/.test(value)) {
      throw invalid(this.name(field), `Invalid integer: ${value}`, 'parameter_invalid_integer')
    }
    return Number(value)
  }

  flag(field: string): boolean | null {
    const value = this.text(field)
    if (value === null) return null
    if (value !== 'true' && value !== 'false') {
      throw invalid(this.name(field), `Invalid boolean: ${value}`)
    }
    return value === 'true'
  }

  oneOf<T extends string>(field: string, choices: readonly T[]): T | null {
    const value = this.text(field)
    if (value === null) return null
    if (!choices.includes(value as T)) {
      throw invalid(
        this.name(field),
        `Invalid ${this.name(field)}: must be one of ${choices.join(', ')}`
      )
    }
    return value as T
  }

  /** A nested form; empty when absent. */
  nested(field: string): Params {
    const value = this.form[field]
    if (typeof value === 'string' || Array.isArray(value)) {
      throw invalid(this.name(field), `Invalid object: ${this.name(field)}`)
    }
    return new Params(value ?? {}, this.name(field))
  }

  /** A list of nested forms. */
  list(field: string): Params[] {
    return this.array(field).map((value, at) => {
      if (typeof value === 'string' || Array.isArray(value)) {
        throw invalid(this.name(field), `Invalid object: ${this.name(field)}[${at}]`)
      }
      return new Params(value, `${this.name(field)}[${at}]`)
    })
  }

  texts(field: string): string[] {
    return this.array(field).filter((value) => typeof value === 'string')
  }

  /** Pairs of strings; a key with an empty value takes that key away from `old`. */
  metadata(field = 'metadata', old: Record<string, string> = {}): Record<string, string> {
    const value = this.form[field]
    if (value === '') return {}
    const merged = { ...old }
    for (const [key, text] of Object.entries(this.nested(field).form)) {
      if (key.length > 40)
        throw invalid(this.name(field), 'Metadata keys must be under 40 characters.')
      if (typeof text !== 'string' || text.length > 500) {
        throw invalid(
          `${this.name(field)}[${key}]`,
          'Metadata values must be under 500 characters.'
        )
      }
      if (text === '') delete merged[key]
      else merged[key] = text
    }
    if (Object.keys(merged).length > 50)
      throw invalid(this.name(field), 'You can have up to 50 metadata keys.')
    return merged
  }

  private array(field: string): FormValue[] {
    const value = this.form[field]
    if (value === undefined || value === '') return []
    if (!Array.isArray(value)) throw invalid(this.name(field), `Invalid array: ${this.name(field)}`)
    return value
  }
}
