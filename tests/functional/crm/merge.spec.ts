import { v7 as uuid } from 'uuid'
import { test } from '@japa/runner'
import { clock } from '#core/clock/clock'
import { Consent } from '#crm/consent'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import Contact from '#crm/models/contact'
import { followMerges, mergeContacts } from '#crm/merging'
import { forgetOldJournals, unmerge } from '#crm/unmerging'
import { grantCourse, plantContact, plantCourse, type School } from '#tests/support/school'
import { plantOrganization } from '#tests/support/organizations'
import { workOff } from '#tests/support/queue'

/** Tables that tell of the past, or move on with each merge. */
const LEDGERS = [
  ...[
    'events',
    'event_deliveries',
    'consents',
    'merges',
    'merge_moves',
    'merge_runs',
    'activities',
    // A log of comings and goings: a merge and its undoing are one of each.
    'audience_moves',
  ],
  ...[
    'duplicate_pairs',
    'duplicate_keys',
    'duplicate_changes',
    'duplicate_scans',
    'activity_links',
  ],
]

test.group('Merging contacts', (group) => {
  group.tap((one) => one.timeout(60_000))
  let organizationId: string

  group.each.setup(async () => {
    organizationId = await plantOrganization('Merge')
    return () => clock.restore()
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const merge = (
    winner: { id: string },
    loser: { id: string },
    fields?: Record<string, 'winner' | 'loser'>
  ) => inTenant(() => mergeContacts({ winnerId: winner.id, loserId: loser.id, fields }))
  const undo = (id: string) => inTenant(() => unmerge(id))
  const rowOf = async (id: string) => {
    const [row] = await sql('select * from contacts where organization_id = ? and id = ?', [
      organizationId,
      id,
    ])
    return row
  }
  const addressesOf = async (id: string) =>
    (
      await sql<{ email_norm: string; is_primary: boolean }>(
        `select email_norm, is_primary from contact_emails where organization_id = ? and contact_id = ?
         order by is_primary desc, email_norm`,
        [organizationId, id]
      )
    ).map(({ email_norm: email, is_primary: isPrimary }) => `${email}${isPrimary ? ' *' : ''}`)
  const change = (id: string, values: Record<string, string | null>) => {
    const columns = Object.keys(values)
    return sql(
      `update contacts set ${columns.map((c) => `${c} = ?`).join(', ')} where organization_id = ? and id = ?`,
      [...Object.values(values), organizationId, id]
    )
  }
  /** The first number of a contact is the primary one and stands on the contact too. */
  const addPhone = async (contactId: string, phone: string) => {
    await sql(
      `insert into contact_phones (id, organization_id, contact_id, phone, phone_e164, is_primary, created_at)
       values (gen_random_uuid(), ?, ?, ?, ?, not exists (select 1 from contact_phones
         where organization_id = ? and contact_id = ?), now())`,
      [organizationId, contactId, phone, phone, organizationId, contactId]
    )
    await sql(
      `update contacts set phone = coalesce(phone, ?), phone_e164 = coalesce(phone_e164, ?)
       where organization_id = ? and id = ?`,
      [phone, phone, organizationId, contactId]
    )
  }
  const tag = async (contactId: string, name: string) => {
    const [{ id }] = await sql<{ id: string }>(
      `insert into tags (id, organization_id, name, created_at, updated_at) values (gen_random_uuid(), ?, ?, now(), now())
       on conflict (organization_id, name_norm) do update set updated_at = now() returning id`,
      [organizationId, name]
    )
    await sql(
      `insert into contact_tags (organization_id, contact_id, tag_id, created_at) values (?, ?, ?, now())
       on conflict do nothing`,
      [organizationId, contactId, id]
    )
  }
  const tagsOf = async (contactId: string) =>
    (
      await sql<{ name: string }>(
        `select t.name from contact_tags c join tags t on t.organization_id = c.organization_id and t.id = c.tag_id
         where c.organization_id = ? and c.contact_id = ? order by 1`,
        [organizationId, contactId]
      )
    ).map((row) => row.name)
  const order = (contactId: string) =>
    sql(
      `insert into orders (id, organization_id, number, contact_id, status, currency, total_minor, return_token_hash,
         created_at, updated_at)
       values (?, ?, (select coalesce(max(number), 0) + 1 from orders where organization_id = ?), ?, 'paid', 'EUR', 100, ?,
         now(), now())`,
      [uuid(), organizationId, organizationId, contactId, uuid()]
    )
  const ordersOf = async (contactId: string) => {
    const rows = await sql('select 1 from orders where organization_id = ? and contact_id = ?', [
      organizationId,
      contactId,
    ])
    return rows.length
  }
  const say = (contactId: string, state: 'granted' | 'denied', source = 'form') =>
    inTenant(() =>
      db.transaction((trx) => Consent.record([{ contactId, channel: 'email', state, source }], trx))
    )
  const consentOf = async (contactId: string) => {
    const [row] = await sql<{ state: string }>(
      `select state from consent_states where organization_id = ? and contact_id = ? and channel = 'email'`,
      [organizationId, contactId]
    )
    return row?.state ?? null
  }
  /** Every row of the organization, but for ledgers and when it was touched. */
  const snapshot = async () => {
    const tables = await sql<{ name: string }>(
      `select c.table_name as name from information_schema.columns c
       join pg_class k on k.relname = c.table_name and not k.relispartition
       where c.table_schema = 'public' and c.column_name = 'organization_id' and not c.table_name = any(?) order by 1`,
      [LEDGERS]
    )
    const union = tables
      .map(
        ({ name }) =>
          `select '${name} ' || (to_jsonb(t) - 'updated_at')::text as line from ${name} t where organization_id = '${organizationId}'`
      )
      .join(' union all ')
    return (await sql<{ line: string }>(`${union} order by 1`)).map(({ line }) => line)
  }

  test('unites addresses, numbers, tags and what was bought; the loser is gone from lists', async ({
    assert,
  }) => {
    const [a, b] = [await plantContact(organizationId, 'Ada L'), await plantContact(organizationId)]
    await addPhone(b.id, '+4930123456')
    for (const name of ['vip', 'both']) await tag(a.id, name)
    for (const name of ['news', 'both']) await tag(b.id, name)
    await order(b.id)
    await order(b.id)
    const id = await merge(a, b)
    assert.deepEqual(await addressesOf(a.id), [`${a.email} *`, b.email!])
    assert.deepEqual(await tagsOf(a.id), ['both', 'news', 'vip'])
    assert.equal(await ordersOf(a.id), 2)
    const loser = await rowOf(b.id)
    assert.isNotNull(loser.deleted_at)
    assert.equal(loser.merged_into_id, a.id)
    assert.isNull(await inTenant(() => Contact.query().where('id', b.id).first()))
    const found = await inTenant(() =>
      db.transaction((trx) => Contact.identify({ email: b.email!, source: 'checkout' }, trx))
    )
    assert.equal(found.id, a.id, 'the loser’s address is the winner’s now')
    const [event] = await sql<{ payload: { moved: Record<string, number>; mergeId: string } }>(
      `select payload from events where organization_id = ? and type = 'contact.merged' and contact_id = ?`,
      [organizationId, a.id]
    )
    assert.equal(event.payload.mergeId, id)
    assert.equal(event.payload.moved['orders.contact_id'], 2)
  })

  test('fields are chosen one by one; what the winner lacks comes from the loser', async ({
    assert,
  }) => {
    const [a, b] = [await plantContact(organizationId, 'Ada L'), await plantContact(organizationId)]
    await change(a.id, { last_name: 'Lovelace', city: 'London', job_title: null })
    await change(b.id, {
      last_name: 'Byron',
      city: 'Paris',
      street: 'Rue 1',
      job_title: 'Countess',
    })
    await sql(
      `update contacts set custom = custom || case when id = ? then '{"size":"M","old":1}'::jsonb
         else '{"size":"L","shoe":42}'::jsonb end where organization_id = ?`,
      [a.id, organizationId]
    )
    await merge(a, b, { 'last_name': 'loser', 'custom.size': 'loser', 'address': 'loser' })
    const row = await rowOf(a.id)
    assert.deepInclude(row, {
      first_name: 'Ada',
      last_name: 'Byron',
      city: 'Paris',
      street: 'Rue 1',
      job_title: 'Countess',
    })
    assert.deepEqual(row.custom, { size: 'L', old: 1, shoe: 42 })
  })

  test('a winner without an address takes the loser’s as the primary one', async ({ assert }) => {
    const b = await plantContact(organizationId)
    await addPhone(b.id, '+4930123456')
    const id = uuid()
    await sql(
      `insert into contacts (id, organization_id, first_name, source, created_at, updated_at)
       values (?, ?, 'Nobody', 'test', now(), now())`,
      [id, organizationId]
    )
    const before = await snapshot()
    const mergeId = await merge({ id }, b)
    assert.deepEqual(await addressesOf(id), [`${b.email} *`])
    assert.deepInclude(await rowOf(id), { email_norm: b.email, phone_e164: '+4930123456' })
    await undo(mergeId)
    assert.deepEqual(await snapshot(), before)
  })

  test('the strictest consent survives, and an undo gives each its own back', async ({
    assert,
  }) => {
    const [a, b] = [await plantContact(organizationId), await plantContact(organizationId)]
    await say(a.id, 'granted')
    await say(b.id, 'denied')
    const id = await merge(a, b)
    assert.equal(await consentOf(a.id), 'denied')
    await undo(id)
    assert.equal(await consentOf(a.id), 'granted')
    assert.equal(await consentOf(b.id), 'denied')
  })

  test('a refusal while they were one holds for both after the undo', async ({ assert }) => {
    const [a, b] = [await plantContact(organizationId), await plantContact(organizationId)]
    await say(b.id, 'granted')
    const id = await merge(a, b)
    assert.equal(await consentOf(a.id), 'granted')
    await say(b.id, 'denied', 'unsubscribe')
    assert.equal(await consentOf(a.id), 'denied', 'said for the loser, it is the winner’s')
    await undo(id)
    assert.equal(await consentOf(a.id), 'denied')
    assert.equal(await consentOf(b.id), 'denied')
  })

  test('progress in the same course becomes the best of the two', async ({ assert }) => {
    const school: School = await inTenant(() => plantCourse(organizationId))
    const [a, b] = [await plantContact(organizationId), await plantContact(organizationId)]
    for (const one of [a, b]) await grantCourse(school, one)
    await workOff()
    const [first, second] = school.lessons
    const open = (contactId: string, lessonId: string, done: string | null) =>
      sql(
        `insert into lesson_progress (organization_id, contact_id, lesson_id, course_id, opened_at, completed_at)
         values (?, ?, ?, ?, '2026-03-01', ?)
         on conflict (organization_id, contact_id, lesson_id) do update set completed_at = excluded.completed_at`,
        [organizationId, contactId, lessonId, school.course.id, done]
      )
    await open(a.id, first.id, null)
    await open(b.id, first.id, '2026-03-02')
    await open(b.id, second.id, '2026-03-03')
    const before = await snapshot()
    const id = await merge(a, b)
    const done = await sql(
      `select 1 from lesson_progress where organization_id = ? and contact_id = ? and completed_at is not null`,
      [organizationId, a.id]
    )
    assert.lengthOf(done, 2)
    await undo(id)
    assert.deepEqual(await snapshot(), before)
  })

  test('what changed since the merge is kept and told', async ({ assert }) => {
    const [a, b] = [await plantContact(organizationId, 'Ada L'), await plantContact(organizationId)]
    await change(b.id, { job_title: 'Countess', city: 'Paris' })
    await order(b.id)
    await order(b.id)
    const id = await merge(a, b)
    await change(a.id, { job_title: 'Engineer' })
    const third = await plantContact(organizationId)
    await sql(
      `update orders set contact_id = ? where id = (select id from orders where organization_id = ? limit 1)`,
      [third.id, organizationId]
    )
    await order(a.id)
    const told = await undo(id)
    assert.sameMembers(told, ['1 order', 'the job title'])
    assert.deepInclude(await rowOf(a.id), { job_title: 'Engineer', city: null })
    assert.deepInclude(await rowOf(b.id), {
      job_title: 'Countess',
      city: 'Paris',
      deleted_at: null,
    })
    assert.equal(await ordersOf(a.id), 1, 'bought since by the one who stayed')
    assert.equal(await ordersOf(b.id), 1)
  })

  test('a chain of merges is undone from its end', async ({ assert }) => {
    const [a, b, c] = [
      await plantContact(organizationId, 'A One'),
      await plantContact(organizationId, 'B Two'),
      await plantContact(organizationId, 'C Three'),
    ]
    for (const one of [a, b, c]) await order(one.id)
    const start = await snapshot()
    const first = await merge(b, a)
    const middle = await snapshot()
    const second = await merge(c, b)
    assert.equal(await ordersOf(c.id), 3)
    assert.equal((await rowOf(a.id)).merged_into_id, c.id, 'links need one step')
    await assert.rejects(() => undo(first), /Undo that merge first/)
    await undo(second)
    assert.deepEqual(await snapshot(), middle)
    await undo(first)
    assert.deepEqual(await snapshot(), start)
    await assert.rejects(() => undo(first), /undone already/)
  })

  test('two at once: one merges, the other learns that it is done', async ({ assert }) => {
    const [a, b] = [await plantContact(organizationId), await plantContact(organizationId)]
    const outcomes = await Promise.allSettled([merge(a, b), merge(b, a), merge(a, b)])
    assert.lengthOf(
      outcomes.filter(({ status }) => status === 'fulfilled'),
      1
    )
    const gone = await sql(
      'select 1 from contacts where organization_id = ? and deleted_at is not null',
      [organizationId]
    )
    assert.lengthOf(gone, 1)
    await assert.rejects(() => merge(a, a), /itself/)
    const foreign = await plantContact(await plantOrganization('Other'))
    await assert.rejects(() => merge(a, foreign), /not there/)
  })

  test('what is written for the loser while it is merged follows, and comes back too', async ({
    assert,
  }) => {
    const [a, b] = [await plantContact(organizationId), await plantContact(organizationId)]
    const id = await merge(a, b)
    await order(b.id)
    await inTenant(() => followMerges([id]))
    assert.equal(await ordersOf(a.id), 1)
    await undo(id)
    assert.equal(await ordersOf(b.id), 1)
    await inTenant(() => followMerges([id]))
    assert.equal(await ordersOf(b.id), 1, 'an undone merge moves nothing any more')
  })

  test('after 90 days a merge stays', async ({ assert }) => {
    const [a, b] = [await plantContact(organizationId), await plantContact(organizationId)]
    const id = await merge(a, b)
    clock.travel({ days: 91 })
    await assert.rejects(() => undo(id), /90 days/)
    const journal = async () =>
      (
        await sql<{ moves: number; before: object; loser: object }>(
          `select (select count(*)::int from merge_moves where merge_id = m.id) as moves, winner_before as before,
             loser_before as loser from merges m where id = ?`,
          [id]
        )
      )[0]
    assert.isAbove((await journal()).moves, 0)
    clock.travel({ hours: 25 })
    await forgetOldJournals()
    const { moves, before, loser } = await journal()
    assert.deepEqual([moves, before], [0, {}])
    assert.sameMembers(Object.keys(loser), ['first_name', 'last_name'])
    await forgetOldJournals()
    await assert.rejects(() => undo(id), /90 days/)
  })

  test('an address that became the primary one since goes back, and another takes its place', async ({
    assert,
  }) => {
    const [a, b] = [await plantContact(organizationId), await plantContact(organizationId)]
    const id = await merge(a, b)
    await sql(
      'update contact_emails set is_primary = false where organization_id = ? and contact_id = ?',
      [organizationId, a.id]
    )
    await sql(
      'update contact_emails set is_primary = true where organization_id = ? and email_norm = ?',
      [organizationId, b.email]
    )
    await change(a.id, { email: b.email, email_norm: b.email })
    await undo(id)
    assert.deepEqual(await addressesOf(a.id), [`${a.email} *`])
    assert.deepEqual(await addressesOf(b.id), [`${b.email} *`])
    assert.equal((await rowOf(a.id)).email_norm, a.email)
    assert.equal((await rowOf(b.id)).email_norm, b.email)
  })

  test('whatever is merged in whatever order, undoing it all brings every row back', async ({
    assert,
  }) => {
    const school = await inTenant(() => plantCourse(organizationId))
    const company = async (name: string) => {
      const id = uuid()
      await sql(
        `insert into companies (id, organization_id, name, source, created_at, updated_at)
         values (?, ?, ?, 'test', now(), now())`,
        [id, organizationId, name]
      )
      return id
    }
    const companies = [await company('One'), await company('Two'), await company('Three')]
    for (let round = 0; round < 4; round++) {
      const seed = Math.floor(Math.random() * 2 ** 31)
      const random = generator(seed)
      const chance = (p: number) => random() < p
      const people: Contact[] = []
      for (let n = 0; n < 7; n++) {
        const one = await plantContact(organizationId, chance(0.7) ? `P${n} Person` : undefined)
        people.push(one)
        if (chance(0.5)) {
          await change(one.id, { job_title: `Job ${n}`, city: `City ${n}`, external_id: uuid() })
        }
        await sql(`update contacts set custom = ? where organization_id = ? and id = ?`, [
          JSON.stringify(chance(0.5) ? { n, [`own${n}`]: true } : {}),
          organizationId,
          one.id,
        ])
        for (const phone of ['+491', `+492${n}`]) if (chance(0.4)) await addPhone(one.id, phone)
        for (const name of ['x', 'y', 'z']) if (chance(0.4)) await tag(one.id, name)
        for (const [k, id] of companies.entries()) {
          if (!chance(0.4)) continue
          await sql(
            `insert into company_contacts (organization_id, company_id, contact_id, is_primary, created_at)
             values (?, ?, ?, ?, now())`,
            [organizationId, id, one.id, k === 0]
          )
        }
        if (chance(0.6)) await order(one.id)
        if (chance(0.5)) await say(one.id, chance(0.6) ? 'granted' : 'denied')
        if (chance(0.4)) await grantCourse(school, one)
        for (const lesson of school.lessons) {
          if (!chance(0.4)) continue
          await sql(
            `insert into lesson_progress (organization_id, contact_id, lesson_id, course_id, opened_at, completed_at)
             values (?, ?, ?, ?, timestamptz '2026-01-01' + ? * interval '1 day', ?)`,
            [
              ...[organizationId, one.id, lesson.id, school.course.id, n],
              chance(0.5) ? '2026-02-02T10:00:00.123Z' : null,
            ]
          )
        }
      }
      await workOff()
      const states = [await snapshot()]
      const done: string[] = []
      const left = [...people]
      while (left.length > 1 && done.length < 5) {
        const [loser] = left.splice(Math.floor(random() * left.length), 1)
        const winner = left[Math.floor(random() * left.length)]
        const fields = Object.fromEntries(
          ['first_name', 'job_title', 'external_id', 'address', 'custom.n']
            .filter(() => chance(0.5))
            .map((key) => [key, chance(0.5) ? ('winner' as const) : ('loser' as const)])
        )
        done.push(await merge(winner, loser, fields))
        states.push(await snapshot())
      }
      while (done.length > 0) {
        states.pop()
        const told = await undo(done.pop()!)
        assert.deepEqual(told, [], `seed ${seed}`)
        const [now, before] = [await snapshot(), states.at(-1)!]
        assert.deepEqual(
          now.filter((line) => !before.includes(line)),
          before.filter((line) => !now.includes(line)),
          `seed ${seed}`
        )
      }
    }
  })
})

/** A repeatable sequence of numbers from 0 to 1 (mulberry32). */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
