export type Format = 'visual' | 'rich' | 'markdown' | 'mjml' | 'html'

export type Template = {
  id: string
  name: string
  key: string
  kind: 'mail' | 'block'
  format: Format
  version: number
  revision: number
  draftAt: string | null
  isArchived: boolean
}

export type Writing = {
  subject: string
  preheader: string
  source: string
  project: Record<string, unknown> | null
  text: string | null
}

export type Variable = { name: string; label: string; example: string; group: string }
export type Block = { key: string; name: string }
export type TeamMember = { email: string; name: string }
export type Reader = { id: string; name: string; email: string | null }
export type Picture = { id: string; name: string; width: number | null; height: number | null }

export type Finding = {
  code: string
  severity: 'error' | 'warning' | 'hint'
  title: string
  advice: string
  excerpt?: string
}

export type Preview = {
  subject: string
  preheader: string
  html: string
  text: string
  textSource: string
  weight: number
  findings: Finding[]
  links: string[]
}

export const FORMATS: Record<Format, { label: string; icon: string; text: string }> = {
  visual: {
    label: 'Visual editor',
    icon: 'i-lucide-layout-template',
    text: 'Drag parts together and see the mail as you make it.',
  },
  rich: {
    label: 'Text',
    icon: 'i-lucide-letter-text',
    text: 'Write as in a letter. Header and footer come by themselves.',
  },
  markdown: {
    label: 'Markdown',
    icon: 'i-lucide-hash',
    text: 'Plain signs for headings, lists and links.',
  },
  mjml: {
    label: 'MJML',
    icon: 'i-lucide-code-xml',
    text: 'Tags for mails that become HTML for every reader.',
  },
  html: {
    label: 'HTML',
    icon: 'i-lucide-file-code-2',
    text: 'Your own HTML, as it is.',
  },
}
