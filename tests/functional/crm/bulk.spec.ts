import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import { DateTime } from 'luxon'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { GivenChange } from '#crm/bulk/bulk_change'
import { failBulkAction, runBulkAction, sweepBulkActions } from '#crm/bulk/bulk_run'
import Segment from '#crm/models/segment'
import BulkAction, { type Audience } from '#crm/models/bulk_action'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { stopWorking, workOff } from '#tests/support/queue'
import { until } from '#tests/support/until'
import { type Crowd, plantCrowd, plantTags } from './support/crowd.js'

test.group('Bulk actions', (group) => {
  group.tap((one) => one.timeout(60_000))
  let organizationId: string
  let owner: Person
  let crowd: Crowd

  group.each.setup(async () => {
    organizationId = await plantOrganization('Bulk')
    owner = await plantStaff(organizationId)
    crowd = await plantCrowd(organizationId, { count: 60, owners: [owner.user.id] })
  })
  group.each.teardown(() => clock.restore())
  group.teardown(() => stopWorking())

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const asker = () => ({ can: () => true, user: { id: owner.user.id } })
  const leads = { all: [{ condition: 'contact.lifecycle', operator: 'any', value: ['lead'] }] }
  const everybody: Audience = { q: null, filter: null }
  const begin = (
    given: GivenChange,
    audience: Audience,
    entity: 'contact' | 'company' = 'contact'
  ) => inTenant(() => BulkAction.begin(entity, given, audience, asker()))
  const finish = async (action: BulkAction) => {
    // A worker that an earlier test started may have it: either way it comes to its end.
    return until(`the end of "${action.label}"`, async () => {
      await inTenant(() => runBulkAction(action.id))
      const now = await inTenant(() => BulkAction.query().where('id', action.id).firstOrFail())
      return ['done', 'undone', 'failed'].includes(now.state) ? now : null
    })
  }
  const doIt = async (given: GivenChange, audience: Audience, entity?: 'contact' | 'company') =>
    finish(await begin(given, audience, entity))
  const again = (action: BulkAction) =>
    inTenant(() => BulkAction.query().where('id', action.id).firstOrFail())
  const undo = async (action: BulkAction) => {
    await inTenant(() => action.undo())
    return finish(action)
  }
  const events = async (type: string) => {
    const [row] = await sql<{ count: number }>(
      'select count(*)::int as count from events where organization_id = ? and type = ?',
      [organizationId, type]
    )
    return row.count
  }
  /** Everything that an action may change, to see that undo brings all of it back. */
  const snapshot = () =>
    sql(
      `select c.id, c.owner_id, c.lifecycle, c.city, c.custom::text, c.deleted_at,
         (select array_agg(tag_id order by tag_id) from contact_tags t where t.contact_id = c.id) as tags
       from contacts c where organization_id = ? order by id`,
      [organizationId]
    )

  test('a tag is put on all that match and taken off them alone', async ({ assert }) => {
    const before = await snapshot()
    const [tag] = crowd.tags
    const match = crowd.contacts.filter((one) => one.lifecycle === 'lead')
    const action = await doIt(
      { kind: 'add_tags', tagIds: [tag], names: ['Brand new'] },
      { q: null, filter: leads }
    )
    assert.equal(action.state, 'done')
    assert.equal(action.total, match.length)
    assert.equal(action.changed, match.length)
    const rows = await sql<{ contact_id: string }>(
      'select contact_id from contact_tags where organization_id = ? and tag_id = ?',
      [organizationId, tag]
    )
    const expected = crowd.contacts.filter(
      (one) => one.lifecycle === 'lead' || one.tags.includes(tag)
    )
    assert.sameMembers(
      rows.map((row) => row.contact_id),
      expected.map(({ id }) => id)
    )
    assert.equal(await events('contact.tagged'), match.length)
    const undone = await undo(action)
    assert.equal(undone.state, 'undone')
    assert.deepEqual(await snapshot(), before)
    assert.equal(await events('contact.untagged'), match.length)
  })

  for (const [name, given] of Object.entries({
    'an owner': () => ({ kind: 'set_owner', ownerId: null }),
    'a stage': () => ({ kind: 'set_lifecycle', lifecycle: 'former' }),
    'a column': () => ({ kind: 'set_field', field: 'city', value: 'Warrenton' }),
    'a field': () => ({ kind: 'set_field', field: 'custom.plan', value: 'pro' }),
    'an amount': () => ({
      kind: 'set_field',
      field: 'custom.budget',
      value: { minor: 4200, currency: 'EUR' },
    }),
    'nothing in a field': () => ({ kind: 'set_field', field: 'custom.score', value: null }),
    'a removed tag': () => ({ kind: 'remove_tags', tagIds: crowd.tags }),
    'deletion': () => ({ kind: 'delete' }),
  })) {
    test(`${name} for everybody can be taken back to the letter`, async ({ assert }) => {
      const before = await snapshot()
      const action = await doIt(given() as GivenChange, everybody)
      assert.equal(action.state, 'done')
      assert.equal(action.total, 60)
      assert.isAbove(action.changed, 0)
      assert.notDeepEqual(await snapshot(), before)
      const again = await doIt(given() as GivenChange, everybody)
      assert.equal(again.changed, 0)
      await undo(action)
      assert.deepEqual(await snapshot(), before)
    })
  }

  test('undo leaves alone what somebody changed since', async ({ assert }) => {
    const [a, b] = crowd.contacts
    const ids = [a.id, b.id]
    const stage = await doIt({ kind: 'set_lifecycle', lifecycle: 'qualified' }, { ids })
    await sql(`update contacts set lifecycle = 'opportunity' where id = ?`, [a.id])
    const [tag] = await plantTags(organizationId, ['Fresh'])
    const tagged = await doIt({ kind: 'add_tags', tagIds: [tag] }, { ids })
    await sql('delete from contact_tags where contact_id = ? and tag_id = ?', [a.id, tag])
    await sql('insert into contact_tags values (?, ?, ?, now())', [organizationId, a.id, tag])
    const removed = await doIt({ kind: 'delete' }, { ids })
    const later = new Date(Date.now() + 5000)
    await sql('update contacts set deleted_at = ? where id = ?', [later, a.id])
    await undo(removed)
    await sql('update contacts set deleted_at = null where id = ?', [a.id])
    await undo(tagged)
    await undo(stage)
    const rows = await sql<{ id: string; lifecycle: string; tags: number }>(
      `select id, lifecycle, (select count(*)::int from contact_tags t where t.contact_id = c.id and t.tag_id = ?) as tags
       from contacts c where id = any(?)`,
      [tag, ids]
    )
    const of = (id: string) => rows.find((row) => row.id === id)
    assert.deepInclude(of(a.id), { lifecycle: 'opportunity', tags: 1 })
    assert.deepInclude(of(b.id), { lifecycle: b.lifecycle, tags: 0 })
  })

  test('who matches is settled when the action begins, not batch by batch', async ({ assert }) => {
    const action = await begin(
      { kind: 'set_lifecycle', lifecycle: 'customer' },
      { q: null, filter: leads }
    )
    const done = await finish(action)
    assert.equal(done.total, crowd.contacts.filter((one) => one.lifecycle === 'lead').length)
    assert.equal(done.changed, done.total)
    const items = await sql('select 1 from bulk_action_items where bulk_action_id = ?', [action.id])
    assert.lengthOf(items, done.total)
  })

  test('ids of another organization are passed over', async ({ assert }) => {
    const foreign = await plantOrganization('Foreign')
    const other = await plantCrowd(foreign, { count: 3 })
    const [mine] = crowd.contacts
    const action = await doIt(
      { kind: 'set_field', field: 'city', value: 'Mine' },
      { ids: [mine.id, other.contacts[0].id, uuid()] }
    )
    assert.equal(action.total, 1)
    const rows = await sql(`select 1 from contacts where organization_id = ? and city = 'Mine'`, [
      foreign,
    ])
    assert.lengthOf(rows, 0)
  })

  test('an action cut off between batches goes on without a gap or a repeat', async ({
    assert,
  }) => {
    const count = 4500
    await sql(
      `insert into contacts (id, organization_id, email, email_norm, source, created_at, updated_at)
       select gen_random_uuid(), ?, 'n' || n || '@bulk.test', 'n' || n || '@bulk.test', 'many', now(), now()
       from generate_series(1, ?) n`,
      [organizationId, count]
    )
    const filter = { all: [{ condition: 'contact.source', operator: 'is', value: 'many' }] }
    const action = await begin(
      { kind: 'set_field', field: 'city', value: 'X' },
      { q: null, filter }
    )
    // One step freezes, one does a batch; then the worker is gone with its lease.
    const before = clock.now()
    await finish(action)
    await sql(
      `update bulk_actions set state = 'running', cursor = (
         select record_id from bulk_action_items where bulk_action_id = ? order by record_id offset 1999 limit 1),
         done = 2000, changed = 2000, finished_at = null, leased_until = now() - interval '1 second' where id = ?`,
      [action.id, action.id]
    )
    assert.isAtLeast(await Tenant.unscoped('test', () => sweepBulkActions()), 1)
    await workOff()
    const done = await inTenant(() => BulkAction.query().where('id', action.id).firstOrFail())
    assert.equal(done.state, 'done')
    assert.equal(done.done, count)
    const [row] = await sql<{ count: number }>(
      `select count(*)::int as count from contacts where organization_id = ? and city = 'X' and updated_at >= ?`,
      [organizationId, before.toJSDate()]
    )
    assert.equal(row.count, count)
    assert.equal(await events('contact.updated'), count)
  })

  test('what a fault stopped half way can be taken back for what it did', async ({ assert }) => {
    // A worker that another spec left running would go on with it.
    await stopWorking()
    const before = await snapshot()
    const action = await begin({ kind: 'set_field', field: 'city', value: 'Half' }, everybody)
    await inTenant(() => runBulkAction(action.id))
    const half = 'select record_id from bulk_action_items where bulk_action_id = ? limit 30'
    // As if the second half had never been reached.
    await sql(
      `with rest as (
         update bulk_action_items i set before = null where bulk_action_id = ? and record_id not in (${half})
         returning record_id)
       update contacts c set city = old.city from rest
       join jsonb_to_recordset(?::jsonb) old (id uuid, city text) on old.id = rest.record_id
       where c.id = rest.record_id`,
      [action.id, action.id, JSON.stringify(before)]
    )
    await sql(
      `update bulk_actions set state = 'running', done = 30, changed = 30, finished_at = null where id = ?`,
      [action.id]
    )
    await inTenant(() => failBulkAction(action.id, new Error('The disk is full')))
    const read = () => again(action)
    const failed = await read()
    assert.containsSubset(failed.$attributes, { state: 'failed', done: 30, total: 60 })
    assert.isTrue(failed.isUndoable)
    const [told] = await sql('select title, body from notifications where user_id = ?', [
      owner.user.id,
    ])
    assert.deepEqual(told, {
      title: 'Set City to Half was stopped by a fault',
      body: 'Changed 30 contacts, reached 30 of 60 contacts. What was done can be undone.',
    })
    // The way back is stopped too, and begun again.
    await inTenant(() => failed.undo())
    await inTenant(() => failBulkAction(action.id, new Error('The disk is full')))
    assert.isTrue((await read()).isHalfUndone)
    const undone = await undo(await read())
    assert.containsSubset(undone.$attributes, { state: 'undone', done: 30, error: null })
    assert.deepEqual(await snapshot(), before)
  })

  test('people are put on a list and taken off it, and both can be taken back', async ({
    assert,
  }) => {
    const [a, b, c] = crowd.contacts
    const list = await inTenant(() => Segment.define({ name: 'Guests', kind: 'static' }, asker()))
    const members = () =>
      sql<{ contact_id: string; entered_at: Date }>(
        'select contact_id, entered_at from segment_members where segment_id = ? order by contact_id',
        [list.id]
      )
    const count = async () =>
      (await inTenant(() => Segment.query().where('id', list.id).firstOrFail())).memberCount
    await inTenant(() => list.add([a.id]))
    const before = await members()

    const added = await doIt({ kind: 'add_to_list', segmentId: list.id }, { ids: [a.id, b.id] })
    assert.equal(added.label, 'Add to the list Guests')
    assert.equal(added.changed, 1)
    assert.equal(await count(), 2)
    assert.equal(await events('segment.entered'), 2)
    const everyone = await doIt({ kind: 'add_to_list', segmentId: list.id }, everybody)
    assert.equal(everyone.changed, 58)
    // Who was taken off and put on again by hand since stays.
    await inTenant(() => list.remove([c.id]))
    await inTenant(() => list.add([c.id]))
    await undo(everyone)
    assert.equal(await count(), 3)
    await inTenant(() => list.remove([c.id]))

    const removed = await doIt({ kind: 'remove_from_list', segmentId: list.id }, everybody)
    assert.equal(removed.changed, 2)
    assert.lengthOf(await members(), 0)
    await undo(removed)
    await undo(added)
    assert.deepEqual(await members(), before)
    assert.equal(await count(), 1)
    assert.equal((await again(removed)).state, 'undone')

    const dynamic = await inTenant(() =>
      Segment.define({ name: 'Leads', kind: 'dynamic', definition: leads }, asker())
    )
    for (const segmentId of [dynamic.id, uuid()]) {
      await assert.rejects(() => begin({ kind: 'add_to_list', segmentId }, everybody), /a list/)
    }
    await assert.rejects(
      () => begin({ kind: 'add_to_list', segmentId: list.id }, everybody, 'company'),
      /a list/
    )
  })

  test('two actions at once on the same people both come to their end', async ({ assert }) => {
    const [tag] = await plantTags(organizationId, ['Both'])
    const actions = await Promise.all([
      begin({ kind: 'add_tags', tagIds: [tag] }, everybody),
      begin({ kind: 'set_field', field: 'city', value: 'One' }, everybody),
      begin({ kind: 'set_field', field: 'custom.plan', value: 'pro' }, everybody),
    ])
    await Promise.all([...actions, ...actions].map(finish))
    const rows = await sql<{ count: number }>(
      `select count(*)::int as count from contacts c where organization_id = ? and city = 'One'
         and custom ->> 'plan' = 'pro' and exists (select 1 from contact_tags t where t.contact_id = c.id and t.tag_id = ?)`,
      [organizationId, tag]
    )
    assert.equal(rows[0].count, 60)
    assert.equal(await events('contact.tagged'), 60)
  })

  test('after thirty days it cannot be undone, nor twice', async ({ assert }) => {
    const action = await doIt({ kind: 'set_lifecycle', lifecycle: 'former' }, everybody)
    clock.freeze(DateTime.utc().plus({ days: 31 }))
    await assert.rejects(() => inTenant(() => action.undo()), /cannot be undone/)
    clock.restore()
    await undo(action)
    await assert.rejects(() => inTenant(() => action.undo()), /cannot be undone/)
  })

  test('companies are changed in bulk as well', async ({ assert }) => {
    const [tag] = await plantTags(organizationId, ['Partner'])
    const action = await doIt({ kind: 'add_tags', tagIds: [tag] }, everybody, 'company')
    assert.equal(action.changed, 3)
    assert.equal(await events('company.tagged'), 3)
    await doIt({ kind: 'set_field', field: 'industry', value: 'Rabbits' }, everybody, 'company')
    const deleted = await doIt({ kind: 'delete' }, everybody, 'company')
    assert.equal(deleted.changed, 3)
    await undo(deleted)
    await undo(action)
    const rows = await sql(
      `select 1 from companies where organization_id = ? and deleted_at is null and industry = 'Rabbits'`,
      [organizationId]
    )
    assert.lengthOf(rows, 3)
  })

  test('what cannot be done is refused before anything is stored', async ({ client, assert }) => {
    const post = (body: Record<string, unknown>) =>
      as(owner, client.post('/admin/bulk-actions'))
        .accept('json')
        .json({ entity: 'contact', ...body })
    const foreign = await plantTags(await plantOrganization('Foreign'), ['Foreign'])
    for (const body of [
      { kind: 'add_tags' },
      { kind: 'add_tags', tagIds: foreign },
      { kind: 'set_owner', ownerId: uuid() },
      { kind: 'set_lifecycle', lifecycle: 'king' },
      { kind: 'set_field', field: 'email', value: 'x@y.test' },
      { kind: 'set_field', field: 'custom.score', value: 'many' },
      { kind: 'set_field', field: 'country', value: 'Germany' },
      { kind: 'explode' },
      { kind: 'delete', ids: ['1; drop table contacts'] },
      { kind: 'delete', filter: { condition: 'nothing', operator: 'is' } },
    ]) {
      const answer = await post(body)
      assert.equal(answer.status(), 422, JSON.stringify(body))
    }
    assert.lengthOf(
      await sql('select 1 from bulk_actions where organization_id = ?', [organizationId]),
      0
    )
  })

  test('roles do to many what they may do to one', async ({ client, assert }) => {
    const viewer = await plantStaff(organizationId, 'viewer')
    const agent = await plantStaff(organizationId, 'agent')
    const stranger = await plantStaff(await plantOrganization('Stranger'))
    const body = {
      entity: 'contact',
      kind: 'set_lifecycle',
      lifecycle: 'lead',
      ids: [crowd.contacts[0].id],
    }
    const post = (person: Person, more = {}) =>
      as(person, client.post('/admin/bulk-actions'))
        .accept('json')
        .json({ ...body, ...more })
    assert.equal((await post(viewer)).status(), 403)
    assert.equal((await post(viewer, { kind: 'delete' })).status(), 403)
    assert.equal((await post(agent)).status(), 202)
    const onList = { kind: 'add_to_list', segmentId: uuid() }
    assert.equal((await post(agent, onList)).status(), 403)
    const action = await doIt({ kind: 'set_lifecycle', lifecycle: 'former' }, everybody)
    const path = `/admin/bulk-actions/${action.id}/undo`
    assert.equal((await as(viewer, client.post(path)).accept('json')).status(), 403)
    assert.equal((await as(stranger, client.post(path)).accept('json')).status(), 404)
    assert.equal((await as(agent, client.post(path)).accept('json')).status(), 204)
    await workOff()
  })
})
