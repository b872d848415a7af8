import type { Staff } from '#identity/staff'
import { FONTS, LINK_KINDS, LINK_LABELS, mailLook } from '#messaging/templates/brand'
import { STARTERS } from '#messaging/templates/library/starters'
import MailBrand from '#messaging/templates/models/mail_brand'
import type MailTemplate from '#messaging/templates/models/mail_template'
import { type TemplateFilters, templateList } from '#messaging/queries/templates/template_list'
import { versionsOf } from '#messaging/queries/templates/versions'
import MailTemplateTransformer from '#messaging/templates/transformers/mail_template_transformer'

const can = (staff: Staff) => ({
  create: staff.can('templates:create'),
  update: staff.can('templates:update'),
  delete: staff.can('templates:delete'),
})

/** Props of the list of templates. */
export async function listProps(
  filters: TemplateFilters,
  cursor: string | undefined,
  staff: Staff
) {
  return { templates: await templateList(filters, cursor), filters, can: can(staff) }
}

/** Props of the library. */
export function libraryProps(kind: 'mail' | 'block') {
  const starters = Object.entries(STARTERS).map(([key, { name, description, category }]) => ({
    key,
    name,
    description,
    category,
  }))
  return { kind, starters: kind === 'mail' ? starters : [] }
}

/** Props of a template's history. */
export async function versionsProps(template: MailTemplate, staff: Staff) {
  return {
    template: new MailTemplateTransformer(template).toObject(),
    versions: await versionsOf(template.id),
    can: can(staff),
  }
}

/** Props of the page with the look of mails. */
export async function brandProps(staff: Staff) {
  const own = await MailBrand.query().first()
  const { name, color, logo } = await mailLook()
  return {
    brand: {
      address: own?.address ?? '',
      footer: own?.footer ?? '',
      font: own?.font ?? 'inter',
      background: own?.background ?? '#f5f5f4',
      links: own?.links ?? [],
    },
    organization: { name, color, hasLogo: logo !== '' },
    fonts: Object.entries(FONTS).map(([value, { label }]) => ({ value, label })),
    linkKinds: LINK_KINDS.map((value) => ({ value, label: LINK_LABELS[value] })),
    can: { update: staff.can('templates:update'), organization: staff.can('organization:update') },
  }
}
