import { Context } from '#core/context'
import { clock } from '#core/clock/clock'
import { plainText } from '#core/rich_text'
import { Tenant } from '#core/tenancy/tenant'
import { notes, tasks, type DemoNote, type DemoTask } from '#database/demo/crm/activity'
import Membership from '#identity/models/membership'
import Organization from '#identity/models/organization'
import Deal from '#crm/models/deal'
import Note from '#crm/models/note'
import Task from '#crm/models/task'
import { colleagues, type Colleague } from '#crm/queries/colleagues'
import { demoCustomers } from '#crm/queries/demo_customers'
import type { Target } from '#crm/targets'

const ROLES = ['owner', 'admin', 'agent']

type Place = Pick<DemoTask, 'customer' | 'deal'>

/** A week's tasks and some notes of the people at Bunny at Home. What is there by its title or words stays. */
export async function seedActivity(): Promise<string> {
  const organization = await Organization.findByOrFail('slug', 'bunny')
  return Tenant.run(organization.id, async () => {
    const staff = await people()
    const linksOf = await places()
    if (staff.length < ROLES.length) return 'nobody there to do anything'
    const titles = new Set((await Task.query().select('title')).map(({ title }) => title))
    const texts = new Set((await Note.query().select('bodyText')).map(({ bodyText }) => bodyText))
    const missing = {
      tasks: tasks.filter(({ title }) => !titles.has(title)),
      notes: notes.filter(({ html }) => !texts.has(plainText(marked(html, staff)))),
    }
    for (const task of missing.tasks) await as(staff[task.who], () => plan(task, staff, linksOf))
    for (const note of missing.notes) await as(staff[note.who], () => write(note, staff, linksOf))
    return `${missing.tasks.length} tasks and ${missing.notes.length} notes made, the others were there`
  })
}

function as<T>({ id }: Colleague, act: () => Promise<T>): Promise<T> {
  return Context.run({ actor: { type: 'user', id } }, act)
}

/** The owner, the admin and the agent. */
async function people(): Promise<Colleague[]> {
  const memberships = await Membership.query().whereIn('role', ROLES)
  const staff = await colleagues(memberships.map(({ userId }) => userId))
  return ROLES.flatMap((role) => {
    const userId = memberships.find((one) => one.role === role)?.userId
    return staff.find(({ id }) => id === userId) ?? []
  })
}

/** Where a task or a note stands: with a customer, or with an open deal and its contact. */
async function places(): Promise<(place: Place) => Target[]> {
  const customers = await demoCustomers(10)
  const deals = await Deal.query().where('status', 'open').orderBy('createdAt', 'desc').limit(5)
  return ({ customer, deal }) => {
    const person = customer === undefined ? undefined : customers[customer % customers.length]
    const open = deal === undefined ? undefined : deals[deal % deals.length]
    const contactId = person?.contactId ?? open?.contactId
    return [
      ...(open ? [{ type: 'deal' as const, id: open.id }] : []),
      ...(contactId ? [{ type: 'contact' as const, id: contactId }] : []),
    ]
  }
}

async function plan(
  { title, due, time, priority, who, repeat, isDone, ...place }: DemoTask,
  staff: Colleague[],
  linksOf: (place: Place) => Target[]
): Promise<void> {
  const today = clock.now().setZone(staff[who].timeZone)
  const task = await Task.plan(
    {
      title,
      priority,
      assigneeId: staff[who].id,
      dueOn: due === null ? null : today.plus({ days: due }).toISODate(),
      dueTime: time ?? null,
      repeat: repeat ?? null,
      links: linksOf(place),
    },
    staff[who]
  )
  if (isDone) await task.complete(staff[who].id)
}

async function write(
  { html, who, isPinned, ...place }: DemoNote,
  staff: Colleague[],
  linksOf: (place: Place) => Target[]
): Promise<void> {
  const note = await Note.write(
    { bodyHtml: marked(html, staff), links: linksOf(place) },
    staff[who].id
  )
  if (isPinned) await note.pin(true)
}

/** With the colleagues whom it names. */
function marked(html: string, staff: Colleague[]): string {
  return html.replace(/\{(\d)\}/g, (_, n) => mark(staff[Number(n) + 1]))
}

function mark({ id, name }: Colleague): string {
  return `<span data-type="mention" data-id="${id}" data-label="${name}">@${name}</span>`
}
