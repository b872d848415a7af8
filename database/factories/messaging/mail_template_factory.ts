import { v7 as uuid } from 'uuid'
import Factory from '@adonisjs/lucid/factories'
import MailTemplate from '#messaging/templates/models/mail_template'

/** Templates in Markdown without a version. Needs a tenant in context. */
export const MailTemplateFactory = Factory.define(MailTemplate, () => ({
  name: 'A letter',
  key: `letter-${uuid().slice(-12)}`,
  kind: 'mail',
  format: 'markdown',
  version: 1,
  draftRevision: 0,
})).build()
