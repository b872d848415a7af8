import { compileTemplate } from '#messaging/templates/compile/compile'
import { mailLook } from '#messaging/templates/brand'
import { starterWriting, STARTERS } from '#messaging/templates/library/starters'
import { localPictures } from '#messaging/templates/local_pictures'
import type MailTemplate from '#messaging/templates/models/mail_template'
import MailTemplateVersion from '#messaging/templates/models/mail_template_version'
import { fill, valuesFor } from '#messaging/templates/preview'

/** A version as an example reader gets it; null when there is none with this number. */
export async function savedPreview(template: MailTemplate, number: number): Promise<string | null> {
  const version = await MailTemplateVersion.query()
    .where('template_id', template.id)
    .where('version', number)
    .first()
  if (!version) return null
  const { subject, preheader, html, text } = version
  const values = await valuesFor(null)
  return localPictures(fill({ subject, preheader, html, text }, values).html)
}

/** A starter in the organization's look; null for one that there is not. */
export async function starterPreview(key: string): Promise<string | null> {
  if (!Object.hasOwn(STARTERS, key)) return null
  const { source, ...head } = await starterWriting(key)
  const look = await mailLook()
  const { html, text } = await compileTemplate({ format: 'mjml', source }, look)
  const filled = fill({ ...head, html, text }, await valuesFor(null))
  return localPictures(filled.html)
}
