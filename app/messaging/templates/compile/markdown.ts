import MarkdownIt from 'markdown-it'

const markdown = new MarkdownIt({ html: true, linkify: true, typographer: true })

/** Markdown as HTML. Liquid has to be hidden before: quotes within it would become typographic. */
export function markdownToHtml(source: string): string {
  return markdown.render(source)
}
