import vine from '@vinejs/vine'
import { endpoint, made, nothing, one, page } from '#core/api/endpoint'
import { pageParameters, shapeValidator } from '#core/api/parameters'
import { day } from '#core/http/day'
import Task from '#crm/models/task'
import { homeTimeZone } from '#crm/api/home'
import { linksBody, targetParameters } from '#crm/api/links_body'
import { PRIORITIES, taskResource } from '#crm/api/work_resources'
import { searchTasksPage } from '#crm/queries/api/linked_search'

const group = 'Tasks and notes'
const title = () => vine.string().trim().minLength(1).maxLength(200)

const details = {
  description: vine.string().trim().maxLength(10_000).nullable().optional(),
  priority: vine.enum(PRIORITIES).optional(),
  assignee_id: vine
    .string()
    .uuid()
    .nullable()
    .optional()
    .meta({ description: 'User id of an active member, who is told.' }),
  due_on: day().nullable().optional().meta({ format: 'date' }),
  due_time: vine
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable()
    .optional()
    .meta({ description: 'On the clock of the assignee, else of the organization.' }),
  remind_before: vine
    .number()
    .withoutDecimals()
    .range([0, 40_320])
    .nullable()
    .optional()
    .meta({
      type: ['integer', 'null'],
      description: 'Minutes before it is due at which the assignee is reminded.',
    }),
  repeat: vine
    .object({
      every: vine.enum(['day', 'week', 'month', 'year'] as const),
      interval: vine.number().withoutDecimals().range([1, 99]).meta({ type: 'integer' }),
      weekdays: vine
        .array(vine.number().withoutDecimals().range([1, 7]).meta({ type: 'integer' }))
        .maxLength(7)
        .nullable()
        .optional()
        .meta({ description: 'Of weeks: 1 is Monday.' }),
    })
    .nullable()
    .optional()
    .meta({ description: 'Once it is done, the next one follows.' }),
  links: linksBody(0).optional(),
}
const createBody = vine.create({ title: title(), ...details })
const updateBody = vine.create({ title: title().optional(), ...details })

const find = (id: string) => Task.query().where('id', id).firstOrFail()

export const listTasks = endpoint({
  name: 'tasks.list',
  method: 'GET',
  path: '/tasks',
  group,
  summary: 'List tasks',
  description: 'Open ones by the moment at which they are due, done ones by when they were done.',
  scope: 'tasks:read',
  query: vine.create({
    state: vine
      .enum(['open', 'done'] as const)
      .optional()
      .meta({ description: '`open` by default.' }),
    assignee: vine.string().uuid().optional().meta({ description: 'User id of a member.' }),
    ...targetParameters,
    ...pageParameters,
  }),
  answer: page(taskResource),
  handle: ({ query }) => searchTasksPage(query),
})

export const getTask = endpoint({
  name: 'tasks.get',
  method: 'GET',
  path: '/tasks/:id',
  group,
  summary: 'Get a task',
  scope: 'tasks:read',
  query: shapeValidator,
  answer: one(taskResource),
  handle: ({ params }) => find(params.id),
})

export const createTask = endpoint({
  name: 'tasks.create',
  method: 'POST',
  path: '/tasks',
  group,
  summary: 'Make a task',
  scope: 'tasks:create',
  query: shapeValidator,
  body: createBody,
  answer: made(taskResource, '/tasks'),
  async handle({ body, trx }) {
    const author = { id: null, timeZone: await homeTimeZone() }
    const { id } = await Task.plan({ ...detailsOf(body), title: body.title }, author, trx)
    return Task.query({ client: trx }).where('id', id).firstOrFail()
  },
})

export const updateTask = endpoint({
  name: 'tasks.update',
  method: 'PATCH',
  path: '/tasks/:id',
  group,
  summary: 'Change a task',
  scope: 'tasks:update',
  query: shapeValidator,
  body: updateBody,
  answer: one(taskResource),
  isOwnTransaction: true,
  async handle({ params, body }) {
    await (await find(params.id)).revise(detailsOf(body))
    return find(params.id)
  },
})

export const completeTask = endpoint({
  name: 'tasks.complete',
  method: 'PUT',
  path: '/tasks/:id/completion',
  group,
  summary: 'Complete a task',
  description: 'A repeating one is followed by the next.',
  scope: 'tasks:update',
  query: shapeValidator,
  answer: one(taskResource),
  isOwnTransaction: true,
  async handle({ params }) {
    await (await find(params.id)).complete(null)
    return find(params.id)
  },
})

export const reopenTask = endpoint({
  name: 'tasks.reopen',
  method: 'DELETE',
  path: '/tasks/:id/completion',
  group,
  summary: 'Open a task again',
  scope: 'tasks:update',
  query: shapeValidator,
  answer: one(taskResource),
  isOwnTransaction: true,
  async handle({ params }) {
    await (await find(params.id)).reopen()
    return find(params.id)
  },
})

export const deleteTask = endpoint({
  name: 'tasks.delete',
  method: 'DELETE',
  path: '/tasks/:id',
  group,
  summary: 'Delete a task',
  scope: 'tasks:delete',
  answer: nothing(),
  isOwnTransaction: true,
  async handle({ params }) {
    await (await find(params.id)).remove()
  },
})

function detailsOf(body: Awaited<ReturnType<typeof updateBody.validate>>) {
  const {
    assignee_id: assigneeId,
    due_on: dueOn,
    due_time: dueTime,
    remind_before: remindBefore,
    ...rest
  } = body
  return { ...rest, assigneeId, dueOn, dueTime, remindBefore }
}
