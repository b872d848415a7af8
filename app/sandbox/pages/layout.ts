import { escapeHtml } from '#sandbox/http'

const STYLE = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#16181d;--soft:#5c6370;--line:#e2e5ea;--accent:#4f46e5;--on:#fff;--bad:#b42318;--good:#067647;--fair:#93590a;--badbg:#fef0ee;--shade:0 1px 2px rgb(16 24 40/.06),0 4px 16px rgb(16 24 40/.06)}
@media(prefers-color-scheme:dark){:root{--bg:#0f1115;--card:#181b21;--ink:#eceef2;--soft:#9aa2af;--line:#2a2f38;--accent:#8b85ff;--on:#0f1115;--bad:#ff9b90;--good:#5bd49a;--fair:#f0b557;--badbg:#3a1a17;--shade:none}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
a{color:var(--accent)}
h1{font-size:1.25rem;line-height:1.3;margin:0}
main{max-width:1120px;margin:0 auto;padding:24px 20px 48px}
main.narrow{max-width:920px}
header.bar{display:flex;gap:16px;align-items:center;justify-content:space-between;flex-wrap:wrap;margin-bottom:20px}
.soft{color:var(--soft)} .small{font-size:.875rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;box-shadow:var(--shade);padding:24px}
.badge{display:inline-block;font-size:.75rem;font-weight:600;letter-spacing:.02em;padding:2px 8px;border-radius:999px;background:#fde68a;color:#713f12}
.alert{background:var(--badbg);color:var(--bad);border-radius:8px;padding:12px 14px;margin:0 0 16px}
label{display:block;font-size:.875rem;font-weight:500;margin:0 0 14px}
input{display:block;width:100%;margin-top:4px;font:inherit;color:inherit;background:var(--bg);border:1px solid var(--line);border-radius:8px;padding:10px 12px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
button,.button{display:inline-block;font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer;border:1px solid transparent;border-radius:8px;padding:10px 16px;background:var(--accent);color:var(--on)}
button.quiet,.button.quiet{background:transparent;color:var(--ink);border-color:var(--line)}
.wide{width:100%} .row{display:flex;gap:12px}.row>*{flex:1;min-width:0}
.checkout{display:grid;gap:20px;grid-template-columns:5fr 6fr;align-items:start}
.amount{font-size:2rem;font-weight:700;margin:4px 0 16px;font-variant-numeric:tabular-nums}
.items{list-style:none;margin:0;padding:0}.items li{display:flex;justify-content:space-between;gap:16px;padding:12px 0;border-top:1px solid var(--line)}
.or{display:flex;align-items:center;gap:12px;color:var(--soft);font-size:.875rem;margin:16px 0}.or:before,.or:after{content:"";flex:1;border-top:1px solid var(--line)}
.search{flex:1;max-width:420px}
.mailbox{display:grid;grid-template-columns:minmax(260px,360px) 1fr;gap:20px;align-items:start}
.mails{list-style:none;margin:0;padding:0;overflow:hidden}.mails a{display:block;padding:12px 16px;border-bottom:1px solid var(--line);color:inherit;text-decoration:none}
.mails a:hover{background:var(--bg)}.mails a[aria-current]{box-shadow:inset 3px 0 var(--accent);background:var(--bg)}
.mails .line{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.mails strong{font-weight:600}
.list{padding:0;max-height:80vh;overflow:auto}
iframe{width:100%;height:62vh;border:1px solid var(--line);border-radius:8px;background:#fff}
details{margin-top:10px}summary{cursor:pointer;font-size:.875rem;font-weight:500}
.checks{list-style:none;margin:8px 0 0;padding:0;font-size:.875rem}.checks li{display:flex;gap:10px;padding:6px 0;border-top:1px solid var(--line);overflow-wrap:anywhere}.checks span[role]{flex:none;width:1.2em;text-align:center;font-weight:700;color:var(--good)}.checks .warn span[role]{color:var(--fair)}.checks .no span[role]{color:var(--bad)}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.5 ui-monospace,monospace;background:var(--bg);border-radius:8px;padding:12px;margin:8px 0 0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:12px 0 16px;font-size:.875rem}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.knobs{display:grid;gap:0 20px;grid-template-columns:repeat(auto-fill,minmax(240px,1fr))}.knobs small{display:block;color:var(--soft);font-weight:400}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:8px 12px 8px 0;border-top:1px solid var(--line);vertical-align:top}
@media(max-width:760px){.checkout,.mailbox{grid-template-columns:1fr}main{padding:16px 14px 32px}.card{padding:18px}.list{padding:0;max-height:none}.has-open .list{display:none}.search{order:1;flex-basis:100%;max-width:none}}
`

/** A whole page that needs no script. `body` is HTML. */
export function page(title: string, body: string, options: { narrow?: boolean } = {}): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body><main${options.narrow ? ' class="narrow"' : ''}>${body}</main></body>
</html>`
}

/** An amount in the smallest unit of its currency, as people write it. */
export function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}
