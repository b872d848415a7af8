import type { MailTemplateSchema } from '#database/schema'

/** What the log says of a template. */
export function told({ organizationId, id, name, version }: MailTemplateSchema) {
  return { organizationId, subjectId: id, payload: { name, version } }
}
