import { escapeHtml } from '#sandbox/http'
import { page } from '#sandbox/pages/layout'
import type { Message } from '#sandbox/mail/mailbox'

/** The list of mails and, beside it, the opened one. `to` narrows the list. */
export function mailboxPage(mails: Message[], open: Message | undefined, to: string): string {
  const query = to ? `?to=${encodeURIComponent(to)}` : ''
  const items = mails.map((mail) => item(mail, mail.id === open?.id, query)).join('')
  const list = mails.length
    ? `<ul class="mails">${items}</ul>`
    : `<p class="soft" style="padding:16px">${to ? 'No mail to this address.' : 'No mail yet.'}</p>`
  return page(
    open ? `${open.subject} – Mailbox` : 'Mailbox',
    `<header class="bar"><h1>Mailbox</h1>
<form action="/mailbox" class="row search"><input name="to" value="${escapeHtml(to)}" placeholder="Mails to…" aria-label="Mails to" style="margin:0"><button class="quiet" style="flex:none">Search</button></form>
<form method="post" action="/mailbox/empty"><button class="quiet">Empty</button></form></header>
<div class="mailbox${open ? ' has-open' : ''}">
<nav class="card list" aria-label="Mails">${list}</nav>
${open ? message(open, query) : '<div class="card soft">Choose a mail to read it.</div>'}
</div>`
  )
}

const item = (mail: Message, current: boolean, query: string) =>
  `<li><a href="/mailbox/${mail.id}${query}"${current ? ' aria-current="true"' : ''}>
<div class="line"><strong>${escapeHtml(mail.subject || '(no subject)')}</strong></div>
<div class="line small">${escapeHtml(mail.to.join(', '))}</div>
<div class="line small soft">${time(mail)}</div></a></li>`

const time = ({ receivedAt }: Message) =>
  `<time datetime="${receivedAt}">${receivedAt.slice(0, 19).replace('T', ' ')} UTC</time>`

/** The mail itself runs in a frame that may not script, submit or reach this page. */
function message(mail: Message, query: string): string {
  const headers = Object.entries(mail.headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
  const frame = mail.html
    ? `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="Mail" src="/mailbox/${mail.id}/body"></iframe>`
    : ''
  return `<article class="card">
<p class="small"><a href="/mailbox${query}">All mails</a></p>
<h1>${escapeHtml(mail.subject || '(no subject)')}</h1>
<dl><dt>From</dt><dd>${escapeHtml(mail.headers.from ?? mail.from)}</dd><dt>To</dt><dd>${escapeHtml(mail.to.join(', '))}</dd><dt>Received</dt><dd>${time(mail)}</dd></dl>
${frame}
${checks(mail)}
<details${mail.html ? '' : ' open'}><summary>Text</summary><pre>${linked(mail.text ?? '')}</pre></details>
<details><summary>Headers</summary><pre>${escapeHtml(headers)}</pre></details>
</article>`
}

const SIGNS = { yes: '✓', warn: '!', no: '✗' }
const SAID = { yes: 'fine', warn: 'could be better', no: 'wrong' }

/** Open where something is wrong; else it says that all is well. */
function checks({ checks: all = [] }: Message): string {
  if (all.length === 0) return ''
  const wrong = all.filter(({ outcome }) => outcome === 'no').length
  const lacking = all.filter(({ outcome }) => outcome === 'warn').length
  const sum = [wrong && `${wrong} wrong`, lacking && `${lacking} could be better`].filter(Boolean)
  const items = all
    .map(
      ({ name, outcome, text }) =>
        `<li class="${outcome}"><span role="img" aria-label="${SAID[outcome]}">${SIGNS[outcome]}</span><div><strong>${escapeHtml(name)}</strong> <span class="soft">${escapeHtml(text)}</span></div></li>`
    )
    .join('')
  return `<details${wrong ? ' open' : ''}><summary>Checks: ${sum.join(', ') || 'all fine'}</summary><ul class="checks">${items}</ul></details>`
}

const linked = (text: string) =>
  escapeHtml(text).replace(/https?:\/\/[^\s<>]+/g, (url) => `<a href="${url}">${url}</a>`)
