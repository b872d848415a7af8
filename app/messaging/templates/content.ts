import { compileNow } from '#messaging/templates/compile_now'
import type MailTemplate from '#messaging/templates/models/mail_template'

export type TemplateContent = {
  versionId: string
  version: number
  subject: string
  preheader: string
  html: string
  text: string
}

/**
 * What a template says now: its version in use, compiled anew with the brand and the blocks of today. For what is
 * sent: campaigns, transactional messages.
 */
export async function contentOf(template: MailTemplate): Promise<TemplateContent> {
  const latest = await template.latest()
  const { html, text } = await compileNow(template, latest.writing)
  const { id: versionId, version, subject, preheader } = latest
  return { versionId, version, subject, preheader, html, text }
}
