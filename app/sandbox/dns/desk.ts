import { html, HttpProblem, json, jsonBody, redirect, type Answer, type Visit } from '#sandbox/http'
import { dnsPage } from '#sandbox/pages/dns'
import type { Zone } from '#sandbox/dns/zone'

/** Answers what is asked of the zone, and the page on which it is changed; null for other paths. */
export function answerDns(zone: Zone, { method, path, query, body }: Visit): Answer | null {
  if (path === '/dns/resolve') {
    const name = query.get('name')
    if (!name) throw new HttpProblem(422, 'name is missing.', 'name')
    return json(zone.resolve(name, query.get('type') ?? 'TXT'))
  }
  if (path === '/dns/records') {
    if (method === 'GET') return json(Object.fromEntries(zone.entries()))
    if (method !== 'PUT') throw new HttpProblem(405, 'Only GET and PUT.')
    zone.publish(jsonBody(body))
    return { status: 204 }
  }
  if (path === '/dns/remove' && method === 'POST') {
    const form = new URLSearchParams(body)
    const at = form.get('at')
    zone.remove(form.get('domain') ?? '', at === null ? null : Number(at))
    return redirect('/dns')
  }
  return path === '/dns' ? html(dnsPage(zone.entries())) : null
}
