import { compose } from '@adonisjs/core/helpers'
import { SignupFormSchema } from '#database/schema'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import type { FormField } from '#messaging/forms/form_fields'

/** A form with which people ask for mail. Archived, never deleted: its submissions are proof. */
export default class SignupForm extends compose(SignupFormSchema, Tenanted, WithId) {
  static table = 'signup_forms'

  declare fields: FormField[]

  /** One that visitors may fill in. */
  static open(slug: string): Promise<SignupForm | null> {
    return SignupForm.query().where({ slug, isOpen: true }).whereNull('archivedAt').first()
  }
}
