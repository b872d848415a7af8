import { DateTime } from 'luxon'
import pg from 'pg'
import { test } from '@japa/runner'
import type { ApiClient, ApiRequest } from '@japa/api-client'
import env from '#start/env'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { LIVE_NOTIFICATION } from '#core/live/broadcast'
import { sweepAll } from '#core/queue/sweepers'
import { Tenant } from '#core/tenancy/tenant'
import { as, plantStaff, type Person } from '#tests/support/people'
import { plantOrganization } from '#tests/support/organizations'
import { workOff } from '#tests/support/queue'
import { plantContact } from '#tests/support/school'
import { until } from '#tests/support/until'

type Row = {
  id: string
  title: string
  dueOn: string | null
  dueTime: string | null
  dueAt: string | null
  isOverdue: boolean
  completedAt: string | null
  assignee: { id: string; name: string } | null
  repeat: { monthDay: number | null } | null
  links: { id: string; label: string }[]
}

test.group('Tasks', (group) => {
  group.tap((one) => one.timeout(30_000))
  let organizationId: string
  let agent: Person

  group.each.setup(async () => {
    organizationId = await plantOrganization()
    agent = await plantStaff(organizationId, 'agent')
    return () => clock.restore()
  })

  const send = (
    client: ApiClient,
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    body?: object,
    person = agent
  ) => {
    const request: ApiRequest = client[method](path)
    request.header('Accept', 'application/json')
    return as(person, body ? request.json(body) : request)
  }

  const add = async (client: ApiClient, body: object, person = agent): Promise<Row> => {
    const response = await send(client, 'post', '/admin/tasks', body, person)
    response.assertStatus(201)
    return response.body().task
  }

  const list = async (client: ApiClient, query = '', person = agent) => {
    const response = await as(person, client.get(`/admin/tasks${query}`)).withInertia()
    response.assertStatus(200)
    return response.body().props as {
      tasks: Row[]
      counts: { overdue: number; today: number; upcoming: number }
      opened: Row | null
      next: string | null
    }
  }

  const zoned = (person: Person, zone: string) =>
    sql('update users set time_zone = ? where id = ?', [zone, person.user.id])

  test("stand in the day of whom they are for, by that person's clock", async ({
    client,
    assert,
  }) => {
    await zoned(agent, 'Asia/Tokyo')
    agent.user.timeZone = 'Asia/Tokyo'
    // In Tokyo it is the 21st already.
    clock.freeze(DateTime.fromISO('2026-11-20T20:00:00Z'))
    const me = agent.user.id
    await add(client, { title: 'Late', assigneeId: me, dueOn: '2026-11-20' })
    await add(client, { title: 'Today', assigneeId: me, dueOn: '2026-11-21' })
    await add(client, { title: 'At nine', assigneeId: me, dueOn: '2026-11-21', dueTime: '09:00' })
    await add(client, { title: 'Tomorrow', assigneeId: me, dueOn: '2026-11-22' })
    // As the form sends what is empty.
    await add(client, {
      title: 'Some day',
      assigneeId: me,
      description: null,
      dueOn: null,
      dueTime: null,
      remindBefore: null,
      repeat: null,
      links: [],
    })
    await add(client, { title: 'Of nobody', dueOn: '2026-11-21' })

    const day = await list(client)
    assert.deepEqual(
      day.tasks.map(({ title, isOverdue }) => [title, isOverdue]),
      [
        ['Late', true],
        ['At nine', false],
        ['Today', false],
      ]
    )
    assert.deepEqual(day.counts, { overdue: 1, today: 2, upcoming: 2 })
    assert.deepEqual(
      (await list(client, '?view=upcoming')).tasks.map(({ title }) => title),
      ['Tomorrow', 'Some day']
    )
    assert.deepEqual(
      (await list(client, '?assignee=nobody')).tasks.map(({ title }) => title),
      ['Of nobody']
    )
    assert.lengthOf((await list(client, '?assignee=all')).tasks, 4)
  })

  test('times are on the clock of whom they are for, and move with the task', async ({
    client,
    assert,
  }) => {
    const other = await plantStaff(organizationId, 'agent')
    await zoned(other, 'America/New_York')
    const task = await add(client, {
      title: 'Call',
      assigneeId: other.user.id,
      dueOn: '2026-11-20',
      dueTime: '15:30',
    })
    assert.equal(DateTime.fromISO(task.dueAt!).toUTC().toISO(), '2026-11-20T20:30:00.000Z')
    await zoned(agent, 'Europe/Berlin')
    const moved = await send(client, 'put', `/admin/tasks/${task.id}`, {
      assigneeId: agent.user.id,
    })
    const row: Row = moved.body().task
    assert.deepEqual([row.dueOn, row.dueTime], ['2026-11-20', '21:30'])
    assert.equal(DateTime.fromISO(row.dueAt!).toUTC().toISO(), '2026-11-20T20:30:00.000Z')
  })

  test('are completed and opened again, and timelines tell it', async ({ client, assert }) => {
    const contact = await plantContact(organizationId)
    const links = [{ type: 'contact', id: contact.id }]
    const task = await add(client, { title: 'Send the offer', links })
    assert.deepEqual(
      task.links.map(({ id, label }) => [id, label]),
      [[contact.id, contact.fullName]]
    )
    await send(client, 'post', `/admin/tasks/${task.id}/completion`)
    await send(client, 'post', `/admin/tasks/${task.id}/completion`)
    assert.lengthOf((await list(client, '?view=done&assignee=all')).tasks, 1)
    await send(client, 'delete', `/admin/tasks/${task.id}/completion`)
    const gone = await send(client, 'delete', `/admin/tasks/${task.id}`)
    gone.assertStatus(204)
    const lines = await until('four lines on the timeline', async () => {
      await workOff()
      const found = await sql<{ kind: string }>(
        `select kind from activities where organization_id = ? and contact_id = ? and kind like 'task.%' order by id`,
        [organizationId, contact.id]
      )
      return found.length >= 4 && found
    })
    assert.deepEqual(
      lines.map(({ kind }) => kind),
      ['task.created', 'task.completed', 'task.reopened', 'task.deleted']
    )
  })

  test('that repeat come back once, however often they are completed', async ({
    client,
    assert,
  }) => {
    await zoned(agent, 'Europe/Berlin')
    clock.freeze(DateTime.fromISO('2026-03-28T12:00:00Z'))
    const task = await add(client, {
      title: 'Water the plants',
      assigneeId: agent.user.id,
      dueOn: '2026-03-28',
      dueTime: '09:00',
      remindBefore: 60,
      repeat: { every: 'day', interval: 1 },
    })
    const answers = await Promise.all(
      [1, 2, 3].map(() => send(client, 'post', `/admin/tasks/${task.id}/completion`))
    )
    const next = answers.flatMap((answer) => (answer.body().next as Row | null) ?? [])
    assert.lengthOf(next, 1)
    // The night between has an hour less.
    assert.equal(DateTime.fromISO(next[0].dueAt!).toUTC().toISO(), '2026-03-29T07:00:00.000Z')
    const [{ remind }] = await sql<{ remind: Date }>(
      'select remind_at as remind from tasks where id = ?',
      [next[0].id]
    )
    assert.equal(remind.toISOString(), '2026-03-29T06:00:00.000Z')

    // Opened again, what followed goes; completed again, it comes back.
    await send(client, 'delete', `/admin/tasks/${task.id}/completion`)
    assert.lengthOf((await list(client, '?view=upcoming')).tasks, 0)
    await send(client, 'post', `/admin/tasks/${task.id}/completion`)
    assert.lengthOf((await list(client, '?view=upcoming')).tasks, 1)
  })

  test('of the 31st keep their day when somebody edits one of a shorter month', async ({
    client,
    assert,
  }) => {
    clock.freeze(DateTime.fromISO('2026-01-31T12:00:00Z'))
    const repeat = { every: 'month', interval: 1 }
    const task = await add(client, { title: 'Invoice', dueOn: '2026-01-31', repeat })
    const done = await send(client, 'post', `/admin/tasks/${task.id}/completion`)
    const february: Row = done.body().next
    assert.equal(february.dueOn, '2026-02-28')
    clock.travel({ days: 28 })
    await send(client, 'put', `/admin/tasks/${february.id}`, {
      title: 'Invoices',
      dueOn: '2026-02-28',
      repeat,
    })
    const after = await send(client, 'post', `/admin/tasks/${february.id}/completion`)
    assert.equal(after.body().next.dueOn, '2026-03-31')
    assert.equal(after.body().next.title, 'Invoices')
  })

  test('remind whom they are for, once, in the app and by mail', async ({ client, assert }) => {
    const other = await plantStaff(organizationId, 'viewer')
    clock.freeze(DateTime.fromISO('2026-11-20T12:00:00Z'))
    const task = await add(client, {
      title: 'Prepare the meeting',
      assigneeId: other.user.id,
      dueOn: '2026-11-20',
      dueTime: '15:00',
      remindBefore: 60,
    })
    const told = () =>
      sql<{ kind: string; title: string; url: string; body: string }>(
        'select kind, title, url, body from notifications where user_id = ? order by created_at',
        [other.user.id]
      )
    await sweepAll()
    await workOff()
    assert.deepEqual(
      (await told()).map(({ kind }) => kind),
      ['crm/task_assigned']
    )
    clock.travel({ hours: 2 })
    await sweepAll()
    await sweepAll()
    await workOff()
    await sweepAll()
    await workOff()
    const notices = (await told()).filter(({ kind }) => kind === 'crm/task_reminder')
    assert.deepEqual(notices, [
      {
        kind: 'crm/task_reminder',
        title: 'Prepare the meeting',
        url: `/admin/tasks?task=${task.id}`,
        body: 'Due 20 November, 15:00',
      },
    ])
    const mails = await sql('select id from outgoing_mails where user_id = ?', [other.user.id])
    assert.lengthOf(mails, 1)
  })

  test('remind nobody who is done, or has left', async ({ client, assert }) => {
    const other = await plantStaff(organizationId, 'agent')
    clock.freeze(DateTime.fromISO('2026-11-20T12:00:00Z'))
    const when = { dueOn: '2026-11-20', dueTime: '15:00', remindBefore: 0 }
    const done = await add(client, { title: 'Done', assigneeId: agent.user.id, ...when })
    await send(client, 'post', `/admin/tasks/${done.id}/completion`)
    await add(client, { title: 'Left', assigneeId: other.user.id, ...when })
    await sql('update memberships set suspended_at = now() where user_id = ?', [other.user.id])
    clock.travel({ hours: 4 })
    await sweepAll()
    await workOff()
    const told = await sql(
      `select id from notifications where kind = 'crm/task_reminder' and user_id = any(?)`,
      [[agent.user.id, other.user.id]]
    )
    assert.lengthOf(told, 0)
  })

  test('are completed together, or none of them', async ({ client, assert }) => {
    const ids: string[] = []
    for (const title of ['One', 'Two', 'Three']) ids.push((await add(client, { title })).id)
    const wrong = await send(client, 'post', '/admin/task_completions', {
      ids: [ids[0], organizationId],
    })
    wrong.assertStatus(404)
    assert.lengthOf((await list(client, '?view=done&assignee=all')).tasks, 0)
    const right = await send(client, 'post', '/admin/task_completions', { ids })
    right.assertStatus(201)
    assert.lengthOf((await list(client, '?view=done&assignee=all')).tasks, 3)
  })

  test('are opened again together: what was done before stays done, what followed goes', async ({
    client,
    assert,
  }) => {
    clock.freeze(DateTime.fromISO('2026-11-20T12:00:00Z'))
    const before = await add(client, { title: 'Done before' })
    await send(client, 'post', `/admin/tasks/${before.id}/completion`)
    const repeat = { every: 'day', interval: 1 }
    const daily = await add(client, { title: 'Daily', dueOn: '2026-11-20', repeat })
    const once = await add(client, { title: 'Once' })
    const ids = [before.id, daily.id, once.id]
    const done = await send(client, 'post', '/admin/task_completions', { ids })
    const { completed } = done.body() as { completed: string[] }
    assert.sameMembers(completed, [daily.id, once.id])
    assert.lengthOf((await list(client, '?view=upcoming&assignee=all')).tasks, 1)

    const gone = await add(client, { title: 'Deleted since' })
    await send(client, 'delete', `/admin/tasks/${gone.id}`)
    const undone = await send(client, 'delete', '/admin/task_completions', {
      ids: [...completed, gone.id],
    })
    undone.assertStatus(204)
    assert.deepEqual(
      (await list(client, '?view=done&assignee=all')).tasks.map(({ title }) => title),
      ['Done before']
    )
    assert.sameMembers(
      [
        ...(await list(client, '?assignee=all')).tasks,
        ...(await list(client, '?view=upcoming&assignee=all')).tasks,
      ].map(({ title }) => title),
      ['Daily', 'Once']
    )
    const viewer = await plantStaff(organizationId, 'viewer')
    const denied = await send(client, 'delete', '/admin/task_completions', { ids }, viewer)
    denied.assertStatus(403)
  })

  test('are told to those who have the list open, whatever happens to one', async ({
    client,
    assert,
    cleanup,
  }) => {
    const ear = new pg.Client({ connectionString: env.get('DATABASE_URL') })
    await ear.connect()
    cleanup(() => ear.end())
    const heard: string[] = []
    ear.on('notification', ({ payload }) => {
      const message = JSON.parse(payload ?? '{}') as { channel: string; data: { taskId?: string } }
      if (message.channel === `organizations/${organizationId}/tasks/all`)
        heard.push(message.data.taskId!)
    })
    await ear.query(`listen ${LIVE_NOTIFICATION}`)
    const { id } = await add(client, { title: 'Watched' })
    const steps = [
      () => send(client, 'put', `/admin/tasks/${id}`, { title: 'Renamed' }),
      () => send(client, 'post', `/admin/tasks/${id}/completion`),
      () => send(client, 'delete', `/admin/tasks/${id}/completion`),
      () => send(client, 'delete', `/admin/tasks/${id}`),
    ]
    for (const [n, step] of steps.entries()) {
      await until(`message ${n + 1}`, () => heard.length === n + 1)
      await step()
    }
    await until('the last message', () => heard.length === 5)
    assert.deepEqual(new Set(heard), new Set([id]))
  })

  test('of the last of the month keep their hour over the change of the clocks', async ({
    client,
    assert,
  }) => {
    await zoned(agent, 'Europe/Berlin')
    clock.freeze(DateTime.fromISO('2026-01-31T07:00:00Z'))
    const remindedAt = async (id: string) => {
      const [row] = await sql<{ at: Date }>('select remind_at as at from tasks where id = ?', [id])
      return row.at.toISOString()
    }
    let task = await add(client, {
      title: 'Close the books',
      assigneeId: agent.user.id,
      dueOn: '2026-01-31',
      dueTime: '09:00',
      remindBefore: 30,
      repeat: { every: 'month', interval: 1 },
    })
    const seen: [string | null, string, string][] = []
    for (let n = 0; n < 3; n++) {
      clock.freeze(DateTime.fromISO(task.dueAt!))
      const answer = await send(client, 'post', `/admin/tasks/${task.id}/completion`)
      task = answer.body().next
      const due = DateTime.fromISO(task.dueAt!).toUTC().toISO()!
      seen.push([task.dueOn, due, await remindedAt(task.id)])
    }
    assert.deepEqual(seen, [
      ['2026-02-28', '2026-02-28T08:00:00.000Z', '2026-02-28T07:30:00.000Z'],
      ['2026-03-31', '2026-03-31T07:00:00.000Z', '2026-03-31T06:30:00.000Z'],
      ['2026-04-30', '2026-04-30T07:00:00.000Z', '2026-04-30T06:30:00.000Z'],
    ])
  })

  test('that repeat follow the calendar of whom they are for, whoever completes them', async ({
    client,
    assert,
  }) => {
    const far = await plantStaff(organizationId, 'agent')
    await zoned(far, 'Pacific/Kiritimati')
    // There the 1st of February has begun; for who completes it, it is still January.
    clock.freeze(DateTime.fromISO('2026-01-31T11:00:00Z'))
    const task = await add(client, {
      title: 'Daily over there',
      assigneeId: far.user.id,
      dueOn: '2026-01-31',
      repeat: { every: 'day', interval: 1 },
    })
    const answer = await send(client, 'post', `/admin/tasks/${task.id}/completion`)
    assert.equal(answer.body().next.dueOn, '2026-02-02')
    assert.equal(
      DateTime.fromISO(answer.body().next.dueAt).toUTC().toISO(),
      '2026-02-02T10:00:00.000Z'
    )
  })

  test('remind once in the hour that comes twice, and in the one that is skipped', async ({
    client,
    assert,
  }) => {
    await zoned(agent, 'Europe/Berlin')
    const toldOf = async (title: string) =>
      (
        await sql(
          `select id from notifications where kind = 'crm/task_reminder' and user_id = ? and title = ?`,
          [agent.user.id, title]
        )
      ).length
    const pass = async (moment: string) => {
      clock.freeze(DateTime.fromISO(moment))
      await sweepAll()
      await workOff()
    }
    const at = (title: string, dueOn: string) =>
      add(client, { title, assigneeId: agent.user.id, dueOn, dueTime: '02:30', remindBefore: 0 })
    clock.freeze(DateTime.fromISO('2026-03-28T12:00:00Z'))
    await at('In spring', '2026-03-29')
    await at('In autumn', '2026-10-25')
    await pass('2026-03-29T01:29:00Z')
    assert.equal(await toldOf('In spring'), 0)
    await pass('2026-03-29T01:30:00Z')
    assert.equal(await toldOf('In spring'), 1)
    await pass('2026-10-25T00:29:00Z')
    assert.equal(await toldOf('In autumn'), 0)
    await pass('2026-10-25T00:30:00Z')
    assert.equal(await toldOf('In autumn'), 1)
    await pass('2026-10-25T01:30:00Z')
    assert.equal(await toldOf('In autumn'), 1)
    assert.equal(await toldOf('In spring'), 1)
  })

  test('are refused with words at their fields', async ({ client, assert }) => {
    const elsewhere = await plantOrganization('Elsewhere')
    const stranger = await plantStaff(elsewhere)
    const foreign = await plantContact(elsewhere)
    for (const [body, field] of [
      [{ title: ' ' }, 'title'],
      [{ title: 'x', assigneeId: stranger.user.id }, 'assigneeId'],
      [{ title: 'x', links: [{ type: 'contact', id: foreign.id }] }, 'links'],
      [{ title: 'x', dueOn: '2026-02-30' }, 'dueOn'],
      [{ title: 'x', dueOn: '0001-01-01' }, 'dueOn'],
      [{ title: 'x', dueOn: '2026-11-20', dueTime: '25:00' }, 'dueTime'],
      [{ title: 'x', dueOn: '2026-11-20', repeat: { every: 'week', interval: 0 } }, 'repeat'],
    ] as const) {
      const response = await send(client, 'post', '/admin/tasks', body)
      response.assertStatus(422)
      assert.include(JSON.stringify(response.body().errors), `/${field}`)
    }
    assert.lengthOf(
      await sql('select id from tasks where organization_id = ?', [organizationId]),
      0
    )
  })

  test('are open to each role as far as it goes', async ({ client }) => {
    const viewer = await plantStaff(organizationId, 'viewer')
    const mine = await add(client, { title: 'For the viewer', assigneeId: viewer.user.id })
    const other = await add(client, { title: 'Not for the viewer' })
    const denied = await send(client, 'post', '/admin/tasks', { title: 'x' }, viewer)
    denied.assertStatus(403)
    const untouched = await send(client, 'put', `/admin/tasks/${other.id}`, { title: 'x' }, viewer)
    untouched.assertStatus(403)
    const kept = await send(client, 'delete', `/admin/tasks/${mine.id}`, undefined, viewer)
    kept.assertStatus(403)
    const bulk = await send(
      client,
      'post',
      '/admin/task_completions',
      { ids: [mine.id, other.id] },
      viewer
    )
    bulk.assertStatus(403)
    const done = await send(client, 'post', `/admin/tasks/${mine.id}/completion`, {}, viewer)
    done.assertStatus(201)
  })

  test('are read page by page, and found by the search', async ({ client, assert }) => {
    await Tenant.run(organizationId, () =>
      sql(
        `insert into tasks (id, organization_id, title, time_zone, due_on, due_at, created_at, updated_at)
         select gen_random_uuid(), ?, 'Task ' || n, 'UTC', '2020-01-01', '2020-01-02', now(), now()
         from generate_series(1, 120) n`,
        [organizationId]
      )
    )
    const seen = new Set<string>()
    let query = '?assignee=all'
    for (let page = 0; page < 3; page++) {
      const { tasks, next } = await list(client, query)
      for (const { id } of tasks) seen.add(id)
      query = `?assignee=all&cursor=${encodeURIComponent(next ?? '')}`
    }
    assert.equal(seen.size, 120)
    await add(client, { title: 'Überweisung für Zoë' })
    const found = await send(client, 'get', '/admin/search?q=uberweisung')
    assert.include(
      found.body().hits.map((hit: { label: string }) => hit.label),
      'Überweisung für Zoë'
    )
  })

  test('of a record stand on its page, the most urgent first', async ({ client, assert }) => {
    const contact = await plantContact(organizationId)
    const links = [{ type: 'contact', id: contact.id }]
    await add(client, { title: 'Later', dueOn: '2030-01-01', links })
    await add(client, { title: 'Sooner', dueOn: '2029-01-01', links })
    const done = await add(client, { title: 'Done', links })
    await send(client, 'post', `/admin/tasks/${done.id}/completion`)
    await add(client, { title: 'Of somebody else' })
    const response = await send(client, 'get', `/admin/timeline/contact/${contact.id}/tasks`)
    assert.deepEqual(
      response.body().tasks.map(({ title }: Row) => title),
      ['Sooner', 'Later', 'Done']
    )
  })
})
