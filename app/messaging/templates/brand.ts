import { Tenant } from '#core/tenancy/tenant'
import { brandOf } from '#core/mail/brand'
import MailBrand from '#messaging/templates/models/mail_brand'
import { contrastOf } from '#messaging/templates/check/colors'

/** Fonts that mail readers have; the first one is shown where it is installed. */
export const FONTS: Record<string, { label: string; stack: string }> = {
  inter: {
    label: 'Inter',
    stack: 'Inter, -apple-system, BlinkMacSystemFont, Segoe UI, Helvetica, Arial, sans-serif',
  },
  arial: { label: 'Arial', stack: 'Arial, Helvetica, sans-serif' },
  verdana: { label: 'Verdana', stack: 'Verdana, Geneva, sans-serif' },
  trebuchet: { label: 'Trebuchet', stack: 'Trebuchet MS, Helvetica, sans-serif' },
  georgia: { label: 'Georgia', stack: 'Georgia, Times New Roman, serif' },
}

export const LINK_KINDS = [
  'website',
  'instagram',
  'youtube',
  'facebook',
  'linkedin',
  'tiktok',
  'x',
] as const
export const LINK_LABELS: Record<string, string> = {
  website: 'Website',
  instagram: 'Instagram',
  youtube: 'YouTube',
  facebook: 'Facebook',
  linkedin: 'LinkedIn',
  tiktok: 'TikTok',
  x: 'X',
}

/** How an organization's mails look: `brand.*` in templates, filled in when they are compiled. */
export type MailLook = {
  name: string
  url: string
  /** Absolute address of the logo; empty without one. */
  logo: string
  color: string
  /** Words on the colour. */
  on_color: string
  background: string
  /** Words on the background, and quieter ones. */
  ink: string
  muted: string
  font: string
  address: string
  footer: string
  support_email: string
  links: { kind: string; label: string; url: string }[]
}

/** The look of the organization in context. */
export async function mailLook(): Promise<MailLook> {
  const [house, own] = await Promise.all([brandOf(Tenant.id()), MailBrand.query().first()])
  const background = own?.background ?? '#f5f5f4'
  const isDark = contrastOf('#ffffff', background) > contrastOf('#1c1917', background)
  return {
    name: house.name,
    url: house.url,
    logo: house.logoUrl ?? '',
    color: house.color,
    on_color: contrastOf('#ffffff', house.color) >= 3.8 ? '#ffffff' : '#1c1917',
    background,
    ink: isDark ? '#fafaf9' : '#292524',
    muted: isDark ? '#d6d3d1' : '#57534e',
    font: (FONTS[own?.font ?? 'inter'] ?? FONTS.inter).stack,
    address: own?.address ?? '',
    footer: own?.footer ?? '',
    support_email: house.supportEmail ?? '',
    links: (own?.links ?? []).map(({ kind, url }) => ({
      kind,
      url,
      label: LINK_LABELS[kind] ?? 'Link',
    })),
  }
}
