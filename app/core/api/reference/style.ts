/** The reference's own sheet: the page fetches nothing. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fafaf9;--card:#fff;--text:#1c1917;--muted:#57534e;--line:#e7e5e4;--accent:#2f7d57;--code:#f5f5f4;
--get:#1d4ed8;--post:#15803d;--patch:#a16207;--put:#a16207;--delete:#b91c1c}
@media (prefers-color-scheme:dark){:root{--ground:#0c0a09;--card:#1c1917;--text:#f5f5f4;--muted:#a8a29e;--line:#292524;--accent:#6fbf97;--code:#292524;
--get:#93c5fd;--post:#86efac;--patch:#fcd34d;--put:#fcd34d;--delete:#fca5a5}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1.5rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.6 "Inter Variable",Inter,system-ui,sans-serif}
a{color:var(--accent)}a:focus-visible,pre:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:2}
.frame{display:grid;grid-template-columns:17rem minmax(0,1fr);max-width:100rem;margin:0 auto}
nav{position:sticky;top:0;height:100vh;overflow-y:auto;padding:2rem 1.25rem;border-right:1px solid var(--line);font-size:.875rem}
nav h2{margin:1.5rem 0 .25rem;font-size:.75rem;letter-spacing:.05em;text-transform:uppercase;color:var(--muted)}
nav ul{margin:0;padding:0;list-style:none}nav a{display:block;padding:.2rem .5rem;border-radius:.375rem;color:inherit;text-decoration:none}
nav a:hover{background:var(--code)}
nav .title{padding:0 .5rem;font-weight:600;font-size:1rem}
main{padding:2.5rem clamp(1rem,4vw,3.5rem) 6rem;min-width:0}
h1{margin:0 0 1rem;font-size:2rem;line-height:1.2}h2{margin:3.5rem 0 .25rem;font-size:1.5rem}
h3{margin:0 0 .25rem;font-size:1.125rem}h4{margin:1.5rem 0 .5rem;font-size:.8125rem;color:var(--muted)}
p{margin:.5rem 0;max-width:46rem}
.operation{display:grid;grid-template-columns:minmax(0,1.25fr) minmax(0,1fr);gap:0 2.5rem;padding:2.25rem 0;border-top:1px solid var(--line)}
.operation .words{min-width:0}.operation .example h4:first-child{margin-top:0}
td code{overflow-wrap:anywhere}td:nth-child(2){min-width:5rem}
.address code{background:none;padding:0;word-break:break-all}
.method{display:inline-block;min-width:3.5rem;font:600 .75rem/1.6 ui-monospace,SFMono-Regular,Menlo,monospace}
.get{color:var(--get)}.post{color:var(--post)}.patch{color:var(--patch)}.put{color:var(--put)}.delete{color:var(--delete)}
.scopes{color:var(--muted);font-size:.875rem}
table{width:100%;border-collapse:collapse;font-size:.875rem}
th,td{padding:.5rem .75rem .5rem 0;border-top:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}
thead th{border:0;color:var(--muted);font-size:.75rem}td p{margin:0}
tbody th{white-space:nowrap}.required{color:var(--delete);font-size:.75rem}
code{font:.8125em ui-monospace,SFMono-Regular,Menlo,monospace;background:var(--code);padding:.1em .3em;border-radius:.25rem}
pre{margin:0;padding:1rem;max-height:28rem;overflow:auto;background:var(--card);border:1px solid var(--line);border-radius:.625rem;line-height:1.5}
pre code{background:none;padding:0}
@media (max-width:70rem){.operation{grid-template-columns:minmax(0,1fr)}.operation .example h4:first-child{margin-top:1.5rem}}
@media (max-width:48rem){.frame{display:block}nav{position:static;height:auto;max-height:16rem;border-right:0;border-bottom:1px solid var(--line)}
thead{display:none}tr,tbody th,td{display:block}tr{padding:.5rem 0;border-top:1px solid var(--line)}
th,td{border:0;padding:.125rem 0}td:nth-child(2){color:var(--muted)}tbody th{white-space:normal;overflow-wrap:anywhere}}
`
