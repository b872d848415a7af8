import { compose } from '@adonisjs/core/helpers'
import { FormSubmissionSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import type { GivenDetails } from '#messaging/forms/given_details'

/**
 * `done` at once, `waiting` for a confirmation by mail, then `confirmed` or `expired`; `held` where the address bounced,
 * complained or was suppressed by staff, so that no mail was sent.
 */
export type SubmissionState = 'done' | 'waiting' | 'confirmed' | 'held' | 'expired'

/** A form as somebody sent it. */
export default class FormSubmission extends compose(FormSubmissionSchema, Tenanted, WithId) {
  static table = 'form_submissions'

  declare state: SubmissionState
  declare given: GivenDetails
}
