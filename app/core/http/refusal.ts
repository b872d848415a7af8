import { Exception } from '@adonisjs/core/exceptions'

type RefusalOptions = {
  /** Stable, for machines: `E_SEATS_TAKEN`. */
  code: string
  /** 422 unless said otherwise; 403, 409, 410. */
  status?: number
  /** Form field that it belongs to; without one it is told as a message over the page. */
  field?: string
}

/**
 * A rule of the house says no, and the sentence says why, to the person who
 * asked: forms show it at its field or as a message, JSON clients get a problem.
 */
export class Refusal extends Exception {
  readonly field?: string

  constructor(message: string, { code, status = 422, field }: RefusalOptions) {
    super(message, { code, status })
    this.name = 'Refusal'
    this.field = field
  }
}
