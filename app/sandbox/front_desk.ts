import { answerApi } from '#sandbox/stripe/api'
import { answerPayer } from '#sandbox/stripe/payment_pages'
import { answerDns } from '#sandbox/dns/desk'
import type { Zone } from '#sandbox/dns/zone'
import { answerMailProvider } from '#sandbox/mail_providers/desk'
import type { MailEvents } from '#sandbox/mail_providers/events/mail_events'
import type { MailProviders } from '#sandbox/mail_providers/providers'
import { homePage } from '#sandbox/pages/home'
import { html, json, jsonBody, redirect, HttpProblem, type Answer, type Visit } from '#sandbox/http'
import { knobsPage, readKnobs } from '#sandbox/pages/knobs'
import { mailboxPage } from '#sandbox/pages/mailbox'
import type { Control } from '#sandbox/control'
import type { Mailbox } from '#sandbox/mail/mailbox'
import type { World } from '#sandbox/stripe/world'

export interface House {
  control: Control
  mailbox: Mailbox
  world: World
  zone: Zone
  mailProviders: MailProviders
  mailEvents: MailEvents
  smtpPort: number
  /** False while other machines can reach the application: then mails and knobs stay closed. */
  open: boolean
}

/** Leads every request to the part that answers it. */
export function answer(house: House, visit: Visit): Answer | Promise<Answer> {
  const path = visit.path.replace(/^\/stripe(?=\/v1\/)/, '')
  if (path.startsWith('/v1/')) return answerApi(house.world, { ...visit, path })
  const provided = answerMailProvider(house.mailProviders, visit)
  if (provided) return provided
  if (
    /^\/(mailbox|control|dns(?!\/resolve)|mail-events\/endpoints)(\/|$)/.test(path) &&
    !house.open
  ) {
    throw new HttpProblem(403, 'Refused while HOST is not a loopback address.')
  }
  return (
    answerPayer(house.world, visit) ??
    answerDns(house.zone, visit) ??
    house.mailEvents.answer(visit) ??
    answerMailbox(house.mailbox, visit) ??
    answerControl(house.control, visit) ??
    answerHome(house, visit)
  )
}

function answerHome({ mailbox, smtpPort, open }: House, { method, path }: Visit): Answer {
  if (path !== '/') throw new HttpProblem(404, 'There is nothing here.')
  if (method !== 'GET' && method !== 'HEAD') throw new HttpProblem(405, 'Only GET.')
  return html(homePage({ smtpPort, mails: mailbox.size, open }))
}

function answerControl(control: Control, { method, path, body }: Visit): Answer | null {
  if (path === '/control/knobs') {
    if (method === 'GET') return html(knobsPage(control.knobs))
    if (method !== 'POST') throw new HttpProblem(405, 'Only GET and POST.')
    const wanted = new URLSearchParams(body)
    if (wanted.has('reset')) control.reset()
    else control.merge(readKnobs(wanted))
    return redirect('/control/knobs')
  }
  if (path !== '/control') return null
  if (method === 'GET') return json(control.knobs)
  if (method === 'POST') return json(control.merge(jsonBody(body)))
  if (method === 'DELETE') return json(control.reset())
  throw new HttpProblem(405, 'Only GET, POST and DELETE.')
}

const MESSAGE = /^\/mailbox\/([A-Za-z0-9]+)(\/body)?$/
/** What a mail may load and do in its frame: pictures and styles. */
const MAIL_POLICY =
  "default-src 'none'; img-src * data:; style-src 'unsafe-inline'; font-src *; sandbox allow-popups allow-popups-to-escape-sandbox"

function answerMailbox(mailbox: Mailbox, { method, path, query }: Visit): Answer | null {
  const to = query.get('to') ?? ''
  if (path === '/mailbox/messages.json') {
    if (method !== 'DELETE') return json(mailbox.list({ to, limit: limitOf(query) }))
    mailbox.empty()
    return { status: 204 }
  }
  if (path === '/mailbox/empty' && method === 'POST') {
    mailbox.empty()
    return redirect('/mailbox')
  }
  if (path === '/mailbox') return html(mailboxPage(mailbox.list({ to }), undefined, to))
  const match = MESSAGE.exec(path)
  if (!match) return null
  const message = mailbox.find(match[1])
  if (!message) throw new HttpProblem(404, 'There is no such mail.')
  if (!match[2]) return html(mailboxPage(mailbox.list({ to }), message, to))
  const body = html(`<base target="_blank">${message.html ?? ''}`)
  return { ...body, headers: { ...body.headers, 'content-security-policy': MAIL_POLICY } }
}

function limitOf(query: URLSearchParams): number {
  const given = query.get('limit')
  if (given === null) return 1000
  const limit = Number(given)
  if (!Number.isInteger(limit) || limit < 1 || limit > 20_000) {
    throw new HttpProblem(422, 'limit must be a whole number from 1 to 20000.', 'limit')
  }
  return limit
}
