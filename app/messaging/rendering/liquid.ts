import { Liquid, type Template } from 'liquidjs'
import { escapeHtml } from '#messaging/rendering/escape_html'
import { CLOSED } from '#messaging/rendering/limits'
import { trackedTagOf } from '#messaging/rendering/tracked_tag'

/** What a mail may say of its reader and its sender; shown by pickers, known by checks. */
export const VARIABLES: Record<string, { label: string; example: string }> = {
  'contact.id': { label: 'Id', example: '01960d5e-0000-7000-8000-000000000000' },
  'contact.first_name': { label: 'First name', example: 'Ada' },
  'contact.last_name': { label: 'Last name', example: 'Lovelace' },
  'contact.full_name': { label: 'Full name', example: 'Ada Lovelace' },
  'contact.email': { label: 'E-mail address', example: 'ada@example.com' },
  'contact.phone': { label: 'Phone', example: '+49 30 123456' },
  'contact.job_title': { label: 'Job title', example: 'Teacher' },
  'contact.company': { label: 'Company', example: 'Analytical Engines' },
  'contact.city': { label: 'City', example: 'Berlin' },
  'contact.country': { label: 'Country (two letters)', example: 'DE' },
  'contact.language': { label: 'Language (two letters)', example: 'en' },
  'organization.name': { label: 'Your name', example: 'Bunny at Home' },
  'organization.url': { label: 'Your site', example: 'https://bunny.example' },
  'organization.address': { label: 'Your postal address', example: 'Warren Lane 1, Berlin' },
  'sender.name': { label: 'Sender', example: 'Ada of Bunny' },
  'sender.address': { label: 'Sender’s address', example: 'hello@bunny.example' },
  'campaign.name': { label: 'Campaign', example: 'November letter' },
  'subject': { label: 'Subject', example: 'News' },
  'preheader': { label: 'Preview text', example: 'What is new' },
  'unsubscribe_url': { label: 'Link to unsubscribe', example: 'https://bunny.example/u/…' },
  'preferences_url': { label: 'Link to preferences', example: 'https://bunny.example/u/…' },
  'view_url': { label: 'Link to the mail in a browser', example: 'https://bunny.example/t/v/…' },
}

/** For HTML: what a variable says cannot become markup. */
export const htmlLiquid = new Liquid({ ...CLOSED, outputEscape: 'escape' })
htmlLiquid.registerTag('tracked', trackedTagOf(escapeHtml))

/** For subjects and text parts. */
export const textLiquid = new Liquid({ ...CLOSED })

/** Names of all variables that a template asks for, `contact.first_name`; throws what Liquid says of a broken one. */
export function variablesIn(source: string): string[] {
  return htmlLiquid
    .fullVariablesSync(htmlLiquid.parse(source))
    .map((name) => name.replace(/\[["'](.+?)["']\]/g, '.$1'))
}

/** Whether a variable is known; custom fields by their keys. */
export function isKnownVariable(name: string, customKeys: string[]): boolean {
  if (name in VARIABLES || name.startsWith('data.') || name.startsWith('brand.')) return true
  const custom = /^contact\.custom\.([a-z0-9_]+)/.exec(name)
  return custom !== null && customKeys.includes(custom[1])
}

export type { Template }
