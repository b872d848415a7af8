import type { MailLook } from '#messaging/templates/brand'

/**
 * What stands in the head of every MJML mail that brings no attributes of its own, so that its parts look alike
 * with few words. The visual editor's canvas uses it too. With `brand.*`, which is filled in later.
 */
export const HOUSE_ATTRIBUTES = `<mj-attributes>
  <mj-all font-family="{{ brand.font }}" />
  <mj-body background-color="{{ brand.background }}" width="600px" css-class="page" />
  <mj-section padding="0" />
  <mj-column padding="0" />
  <mj-text font-size="16px" line-height="26px" color="#292524" padding="8px 32px" />
  <mj-image padding="8px 32px" />
  <mj-button background-color="{{ brand.color }}" color="{{ brand.on_color }}" border-radius="8px" font-weight="600" font-size="16px" line-height="20px" inner-padding="14px 24px" padding="16px 32px" align="left" />
  <mj-divider border-width="1px" border-color="#e7e5e4" padding="16px 32px" />
  <mj-social icon-size="24px" mode="horizontal" padding="8px 32px" align="left" />
  <mj-class name="h1" font-size="28px" line-height="36px" font-weight="700" color="#1c1917" />
  <mj-class name="h2" font-size="20px" line-height="28px" font-weight="600" color="#1c1917" />
  <mj-class name="small" font-size="14px" line-height="22px" color="#57534e" />
  <mj-class name="card" background-color="#ffffff" />
</mj-attributes>`

/** Styles of words as people write them, for Markdown and rich text; written into the tags when compiled. */
export const WORDS = `
  .words h1 { font-size: 28px; line-height: 36px; margin: 0 0 16px; color: #1c1917; }
  .words h2 { font-size: 22px; line-height: 30px; margin: 24px 0 12px; color: #1c1917; }
  .words h3 { font-size: 18px; line-height: 26px; margin: 20px 0 8px; color: #1c1917; }
  .words p { margin: 0 0 16px; }
  .words ul, .words ol { margin: 0 0 16px; padding-left: 24px; }
  .words li { margin: 0 0 6px; }
  .words blockquote { margin: 0 0 16px; padding: 4px 0 4px 16px; border-left: 3px solid {{ brand.color }}; color: #44403c; }
  .words img { max-width: 100%; height: auto; border-radius: 8px; }
  .words a { color: {{ brand.color }}; }
  .words hr { border: 0; border-top: 1px solid #e7e5e4; margin: 24px 0; }
  .words pre { background: #f5f5f4; padding: 12px 16px; border-radius: 8px; white-space: pre-wrap; }
  .words code { font-family: Menlo, Consolas, monospace; font-size: 14px; }`

/**
 * Dark mode where a reader asks for it: grey papers and light words; colours of buttons and bands stay. For mails that
 * mark their papers with `css-class="card"`; what is light for good within them has `class="keep"`.
 */
export const DARK = `
  @media (prefers-color-scheme: dark) {
    body, .page, .page > div { background-color: #1c1917 !important; }
    .card, .card > table, .card > table > tbody > tr > td { background-color: #292524 !important; }
    .head div, .foot div, .card div, .card p, .card li, .card h1, .card h2, .card h3, .card span { color: #f5f5f4 !important; }
    .foot a { color: #d6d3d1 !important; }
    .card .keep, .card .keep p, .card .keep span { color: #292524 !important; }
  }`

export const COLOR_SCHEME = `<mj-raw><meta name="color-scheme" content="light dark" /><meta name="supported-color-schemes" content="light dark" /></mj-raw>`

const header = ({ logo }: MailLook) =>
  logo
    ? `<mj-section padding="24px 0 16px" css-class="head"><mj-column><mj-image src="{{ brand.logo }}" alt="{{ brand.name }}" href="{{ brand.url }}" width="140px" align="left" padding="0 32px" /></mj-column></mj-section>`
    : `<mj-section padding="24px 0 16px" css-class="head"><mj-column><mj-text font-size="18px" font-weight="700" color="{{ brand.ink }}" padding="0 32px">{{ brand.name }}</mj-text></mj-column></mj-section>`

function footer({ address, footer: sentence, links, support_email: email }: MailLook): string {
  const link = (href: string, label: string) =>
    `<a href="${href}" style="color:{{ brand.muted }};text-decoration:underline">${label}</a>`
  const lines = [
    sentence && '{{ brand.footer }}',
    ['{{ brand.name }}', address && oneLine(address), email].filter(Boolean).join(' · '),
    links.map(({ url, label }) => link(escape(url), label)).join(' · '),
    [
      link('{{ unsubscribe_url }}', 'Unsubscribe'),
      link('{{ preferences_url }}', 'Choose what you get'),
      link('{{ view_url }}', 'Read in the browser'),
    ].join(' · '),
  ].filter(Boolean)
  return `<mj-section padding="24px 0 32px" css-class="foot"><mj-column><mj-text font-size="13px" line-height="22px" color="{{ brand.muted }}">${lines.join('<br />')}</mj-text></mj-column></mj-section>`
}

/** Blocks that every organization has; their keys are taken. */
export const HOUSE_BLOCKS: Record<string, { label: string; mjml(look: MailLook): string }> = {
  header: { label: 'Header with logo', mjml: header },
  footer: { label: 'Footer with unsubscribe link', mjml: footer },
}

const escape = (text: string) =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!
  )
const oneLine = (text: string) =>
  escape(
    text
      .split(/\s*\n\s*/)
      .filter(Boolean)
      .join(', ')
  )
