import { BaseTransformer } from '@adonisjs/core/transformers'
import type MailTemplate from '#messaging/templates/models/mail_template'

export default class MailTemplateTransformer extends BaseTransformer<MailTemplate> {
  toObject() {
    const { id, name, key, kind, format, version, draftRevision, draftAt, isArchived } =
      this.resource
    return {
      id,
      name,
      key,
      kind: kind as 'mail' | 'block',
      format: format as 'visual' | 'rich' | 'markdown' | 'mjml' | 'html',
      version,
      revision: draftRevision,
      draftAt: draftAt?.toISO() ?? null,
      isArchived,
    }
  }
}
