import { escapeHtml } from '#sandbox/http'
import { page } from '#sandbox/pages/layout'
import type { Knobs } from '#sandbox/control'

type Knob = { name: string; label: string; hint: string; step?: string; max?: string }

const GROUPS: { title: string; knobs: Knob[] }[] = [
  {
    title: 'Mail by SMTP',
    knobs: [
      { name: 'smtp.rejectNext', label: 'Put off the next', hint: 'mails, with 451' },
      {
        name: 'smtp.dropAfterData',
        label: 'Cut off after the next',
        hint: 'mails, before the reply',
      },
    ],
  },
  {
    title: 'Send APIs of mail providers',
    knobs: [
      { name: 'mail.throttleNext', label: 'Slow down the next', hint: 'requests, with 429' },
      { name: 'mail.failNext', label: 'Fail the next', hint: 'requests, with 500' },
      {
        name: 'mail.cutNext',
        label: 'Take and cut off the next',
        hint: 'requests, before the answer',
      },
      { name: 'mail.delayMs', label: 'Answer after', hint: 'milliseconds' },
    ],
  },
  {
    title: 'Events and webhooks',
    knobs: [
      { name: 'duplicate', label: 'Come twice', hint: 'chance, 0 to 1', step: '0.01', max: '1' },
      {
        name: 'reorder',
        label: 'Come out of order',
        hint: 'chance, 0 to 1',
        step: '0.01',
        max: '1',
      },
      { name: 'drop', label: 'Never come', hint: 'chance, 0 to 1', step: '0.01', max: '1' },
      { name: 'delayMs', label: 'Come after', hint: 'milliseconds' },
    ],
  },
]
const NAMES = GROUPS.flatMap(({ knobs }) => knobs.map(({ name }) => name))

const valueOf = (knobs: Knobs, name: string): number => {
  const [outer, inner] = name.split('.')
  const value = (knobs as unknown as Record<string, unknown>)[outer]
  return inner ? (value as Record<string, number>)[inner] : (value as number)
}

/** A form for what goes wrong on purpose; the addresses whose mails fare badly stand below. */
export function knobsPage(knobs: Knobs): string {
  const field = ({ name, label, hint, step = '1', max }: Knob) =>
    `<label>${escapeHtml(label)}<input type="number" name="${name}" min="0" step="${step}"${max ? ` max="${max}"` : ''} value="${valueOf(knobs, name)}" required><small>${escapeHtml(hint)}</small></label>`
  const groups = GROUPS.map(
    ({ title, knobs: own }) =>
      `<h2 style="font-size:1rem">${title}</h2><div class="knobs">${own.map(field).join('')}</div>`
  )
  return page(
    'What goes wrong',
    `<header class="bar"><h1>What goes wrong</h1><span class="row"><a class="button quiet" href="/mailbox">Mailbox</a></span></header>
<div class="card"><form method="post" action="/control/knobs">${groups.join('')}
<div class="row" style="margin-top:8px"><button>Set</button><button class="quiet" name="reset" value="yes" formnovalidate>All is well again</button></div></form></div>
<div class="card" style="margin-top:20px"><h2 style="font-size:1rem;margin-top:0">Addresses that fare badly</h2>
<p class="small soft">Through the send API of a mail provider, by what stands before the @.</p>
<table><tr><td><code>bounce@…</code></td><td>has no mailbox</td></tr><tr><td><code>full@…</code></td><td>is full, for now</td></tr><tr><td><code>blocked@…</code></td><td>is refused by policy</td></tr><tr><td><code>complaint@…</code></td><td>reports it as spam</td></tr><tr><td><code>delay@…</code></td><td>comes late</td></tr><tr><td><code>reject@…</code></td><td>is refused at once</td></tr></table></div>`,
    { narrow: true }
  )
}

/** What the form sent, as /control takes it. Values that are no numbers are refused there. */
export function readKnobs(form: URLSearchParams): Record<string, unknown> {
  const input: Record<string, Record<string, number> | number> = {}
  for (const name of NAMES) {
    const given = form.get(name)
    if (given === null || given.trim() === '') continue
    const [outer, inner] = name.split('.')
    if (inner)
      input[outer] = { ...(input[outer] as Record<string, number>), [inner]: Number(given) }
    else input[outer] = Number(given)
  }
  return input
}
