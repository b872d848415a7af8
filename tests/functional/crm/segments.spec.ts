import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { drainOnce } from '#core/events/pump'
import { Tenant } from '#core/tenancy/tenant'
import type { ConditionTree } from '#crm/conditions/tree'
import ContactsImported from '#crm/events/contacts_imported'
import ImportEnded from '#crm/events/import_ended'
import Contact from '#crm/models/contact'
import CustomField from '#crm/models/custom_field'
import Segment from '#crm/models/segment'
import { segments } from '#crm/readers/segments'
import { buildSegment } from '#crm/segment_building'
import { turnDue } from '#crm/segment_dues'
import { plantOrganization } from '#tests/support/organizations'
import { plantStaff } from '#tests/support/people'
import { workOff } from '#tests/support/queue'
import { plantContact } from '#tests/support/school'
import { makerOf, membersOf, plantSegment, turnsOf } from '#tests/support/segments'

test.group('Segments', (group) => {
  let organizationId: string
  let maker: ReturnType<typeof makerOf>

  group.each.setup(async () => {
    organizationId = await plantOrganization('Segments')
    maker = makerOf(await plantStaff(organizationId))
  })
  group.each.teardown(() => clock.setOffset(0))

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const country = (value: string): ConditionTree => ({
    condition: 'contact.country',
    operator: 'is',
    value,
  })
  const inSegments = (ids: string[], operator = 'any'): ConditionTree => ({
    condition: 'segment.member',
    operator,
    value: ids,
  })
  const define = async (tree: ConditionTree, name?: string) => {
    const segment = await inTenant(() => plantSegment(maker, tree, name))
    await workOff()
    return segment
  }
  const move = (contact: Contact, to: string | null) =>
    inTenant(async () => {
      await contact.refresh()
      await contact.revise({ country: to })
    })
  const rowOf = (id: string) => inTenant(() => Segment.query().where('id', id).firstOrFail())

  test('gathers who fits, and records nothing of those who were there from the start', async ({
    assert,
  }) => {
    const [ada, ben] = [await plantContact(organizationId), await plantContact(organizationId)]
    await move(ada, 'DE')
    await workOff()
    const segment = await define({ all: [country('de'), { not: country('AT') }] })
    assert.deepEqual(await membersOf(segment.id), [ada.id])
    assert.deepEqual(await turnsOf(segment.id), [])
    assert.deepInclude((await rowOf(segment.id)).toJSON(), {
      memberCount: 1,
      countState: 'exact',
      builtVersion: 1,
      summary: 'Country is “de” and not (Country is “AT”)',
    })
    assert.notInclude(await membersOf(segment.id), ben.id)
  })

  test('a change lets somebody enter and leave, each recorded once', async ({ assert }) => {
    const ada = await plantContact(organizationId)
    const segment = await define(country('DE'))
    await move(ada, 'DE')
    await workOff()
    await move(ada, 'AT')
    await workOff()
    await move(ada, 'DE')
    await workOff()
    assert.deepEqual(await turnsOf(segment.id), [`+${ada.id}`, `-${ada.id}`, `+${ada.id}`])
    assert.equal((await rowOf(segment.id)).memberCount, 1)
  })

  test('reading the same facts twice changes nothing', async ({ assert }) => {
    const ada = await plantContact(organizationId)
    const segment = await define(country('DE'))
    await move(ada, 'DE')
    await workOff()
    const before = await turnsOf(segment.id)
    const events = await sql<{ type: string }>(
      `select id, xid::text, organization_id as "organizationId", type, subject_type as "subjectType",
         subject_id as "subjectId", contact_id as "contactId", payload from events where organization_id = ?`,
      [organizationId]
    )
    await db.transaction((trx) =>
      Tenant.unscoped('event reader', () => segments.drain(events as never, trx))
    )
    await workOff()
    assert.deepEqual(await turnsOf(segment.id), before)
    assert.deepEqual(await membersOf(segment.id), [ada.id])
  })

  test('what happened counts as soon as it stands in the timeline', async ({ assert }) => {
    const ada = await plantContact(organizationId)
    const segment = await define({
      condition: 'contact.did',
      operator: 'at_least',
      value: { kind: 'contact.updated', times: 2, days: 30 },
    })
    await move(ada, 'DE')
    await workOff()
    assert.deepEqual(await turnsOf(segment.id), [])
    await move(ada, 'AT')
    await workOff()
    assert.deepEqual(await turnsOf(segment.id), [`+${ada.id}`])
  })

  test('the deleted leave, and the restored enter again', async ({ assert }) => {
    const ada = await plantContact(organizationId)
    await move(ada, 'DE')
    const segment = await define(country('DE'))
    const list = await inTenant(() => Segment.define({ name: 'List', kind: 'static' }, maker))
    await inTenant(() => list.add([ada.id]))
    await inTenant(async () => (await Contact.findOrFail(ada.id)).remove())
    await workOff()
    assert.deepEqual(await membersOf(segment.id), [])
    assert.equal((await rowOf(list.id)).memberCount, 0)
    await inTenant(async () =>
      (await Contact.withDeleted().where('id', ada.id).firstOrFail()).restore()
    )
    await workOff()
    assert.deepEqual(await turnsOf(segment.id), [`-${ada.id}`, `+${ada.id}`])
    assert.deepEqual(await turnsOf(list.id), [`+${ada.id}`, `-${ada.id}`, `+${ada.id}`])
    assert.equal((await rowOf(list.id)).memberCount, 1)
  })

  test('time alone turns an answer when its moment has come', async ({ assert }) => {
    const ada = await plantContact(organizationId)
    const fresh = await define({ condition: 'contact.created_at', operator: 'within', value: 14 })
    const old = await define({
      condition: 'contact.created_at',
      operator: 'before_last',
      value: 14,
    })
    const idle = await define({
      condition: 'contact.did',
      operator: 'not',
      value: { kind: 'contact.created', days: 14 },
    })
    assert.deepEqual(await membersOf(fresh.id), [ada.id])
    const dues = await sql('select 1 from segment_dues where organization_id = ?', [organizationId])
    assert.lengthOf(dues, 3)

    clock.setOffset(14 * 86_400 - 60)
    await turnDue()
    assert.deepEqual(await membersOf(fresh.id), [ada.id])
    clock.setOffset(14 * 86_400 + 60)
    await turnDue()
    assert.deepEqual(await turnsOf(fresh.id), [`-${ada.id}`])
    assert.deepEqual(await turnsOf(old.id), [`+${ada.id}`])
    assert.deepEqual(await turnsOf(idle.id), [`+${ada.id}`])
    assert.lengthOf(
      await sql('select 1 from segment_dues where organization_id = ?', [organizationId]),
      0
    )
  })

  test('a day of an own field comes near and goes by, as days begin where the house is', async ({
    assert,
  }) => {
    const zone = 'Pacific/Auckland'
    await sql('update organizations set time_zone = ? where id = ?', [zone, organizationId])
    const field = await inTenant(() =>
      CustomField.define({ entity: 'contact', label: 'Renewal', type: 'date' })
    )
    const today = clock.now().setZone(zone).startOf('day')
    const ada = await plantContact(organizationId)
    await sql('update contacts set custom = ? where id = ?', [
      JSON.stringify({ [field.key]: today.plus({ days: 3 }).toISODate() }),
      ada.id,
    ])
    const ask = (operator: string) =>
      define({ condition: `custom.${field.key}`, operator, value: 2 }, operator)
    const [near, past] = [await ask('next'), await ask('within')]
    const turnsUntil = async (days: number, seconds: number) => {
      const at = today.plus({ days }).plus({ seconds })
      clock.setOffset(0)
      clock.setOffset(Math.round(at.diff(clock.now(), 'seconds').seconds))
      await turnDue()
      return [await turnsOf(near.id), await turnsOf(past.id)]
    }
    const [came, left] = [`+${ada.id}`, `-${ada.id}`]
    assert.deepEqual(await turnsUntil(1, -60), [[], []])
    assert.deepEqual(await turnsUntil(1, 60), [[came], []])
    assert.deepEqual(await turnsUntil(3, 60), [[came], [came]])
    assert.deepEqual(await turnsUntil(4, 60), [[came, left], [came]])
    assert.deepEqual(await turnsUntil(6, -60), [[came, left], [came]])
    assert.deepEqual(await turnsUntil(6, 60), [
      [came, left],
      [came, left],
    ])
  })

  test('a segment that asks for another follows it', async ({ assert }) => {
    const ada = await plantContact(organizationId)
    const german = await define(country('DE'))
    const others = await define(inSegments([german.id], 'none'))
    const either = await define(inSegments([german.id, others.id]))
    assert.deepEqual(await membersOf(others.id), [ada.id])
    await move(ada, 'DE')
    await workOff()
    assert.deepEqual(await membersOf(others.id), [])
    assert.deepEqual(await membersOf(either.id), [ada.id])
    assert.deepEqual(await turnsOf(others.id), [`-${ada.id}`])
  })

  test('a circle of segments is refused, and an asked-for one is not put away', async ({
    assert,
  }) => {
    const one = await define(country('DE'), 'One')
    const two = await define(inSegments([one.id]), 'Two')
    const three = await define(inSegments([two.id], 'none'), 'Three')
    await inTenant(async () => {
      const row = await rowOf(one.id)
      await assert.rejects(
        () => row.redefine({ name: 'One', definition: inSegments([three.id]) }, maker),
        /cannot ask for itself through “Three” and “Two”/
      )
      await assert.rejects(
        () => row.redefine({ name: 'One', definition: inSegments([one.id]) }, maker),
        /cannot ask for itself/
      )
      await assert.rejects(() => row.archive(), /“Two” asks for this segment/)
      await assert.rejects(() => plantSegment(maker, country('AT'), 'ONE'), /of this name/)
    })
  })

  test('a new definition moves exactly those who differ', async ({ assert }) => {
    const people = [await plantContact(organizationId), await plantContact(organizationId)]
    await move(people[0], 'DE')
    await move(people[1], 'AT')
    const segment = await define(country('DE'))
    await inTenant(async () =>
      (await rowOf(segment.id)).redefine(
        { name: 'Other', definition: { any: [country('DE'), country('AT')] } },
        maker
      )
    )
    await workOff()
    assert.deepEqual(await turnsOf(segment.id), [`+${people[1].id}`])
    const row = await rowOf(segment.id)
    assert.deepInclude(row.toJSON(), { version: 2, builtVersion: 2, memberCount: 2 })
  })

  test('a build beside changes ends as a fresh look would, nothing lost or doubled', async ({
    assert,
  }) => {
    const ids = (
      await sql<{ id: string }>(
        `insert into contacts (id, organization_id, source, country, created_at, updated_at)
         select gen_random_uuid(), ?, 'test', case when n % 2 = 0 then 'DE' end, now(), now()
         from generate_series(1, 400) n returning id`,
        [organizationId]
      )
    ).map(({ id }) => id)
    const segment = await define(country('DE'))
    await inTenant(async () => {
      await (
        await rowOf(segment.id)
      ).redefine({ name: segment.name, definition: country('AT') }, maker)
      const building = Promise.all([buildSegment(segment.id, 20), buildSegment(segment.id, 20)])
      for (const id of ids.slice(0, 60)) {
        const contact = await Contact.findOrFail(id)
        await contact.revise({ country: Math.random() < 0.5 ? 'AT' : 'DE' })
        if (Math.random() < 0.3) await drainOnce(segments)
      }
      await building
    })
    await workOff()
    const fresh = await sql<{ id: string }>(
      `select id from contacts where organization_id = ? and country = 'AT' order by id`,
      [organizationId]
    )
    const members = await membersOf(segment.id)
    assert.deepEqual(
      members,
      fresh.map(({ id }) => id)
    )
    assert.equal((await rowOf(segment.id)).memberCount, members.length)
    // Who was in at first left as often as they entered, or once more.
    const turns = await turnsOf(segment.id)
    const start = new Set(ids.filter((_id, n) => n % 2 === 1))
    for (const id of ids) {
      const mine = turns.filter((turn) => turn.slice(1) === id).map((turn) => turn[0])
      const isAlternating = mine.every(
        (sign, n) => ((sign === '-') === (n % 2 === 0)) === start.has(id)
      )
      assert.isTrue(isAlternating, `${id}: ${mine.join('')}`)
      const ends = start.has(id) !== (mine.length % 2 === 1)
      assert.equal(ends, members.includes(id))
    }
  })

  test('members of a list are put there and taken off by hand', async ({ assert }) => {
    const [ada, ben] = [await plantContact(organizationId), await plantContact(organizationId)]
    const foreign = await plantContact(await plantOrganization('Elsewhere'))
    const list = await inTenant(() => Segment.define({ name: 'Press', kind: 'static' }, maker))
    const followers = await define(inSegments([list.id]))
    await inTenant(async () => {
      assert.equal(await list.add([ada.id, ben.id, foreign.id]), 2)
      assert.equal(await list.add([ada.id]), 0)
      assert.equal(await list.remove([ben.id, foreign.id]), 1)
    })
    await workOff()
    assert.deepEqual(await membersOf(list.id), [ada.id])
    assert.deepEqual(await membersOf(followers.id), [ada.id])
    assert.equal((await rowOf(list.id)).memberCount, 1)
    await inTenant(() =>
      assert.rejects(() => followers.add([ada.id]), /follows from its conditions/)
    )
  })

  test('a small import is followed at once, a large one when it has ended', async ({ assert }) => {
    const segment = await define(country('DE'))
    const importId = uuid()
    const plant = (ids: string[]) =>
      sql(
        `insert into contacts (id, organization_id, source, country, created_at, updated_at)
         select unnest(?::uuid[]), ?, 'import', 'DE', now(), now()`,
        [ids, organizationId]
      )
    const chunk = (ids: string[], created: number) =>
      db.transaction((trx) =>
        ContactsImported.record(
          {
            organizationId,
            subjectId: importId,
            payload: { chunk: 1, firstId: ids[0], lastId: ids.at(-1)!, created, updated: 0 },
          },
          trx
        )
      )
    const few = [uuid(), uuid(), uuid()]
    await plant(few)
    await chunk(few, 3)
    await workOff()
    assert.deepEqual(await membersOf(segment.id), few)
    assert.lengthOf(await turnsOf(segment.id), 3)

    const many = [uuid(), uuid()]
    await plant(many)
    await chunk(many, 50_000)
    await workOff()
    assert.lengthOf(await membersOf(segment.id), 3)
    await db.transaction((trx) =>
      ImportEnded.record(
        {
          organizationId,
          subjectId: importId,
          payload: { state: 'done', name: 'x.csv', created: 50_003, updated: 0 },
        },
        trx
      )
    )
    await workOff()
    assert.deepEqual(await membersOf(segment.id), [...few, ...many])
    assert.lengthOf(await turnsOf(segment.id), 5)
  })

  test('a field that is gone rests the segment alone, until it is back', async ({ assert }) => {
    const ada = await plantContact(organizationId)
    await sql(
      `insert into custom_fields (id, organization_id, entity, key, label, type, created_at, updated_at)
       values (gen_random_uuid(), ?, 'contact', 'shoe', 'Shoe', 'text', now(), now())`,
      [organizationId]
    )
    const shoes = await define({ condition: 'custom.shoe', operator: 'known' })
    const german = await define(country('DE'))
    await sql(`update custom_fields set archived_at = now() where organization_id = ?`, [
      organizationId,
    ])
    await move(ada, 'DE')
    await workOff()
    assert.deepEqual(await membersOf(german.id), [ada.id])
    assert.match((await rowOf(shoes.id)).problem!, /not there any more/)
  })
})
