/** How a mail is written. `visual` is MJML with the editor's project beside it. */
export const FORMATS = ['visual', 'rich', 'markdown', 'mjml', 'html'] as const
export type Format = (typeof FORMATS)[number]

/** `mail` is sent; `block` is put into mails by `{% render 'its-key' %}`. */
export const KINDS = ['mail', 'block'] as const
export type Kind = (typeof KINDS)[number]

/** What people write, before it is compiled. */
export type Writing = {
  subject: string
  preheader: string
  /** MJML, HTML, Markdown or rich text, as the format says. */
  source: string
  /** What the visual editor keeps beside its MJML; null for the other formats. */
  project: Record<string, unknown> | null
  /** The text part where it is written by hand; null where it is made of the HTML. */
  text: string | null
}

export const EMPTY: Writing = { subject: '', preheader: '', source: '', project: null, text: null }

/** Longest source, in characters; beyond it no mail reader shows a mail whole. */
export const LONGEST_SOURCE = 400_000

/** What is wrong with a source. It is compiled as far as it goes. */
export type Problem = { severity: 'error' | 'warning'; message: string; line: number | null }

export type Compiled = {
  /** With its Liquid kept, brand and blocks filled in. */
  html: string
  /** The text part, with Liquid of its own. */
  text: string
  problems: Problem[]
}
