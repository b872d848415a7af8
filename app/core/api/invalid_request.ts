import { errors } from '@vinejs/vine'

/** Faults of fields, as a validator would report them: `field` is a dotted path, `emails.0.email`. */
export type Fault = { field: string; message: string }

/** Answers 422 with a pointer to each fault. For what no validator of shapes can know. */
export class InvalidRequest extends errors.E_VALIDATION_ERROR {
  constructor(faults: Fault[]) {
    super(faults.map((fault) => ({ ...fault, rule: 'invalid' })))
  }
}
