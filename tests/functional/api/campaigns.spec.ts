import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { Consent } from '#crm/consent'
import Contact from '#crm/models/contact'
import Topic from '#crm/models/topic'
import { sweepCampaigns } from '#campaigns/advancing'
import MailTemplate from '#messaging/templates/models/mail_template'
import { EMPTY } from '#messaging/templates/writing'
import { until } from '#tests/support/until'
import { stopWorking, workOff } from '#tests/support/queue'
import { openSink } from '../campaigns/support/sink.js'
import { plantProgram, pointersOf, type Program } from './support.js'

test.group('API: campaigns', (group) => {
  let program: Program
  let topic: Topic

  group.each.setup(async () => {
    program = await plantProgram({ scopes: ['campaigns:*'] })
    const sink = await openSink(program.organizationId)
    topic = await within(() => Topic.create({ key: 'news', name: 'News', isDefault: true }))
    return async () => {
      await stopWorking()
      await sink.close()
    }
  })

  const within = <T>(fn: () => Promise<T>) => Tenant.run(program.organizationId, fn)
  const readers = (count: number) =>
    within(() =>
      db.transaction(async (trx) => {
        for (let n = 0; n < count; n++) {
          const email = `api-${randomUUID().slice(0, 13)}@readers.test`
          const { id } = await Contact.identify({ email, source: 'test' }, trx)
          await Consent.record(
            [
              {
                contactId: id,
                channel: 'email',
                topicId: topic.id,
                state: 'granted',
                source: 'form',
              },
            ],
            trx
          )
        }
      })
    )
  const letter = (more: object = {}) => ({
    name: 'A letter',
    subject: 'Hello',
    source: '<html><body><p>Words</p><a href="{{ unsubscribe_url }}">Unsubscribe</a></body></html>',
    audience: { everybody: true },
    ...more,
  })
  const runStates = async (id: string) =>
    (await sql<{ state: string }>('select state from send_runs where source_id = ?', [id])).map(
      ({ state }) => state
    )

  test('a program writes one, sends it, and reads what became of it', async ({ assert }) => {
    await readers(3)
    const made = await program.post('/campaigns', letter(), { 'idempotency-key': topic.id })
    assert.equal(made.status, 201)
    assert.containSubset(made.body.data, {
      ...{ name: 'A letter', state: 'draft', subject: 'Hello', format: 'html', numbers: null },
      ...{ topic_id: topic.id, starts_at: null, per_hour: null },
      audience: { everybody: true, segment_ids: [] },
    })
    const { id } = made.body.data
    const again = await program.post('/campaigns', letter(), { 'idempotency-key': topic.id })
    assert.equal(again.body.data.id, id)

    const launched = await program.post(`/campaigns/${id}/launch`)
    assert.equal(launched.status, 200, launched.text)
    assert.equal(launched.body.data.state, 'sending')
    await workOff()
    await sweepCampaigns()
    await workOff()
    const told = await program.get(`/campaigns/${id}`)
    assert.containSubset(told.body.data, {
      state: 'finished',
      numbers: { audience: 3, sent: 3, failed: 0, uncertain: 0 },
    })
    const list = await program.get('/campaigns?state=finished&fields=name')
    assert.deepEqual(list.body.data, [{ id, name: 'A letter' }])
    assert.equal((await program.post(`/campaigns/${id}/launch`)).status, 409)
    assert.equal((await program.delete(`/campaigns/${id}`)).status, 409)
  })

  test('what is missing is told, and nothing leaves', async ({ assert }) => {
    const made = await program.post('/campaigns', { name: 'Empty' })
    const { id } = made.body.data
    const { findings } = (await program.get(`/campaigns/${id}?expand=findings`)).body.data
    const errors = findings.filter(({ level }: { level: string }) => level === 'error')
    assert.sameMembers(
      errors.map(({ section }: { section: string }) => section),
      ['to', 'subject', 'content']
    )
    assert.equal((await program.post(`/campaigns/${id}/launch`)).status, 422)
    assert.deepEqual(await runStates(id), [])
    assert.equal((await program.delete(`/campaigns/${id}`)).status, 204)
    assert.equal((await program.get(`/campaigns/${id}`)).status, 404)
  })

  test('content comes of a template, and drafts are changed', async ({ assert }) => {
    const template = await within(() =>
      MailTemplate.begin({
        name: 'Monthly',
        kind: 'mail',
        format: 'markdown',
        writing: { ...EMPTY, subject: 'This month', source: '# News' },
      })
    )
    const made = await program.post('/campaigns', { name: 'M', template: template.key })
    assert.containSubset(made.body.data, { subject: 'This month', format: 'markdown' })
    const { id } = made.body.data
    const startsAt = clock.now().plus({ days: 2 }).startOf('second').toISO()
    const changed = await program.patch(`/campaigns/${id}`, {
      ...{ subject: 'Another', starts_at: startsAt, in_time_zones: true, per_hour: 600 },
    })
    assert.containSubset(changed.body.data, {
      ...{ subject: 'Another', in_time_zones: true, per_hour: 600, format: 'markdown' },
    })
    assert.equal(Date.parse(changed.body.data.starts_at), Date.parse(startsAt))
    const [row] = await sql<{ source: string }>('select source from campaigns where id = ?', [id])
    assert.equal(row.source, '# News')
    // Nine o'clock for everybody, wherever whoever wrote it is.
    await program.patch(`/campaigns/${id}`, {
      ...{ starts_at: '2040-06-01T09:00:00+05:00', in_time_zones: true },
    })
    const kept = await sql<{ at: Date }>('select starts_at as at from campaigns where id = ?', [id])
    assert.equal(kept[0].at.toISOString(), '2040-06-01T09:00:00.000Z')
  })

  test('it is paused, resumed and cancelled', async ({ assert }) => {
    await readers(2)
    const startsAt = clock.now().plus({ minutes: 5 }).toISO()
    const later = (await program.post('/campaigns', letter({ starts_at: startsAt }))).body.data
    const scheduled = await program.post(`/campaigns/${later.id}/launch`)
    assert.equal(scheduled.body.data.state, 'scheduled')
    assert.equal((await program.post(`/campaigns/${later.id}/pause`)).status, 409)
    assert.equal((await program.patch(`/campaigns/${later.id}`, { subject: 'New' })).status, 409)
    assert.deepEqual(await runStates(later.id), [])

    const { id } = (await program.post('/campaigns', letter({ per_hour: 60 }))).body.data
    await program.post(`/campaigns/${id}/launch`)
    await workOff()
    await stopWorking()
    const turn = async (verb: string, campaign: string, run: string) => {
      const answer = await program.post(`/campaigns/${id}/${verb}`)
      assert.equal(answer.body.data.state, campaign)
      await until(`the run is ${run}`, async () => (await runStates(id)).includes(run))
    }
    await turn('pause', 'paused', 'paused')
    await turn('resume', 'sending', 'sending')
    await turn('cancel', 'cancelled', 'cancelled')
    const { numbers } = (await program.get(`/campaigns/${id}`)).body.data
    assert.containSubset(numbers, { audience: 2, sent: 1, cancelled: 1 })
  })

  test('what is not there, or another organization’s, is refused at its field', async ({
    assert,
  }) => {
    const other = await plantProgram({ scopes: ['campaigns:*'] })
    const foreign = await Tenant.run(other.organizationId, () =>
      Topic.create({ key: 'theirs', name: 'Theirs' })
    )
    const of = async (body: object) => {
      const answer = await program.post('/campaigns', letter(body))
      assert.equal(answer.status, 422, JSON.stringify(body))
      return pointersOf(answer)
    }
    assert.deepEqual(await of({ from: 'nobody@nowhere.test' }), ['/from'])
    assert.deepEqual(await of({ from: randomUUID() }), ['/from'])
    assert.deepEqual(await of({ template: 'nothing' }), ['/source'])
    assert.deepEqual(await of({ template: 'nothing', source: undefined }), ['/template'])
    assert.deepEqual(await of({ topic_id: foreign.id }), ['/topic_id'])
    assert.deepEqual(await of({ in_time_zones: true }), ['/starts_at'])
    assert.deepEqual(await of({ name: '' }), ['/name'])
    const { id } = (await other.post('/campaigns', letter())).body.data
    assert.equal((await program.get(`/campaigns/${id}`)).status, 404)
    assert.equal((await program.post(`/campaigns/${id}/launch`)).status, 404)
    const reader = await plantProgram({ scopes: ['campaigns:read'] }, program.organizationId)
    assert.equal((await reader.post('/campaigns', letter())).status, 403)
  })
})
