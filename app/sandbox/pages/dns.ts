import { escapeHtml } from '#sandbox/http'
import { page } from '#sandbox/pages/layout'
import type { ZoneRecord } from '#sandbox/dns/zone'

/** The records that the sandbox pretends exist, each with a button that takes it away. */
export const dnsPage = (domains: [string, ZoneRecord[]][]): string =>
  page(
    'DNS',
    `<header class="bar"><h1>DNS</h1><a class="small" href="/">Sandbox</a></header>
${
  domains.length
    ? domains.map(([domain, records]) => domainCard(domain, records)).join('')
    : '<div class="card soft">No domain says anything yet. Add one in the application, under Settings, Senders.</div>'
}`
  )

const domainCard = (domain: string, records: ZoneRecord[]) =>
  `<section class="card" style="margin-bottom:20px">
<header class="bar"><h2 style="font-size:1rem;margin:0">${escapeHtml(domain)}</h2>${remove(domain, null, 'Remove all')}</header>
<table>${records.map((record, at) => row(domain, record, at)).join('')}</table></section>`

const row = (domain: string, { type, name, value }: ZoneRecord, at: number) =>
  `<tr><th>${type}</th><td class="small"><strong>${escapeHtml(name)}</strong><br><span style="overflow-wrap:anywhere">${escapeHtml(value)}</span></td><td>${remove(domain, at, 'Remove')}</td></tr>`

const remove = (domain: string, at: number | null, label: string) =>
  `<form method="post" action="/dns/remove"><input type="hidden" name="domain" value="${escapeHtml(domain)}">${
    at === null ? '' : `<input type="hidden" name="at" value="${at}">`
  }<button class="quiet">${label}</button></form>`
