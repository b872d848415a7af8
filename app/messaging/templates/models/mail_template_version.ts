import { compose } from '@adonisjs/core/helpers'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import { MailTemplateVersionSchema } from '#database/schema'
import type { Writing } from '#messaging/templates/writing'

/** What a template was at one time. Written once, never changed: what is sent names its version. */
export default class MailTemplateVersion extends compose(
  MailTemplateVersionSchema,
  Tenanted,
  WithId
) {
  get writing(): Writing {
    return {
      subject: this.subject,
      preheader: this.preheader,
      source: this.source,
      project: this.project,
      text: this.textByHand ? this.text : null,
    }
  }
}
