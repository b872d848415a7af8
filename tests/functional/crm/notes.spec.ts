import { test } from '@japa/runner'
import type { ApiClient, ApiRequest } from '@japa/api-client'
import { v7 as uuid } from 'uuid'
import { sql } from '#core/database/sql'
import { as, plantPerson, plantStaff, type Person } from '#tests/support/people'
import { plantOrganization } from '#tests/support/organizations'
import { plantContact } from '#tests/support/school'
import { until } from '#tests/support/until'
import { workOff } from '#tests/support/queue'

type Note = { id: string; bodyHtml: string; isPinned: boolean; links: { id: string }[] }

const mention = ({ user }: Person) =>
  `<span data-type="mention" data-id="${user.id}" data-label="${user.fullName}">@${user.fullName}</span>`

test.group('Notes', (group) => {
  group.tap((one) => one.timeout(30_000))
  let organizationId: string
  let agent: Person
  let contact: { id: string }

  group.each.setup(async () => {
    organizationId = await plantOrganization()
    agent = await plantStaff(organizationId, 'agent')
    contact = await plantContact(organizationId)
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

  const write = async (client: ApiClient, bodyHtml: string, links?: object[]): Promise<Note> => {
    const response = await send(client, 'post', '/admin/notes', {
      bodyHtml,
      links: links ?? [{ type: 'contact', id: contact.id }],
    })
    response.assertStatus(201)
    return response.body().note
  }

  const told = (person: Person) =>
    sql<{ title: string; body: string; url: string }>(
      `select title, body, url from notifications where kind = 'crm/mention' and user_id = ?`,
      [person.user.id]
    )

  test('keep what a person may write, and nothing that runs', async ({ client, assert }) => {
    const note = await write(
      client,
      `<h2>Met <strong>Ada</strong></h2><script>alert(1)</script><p onclick="x()" style="color:red">Hi
       <img src="javascript:x"> <a href="javascript:x">there</a> ${mention(agent)}
       <span data-type="other" class="evil">plain</span></p>`
    )
    assert.notMatch(note.bodyHtml, /script|onclick|style|javascript|class|other/)
    assert.include(note.bodyHtml, `data-type="mention" data-id="${agent.user.id}"`)
    const [{ text }] = await sql<{ text: string }>(
      'select body_text as text from notes where id = ?',
      [note.id]
    )
    assert.match(text, /^Met Ada Hi/)
  })

  test('tell who is mentioned, once, and only active staff of the organization', async ({
    client,
    assert,
  }) => {
    const colleague = await plantStaff(organizationId, 'viewer')
    const gone = await plantStaff(organizationId, 'agent')
    await sql('update memberships set suspended_at = now() where user_id = ?', [gone.user.id])
    const stranger = await plantPerson()
    const names = [colleague, gone, stranger, agent].map(mention).join(' ')
    const note = await write(client, `<p>${names} please call back</p>`)
    const [notice, ...more] = await told(colleague)
    assert.lengthOf(more, 0)
    assert.equal(notice.title, `${agent.user.fullName} mentioned you in a note`)
    assert.include(notice.body, 'please call back')
    assert.equal(notice.url, `/admin/contacts/${contact.id}#note-${note.id}`)
    for (const person of [gone, stranger, agent]) assert.lengthOf(await told(person), 0)

    const later = await plantStaff(organizationId, 'viewer')
    const edited = await send(client, 'put', `/admin/notes/${note.id}`, {
      bodyHtml: `<p>${mention(colleague)} ${mention(later)}</p>`,
    })
    edited.assertStatus(200)
    assert.lengthOf(await told(colleague), 1)
    assert.lengthOf(await told(later), 1)
  })

  test('stand on several records, and move between them', async ({ client, assert }) => {
    const other = await plantContact(organizationId, 'Grace Hopper')
    const companyId = uuid()
    await sql(
      `insert into companies (id, organization_id, name, source, created_at, updated_at)
       values (?, ?, 'Acme', 'staff', now(), now())`,
      [companyId, organizationId]
    )
    const links = [
      { type: 'contact', id: contact.id },
      { type: 'company', id: companyId },
    ]
    const note = await write(client, '<p>Lunch</p>', [...links, links[0]])
    assert.deepEqual(
      note.links.map(({ id }) => id),
      [contact.id, companyId]
    )
    const moved = await send(client, 'put', `/admin/notes/${note.id}`, {
      links: [{ type: 'contact', id: other.id }],
    })
    assert.deepEqual(
      moved.body().note.links.map(({ id }: { id: string }) => id),
      [other.id]
    )
  })

  test('are pinned above the timeline, edited and deleted', async ({ client, assert }) => {
    const note = await write(client, '<p>Allergic to nuts</p>')
    const timeline = async () => {
      const response = await send(
        client,
        'get',
        `/admin/timeline/contact/${contact.id}?group=notes`
      )
      response.assertStatus(200)
      return response.body() as {
        pinned: Note[]
        lines: {
          kind: string
          who: string
          text: string
          detail: string | null
          note: Note | null
        }[]
      }
    }
    await send(client, 'post', `/admin/notes/${note.id}/pin`)
    assert.deepEqual(
      (await timeline()).pinned.map(({ id, isPinned }) => [id, isPinned]),
      [[note.id, true]]
    )
    await send(client, 'delete', `/admin/notes/${note.id}/pin`)
    assert.lengthOf((await timeline()).pinned, 0)

    await send(client, 'put', `/admin/notes/${note.id}`, { bodyHtml: '<p>Allergic to cats</p>' })
    const written = await until('both lines', async () => {
      await workOff()
      const { lines } = await timeline()
      return lines.length >= 2 && lines
    })
    assert.deepEqual(
      written.map(({ kind, who, note: shown }) => [kind, who, shown?.bodyHtml ?? null]),
      [
        ['note.updated', agent.user.fullName, null],
        ['note.added', agent.user.fullName, '<p>Allergic to cats</p>'],
      ]
    )

    const gone = await send(client, 'delete', `/admin/notes/${note.id}`)
    gone.assertStatus(204)
    const after = await until('three lines', async () => {
      await workOff()
      const { lines } = await timeline()
      return lines.length >= 3 && lines
    })
    assert.isNull(after[2].note)
    assert.equal(after[2].detail, 'It was deleted since.')
    const kept = await sql(
      `select id from events where organization_id = ? and payload::text like '%llergic%'`,
      [organizationId]
    )
    assert.lengthOf(kept, 0, 'what a note says stands in no event')
  })

  test('are edited by their author, and by who may edit all', async ({ client, assert }) => {
    const note = await write(client, '<p>Mine</p>')
    const other = await plantStaff(organizationId, 'agent')
    const viewer = await plantStaff(organizationId, 'viewer')
    const admin = await plantStaff(organizationId, 'admin')
    const path = `/admin/notes/${note.id}`
    for (const person of [other, viewer]) {
      const edit = await send(client, 'put', path, { bodyHtml: '<p>Not mine</p>' }, person)
      edit.assertStatus(403)
      const removal = await send(client, 'delete', path, undefined, person)
      removal.assertStatus(403)
    }
    const denied = await send(
      client,
      'post',
      '/admin/notes',
      { bodyHtml: '<p>x</p>', links: [{ type: 'contact', id: contact.id }] },
      viewer
    )
    denied.assertStatus(403)
    const edit = await send(client, 'put', path, { bodyHtml: '<p>Better</p>' }, admin)
    edit.assertStatus(200)
    assert.equal(edit.body().note.bodyHtml, '<p>Better</p>')
  })

  test('are refused when they are empty, or on records of others', async ({ client, assert }) => {
    const elsewhere = await plantOrganization('Elsewhere')
    const foreign = await plantContact(elsewhere)
    const own = [{ type: 'contact', id: contact.id }]
    for (const [body, field] of [
      [{ bodyHtml: '<p> </p><script>x</script>', links: own }, 'bodyHtml'],
      [{ bodyHtml: '<p>x</p>', links: [] }, 'links'],
      [{ bodyHtml: '<p>x</p>', links: [{ type: 'contact', id: foreign.id }] }, 'links'],
      [{ bodyHtml: '<p>x</p>', links: [{ type: 'user', id: agent.user.id }] }, 'links'],
    ] as const) {
      const response = await send(client, 'post', '/admin/notes', body)
      response.assertStatus(422)
      assert.include(JSON.stringify(response.body().errors), `/${field}`)
    }
    assert.lengthOf(
      await sql('select id from notes where organization_id = ?', [organizationId]),
      0
    )
  })

  test('are found by what they say, without case and accents', async ({ client, assert }) => {
    const note = await write(client, '<p>Liebt <strong>Käsekuchen</strong> sehr</p>')
    const found = await send(client, 'get', '/admin/search?q=kasekuchen')
    assert.deepInclude(
      found.body().hits.map(({ label, to }: { label: string; to: string }) => ({ label, to })),
      { label: 'Liebt Käsekuchen sehr', to: `/admin/contacts/${contact.id}#note-${note.id}` }
    )
  })

  test('name colleagues and records by what is typed', async ({ client, assert }) => {
    const response = await send(client, 'get', '/admin/colleagues')
    assert.deepEqual(
      response.body().colleagues.map(({ id }: Person['user']) => id),
      [agent.user.id]
    )
    const found = await send(client, 'get', '/admin/record_choices?q=client')
    assert.deepEqual(found.body().records, [
      {
        type: 'contact',
        id: contact.id,
        label: 'Ada Client',
        href: `/admin/contacts/${contact.id}`,
      },
    ])
  })
})
