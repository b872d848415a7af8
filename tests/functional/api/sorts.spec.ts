import { test } from '@japa/runner'
import { apiEndpoints } from '#core/api/endpoint'
import { sql } from '#core/database/sql'
import { forgetLimits, plantProgram, pointersOf, type Program } from './support.js'

const ENTITIES = { contact: 'contacts', company: 'companies', deal: 'deals' } as const

test.group('Orders of lists on the API', (group) => {
  let program: Program
  let stage: string
  group.each.setup(async () => {
    await forgetLimits()
    program = await plantProgram()
    stage = (await program.get('/pipelines')).body.data[0].stages[0].id
  })

  type Entity = keyof typeof ENTITIES
  const field = async (entity: Entity, type: string, label: string, more = {}) => {
    const made = await program.post('/fields', { entity, type, label, ...more })
    if (made.status !== 201) throw new Error(made.text)
    return made.body.data as { id: string; key: string }
  }
  const make = async (entity: Entity, name: string, more: Record<string, unknown> = {}) => {
    const called = {
      contact: { first_name: name },
      company: { name },
      deal: { title: name, stage_id: stage },
    }[entity]
    const made = await program.post(`/${ENTITIES[entity]}`, { ...called, ...more })
    if (made.status !== 201) throw new Error(made.text)
    return made.body.data as { id: string }
  }
  const names = async (entity: Entity, query: string): Promise<string[]> => {
    const answer = await program.get(`/${ENTITIES[entity]}?${query}`)
    if (answer.status !== 200) throw new Error(`${query} ${answer.text}`)
    return answer.body.data.map(
      (row: Record<string, string>) => row.first_name ?? row.name ?? row.title
    )
  }

  for (const entity of Object.keys(ENTITIES) as Entity[]) {
    test(`${entity} records stand in the order of a custom field, page by page`, async ({
      assert,
    }) => {
      const { key } = await field(entity, 'number', 'Score')
      for (const [name, value] of [
        ['B', 20],
        ['None', null],
        ['C', 30],
        ['A', -1.5],
        ['Less', null],
      ] as const) {
        await make(entity, name, value === null ? {} : { custom: { [key]: value } })
      }
      const sort = `sort=custom.${key}`
      assert.deepEqual(await names(entity, sort), ['A', 'B', 'C', 'Less', 'None'])
      assert.deepEqual(await names(entity, `sort=-custom.${key}`), ['C', 'B', 'A', 'Less', 'None'])

      const seen: string[] = []
      let cursor = ''
      let previous = ''
      do {
        const { body } = await program.get(
          `/${ENTITIES[entity]}?${sort}&limit=2${cursor && `&cursor=${cursor}`}`
        )
        seen.push(...body.data.map(({ id }: { id: string }) => id))
        cursor = body.page.next ?? ''
        previous = body.page.previous ?? previous
      } while (cursor)
      assert.lengthOf(new Set(seen), 5)
      assert.deepEqual(await names(entity, `${sort}&limit=2&cursor=${previous}`), ['C', 'Less'])
      const elsewhere = await program.get(
        `/${ENTITIES[entity]}?sort=-custom.${key}&cursor=${previous}`
      )
      assert.deepEqual([elsewhere.status, elsewhere.body.code], [422, 'E_BAD_CURSOR'])

      const filter = { not: { condition: `custom.${key}`, operator: 'more', value: 25 } }
      const asked = `${sort}&filter=${encodeURIComponent(JSON.stringify(filter))}`
      assert.notInclude(await names(entity, asked), 'C')
      assert.deepEqual(await names(entity, `${sort}&q=less`), ['Less'])
      assert.deepEqual(await names(entity, `${sort}&external_id=nobody`), [])
    })

    test(`${entity} records are not sorted by what has no index, and the reason is told`, async ({
      assert,
    }) => {
      await field(entity, 'text', 'Plain')
      const building = await field(entity, 'text', 'Building')
      await field(entity, 'long_text', 'Story')
      await sql(`update custom_fields set index_state = 'building' where id = ?`, [building.id])
      for (const [sort, reason] of [
        ['custom.plain', /"Plain" is not sortable/],
        ['-custom.building', /"Building" is being made sortable/],
        ['custom.story', /"Story".*no order/],
        ['custom.nothing', /no custom field with the key "nothing"/],
        ['--name', /it is .*created_at.* or custom\.<key>/],
        ['constructor', /Nothing is sorted by "constructor"/],
      ] as const) {
        const refused = await program.get(`/${ENTITIES[entity]}?sort=${sort}`)
        assert.deepEqual(
          [refused.status, refused.body.code, pointersOf(refused)],
          [422, 'E_BAD_SORT', ['/sort']],
          sort
        )
        assert.match(refused.body.errors[0].message, reason)
      }
    })
  }

  test('contacts and companies stand in each order of their lists, either way', async ({
    assert,
  }) => {
    const ada = await make('contact', 'Ada')
    await make('contact', 'Bob', { external_id: 'b' })
    await make('company', 'Ada')
    await make('company', 'Bob', { domain: 'bob.test' })
    await sql('update contacts set last_seen_at = now() where id = ?', [ada.id])
    for (const [query, expected] of [
      ['sort=name', ['Ada', 'Bob']],
      ['sort=-name', ['Bob', 'Ada']],
      ['sort=last_seen_at', ['Ada', 'Bob']],
      ['sort=-last_seen_at', ['Ada', 'Bob']],
      ['sort=last_seen_at&external_id=b', ['Bob']],
      ['sort=last_seen_at&created_since=2100-01-01T00:00:00Z', []],
    ] as const) {
      assert.deepEqual(await names('contact', query), [...expected], query)
    }
    assert.deepEqual(await names('company', 'sort=name'), ['Ada', 'Bob'])
    assert.deepEqual(await names('company', 'sort=-name'), ['Bob', 'Ada'])
    assert.deepEqual(await names('company', 'sort=-name&domain=bob.test'), ['Bob'])
  })

  test('deals stand in each order of their table', async ({ assert }) => {
    const amount = (minor: number) => ({ amount: { minor, currency: 'EUR' } })
    const first = await make('deal', 'First', { ...amount(200), expected_close_on: '2031-01-01' })
    await make('deal', 'Second', { ...amount(100), external_id: 'd-2' })
    await make('deal', 'Third', { ...amount(300), expected_close_on: '2030-01-01' })
    await sql(`update deals set stage_entered_at = now() + interval '1 hour' where id = ?`, [
      first.id,
    ])
    for (const [query, expected] of [
      ['limit=3', ['Third', 'Second', 'First']],
      ['sort=-created_at', ['Third', 'Second', 'First']],
      ['sort=created_at', ['First', 'Second', 'Third']],
      ['sort=amount', ['Second', 'First', 'Third']],
      ['sort=-amount', ['Third', 'First', 'Second']],
      ['sort=expected_close_on', ['Third', 'First', 'Second']],
      ['sort=-expected_close_on', ['First', 'Third', 'Second']],
      ['sort=stage_entered_at', ['Second', 'Third', 'First']],
      ['sort=-stage_entered_at', ['First', 'Third', 'Second']],
      ['sort=amount&external_id=d-2', ['Second']],
    ] as const) {
      assert.deepEqual(await names('deal', query), [...expected], query)
    }
  })

  test('the document says what lists are sorted by', ({ assert }) => {
    for (const path of Object.values(ENTITIES)) {
      const { sort } = apiEndpoints.get(`${path}.list`)!.querySchema!.properties!
      const pattern = new RegExp(String(sort.pattern))
      for (const good of ['created_at', '-created_at', 'custom.score', '-custom.score_2']) {
        assert.match(good, pattern)
      }
      assert.notMatch('rabbit', pattern)
      assert.match(sort.description!, /custom\.<key>/)
    }
  })
})
