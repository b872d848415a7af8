import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { sql } from '#core/database/sql'
import { forgetLimits, plantProgram, type Program } from '#tests/functional/api/support'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'

test.group('Messages in the admin', (group) => {
  let program: Program
  let agent: Person

  group.each.setup(async () => {
    await forgetLimits()
    program = await plantProgram({ scopes: ['messages:create'] })
    agent = await plantStaff(program.organizationId, 'agent')
  })

  const look = async (client: ApiClient, path = '') =>
    (await as(agent, client.get(`/admin/messages${path}`)).withInertia()).inertiaProps as Record<
      string,
      // Props, whose shape each test knows.
      any // eslint-disable-line @typescript-eslint/no-explicit-any
    >
  const send = async (address: string, more: object = {}) =>
    (
      await program.post('/messages', {
        to: { address },
        subject: 'A notice',
        html: '<p>Read <a href="{{ unsubscribe_url }}">this</a> &amp; <b>that</b></p>',
        ...more,
      })
    ).body.data.id as string

  test('the empty list tells how the first one is sent', async ({ client, assert }) => {
    const props = await look(client)
    assert.lengthOf(props.messages, 0)
    assert.match(props.endpoint, /^https?:\/\/.+\/api\/v1\/messages$/)
    assert.isFalse(props.can.makeKeys)
  })

  test('messages are found by the beginning of the address, and by state', async ({
    client,
    assert,
  }) => {
    const ids = [await send('ada_l@readers.test'), await send('adam@readers.test')]
    await sql(`update outgoing_mails set state = 'failed', last_error = 'no' where id = ?`, [
      ids[1],
    ])
    const idsOf = async (query: string) =>
      (await look(client, query)).messages.map(({ id }: { id: string }) => id)
    assert.deepEqual(await idsOf(''), [...ids].reverse())
    assert.deepEqual(await idsOf('?q=ADA'), [...ids].reverse())
    assert.deepEqual(await idsOf('?q=ada_'), [ids[0]])
    assert.deepEqual(await idsOf('?state=failed'), [ids[1]])
    assert.deepEqual(await idsOf('?state=failed&q=ada_'), [])
  })

  test('a message’s page tells all of it, and shows what it says until it left', async ({
    client,
    assert,
  }) => {
    const id = await send('bea@readers.test', {
      metadata: { order: '12' },
      attachments: [{ name: 'a.txt', type: 'text/plain', content: 'YQ==' }],
    })
    const { message, events, isKept } = await look(client, `/${id}`)
    assert.containSubset(message, {
      state: 'queued',
      subject: 'A notice',
      metadata: { order: '12' },
      attachments: [{ name: 'a.txt', size: 1 }],
      keyName: 'Program',
    })
    assert.deepEqual(events, [])
    assert.isTrue(isKept)

    const frame = await as(agent, client.get(`/admin/messages/${id}/content`))
    frame.assertStatus(200)
    assert.include(frame.text(), '&amp; <b>that</b>')
    assert.match(frame.text(), /href="[^"]+\/u\/"/)
    assert.include(frame.header('content-security-policy'), 'sandbox')

    await sql('delete from message_contents where message_id = ?', [id])
    assert.isFalse((await look(client, `/${id}`)).isKept)
    const gone = await as(agent, client.get(`/admin/messages/${id}/content`))
    gone.assertStatus(404)
  })

  test('a text alone is shown as it is written', async ({ client, assert }) => {
    const id = await send('cy@readers.test', { html: undefined, text: 'one <two>\nthree' })
    const frame = await as(agent, client.get(`/admin/messages/${id}/content`))
    assert.include(frame.text(), 'one &lt;two&gt;\nthree')
  })

  test('viewers and others see nothing of it', async ({ client }) => {
    const id = await send('dan@readers.test')
    const viewer = await plantStaff(program.organizationId, 'viewer')
    const stranger = await plantStaff(await plantOrganization('Strangers'))
    for (const path of ['', `/${id}`, `/${id}/content`]) {
      const refused = await as(viewer, client.get(`/admin/messages${path}`)).accept('json')
      refused.assertStatus(403)
    }
    for (const path of [`/${id}`, `/${id}/content`]) {
      const lost = await as(stranger, client.get(`/admin/messages${path}`)).accept('json')
      lost.assertStatus(404)
    }
  })
})
