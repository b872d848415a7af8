import { compose } from '@adonisjs/core/helpers'
import { WithId } from '#core/database/with_id'
import { Tenanted } from '#core/tenancy/tenanted'
import { MailTemplateSchema } from '#database/schema'
import { Archivable } from '#messaging/templates/models/mail_template/archivable'
import { Drafted } from '#messaging/templates/models/mail_template/drafted'
import { Versioned } from '#messaging/templates/models/mail_template/versioned'

/** A mail, or a block of mails, that is written once and used often: a draft in work and versions in use. */
export default class MailTemplate extends compose(
  MailTemplateSchema,
  Tenanted,
  WithId,
  Archivable,
  Versioned,
  Drafted
) {
  static table = 'mail_templates'
}
