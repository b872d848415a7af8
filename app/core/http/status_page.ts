import string from '@adonisjs/core/helpers/string'

type StatusPage = {
  status: number
  title: string
  detail: string
  nonce: string
  /** Shown for faults of ours, so that support can find it in the log. */
  requestId?: string | null
  /** Where the button leads. */
  home?: { href: string; label: string }
}

/** A whole page without scripts or files of its own: it must come when nothing else does. */
export function statusPage(page: StatusPage): string {
  const home = page.home ?? { href: '/', label: 'Go to the start page' }
  const text = (value: string) => string.escapeHTML(value)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${text(page.title)}</title>
<style nonce="${page.nonce}">
:root{color-scheme:light dark;--ground:#fafaf9;--card:#fff;--text:#1c1917;--muted:#57534e;--line:#e7e5e4;--accent:#2f7d57}
@media (prefers-color-scheme:dark){:root{--ground:#0c0a09;--card:#1c1917;--text:#f5f5f4;--muted:#a8a29e;--line:#292524;--accent:#6fbf97}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:var(--ground);color:var(--text);font:1rem/1.6 "Inter Variable",Inter,system-ui,sans-serif}
main{max-width:28rem;width:100%;background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:2.5rem 2rem}
p{margin:0 0 1.5rem;color:var(--muted)}
.status{margin:0 0 .5rem;font-size:.875rem;font-weight:600;letter-spacing:.04em;color:var(--accent)}
h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.25}
a{display:inline-block;padding:.5rem 1rem;border-radius:.5rem;border:1px solid var(--line);color:inherit;text-decoration:none;font-weight:500}
a:hover{border-color:var(--accent)}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
small{display:block;margin-top:1.5rem;color:var(--muted);word-break:break-all}
</style>
</head>
<body>
<main>
<p class="status">${page.status}</p>
<h1>${text(page.title)}</h1>
<p>${text(page.detail)}</p>
<a href="${text(home.href)}">${text(home.label)}</a>
${page.requestId ? `<small>Reference: ${text(page.requestId)}</small>` : ''}
</main>
</body>
</html>
`
}
