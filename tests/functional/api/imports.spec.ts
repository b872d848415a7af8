import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { advanceImport } from '#crm/imports/advance'
import { writeExport } from '#crm/exports/write_export'
import { plantStaff } from '#tests/support/people'
import { stopWorking } from '#tests/support/queue'
import { forgetLimits, plantProgram, pointersOf, type Program } from './support.js'

const PEOPLE = [
  'E-mail;First name;City',
  'ada@example.test;Ada;London',
  'grace@example.test;Grace;New York',
  'no address;Nobody;Nowhere',
].join('\n')

test.group('Imports on the API', (group) => {
  let program: Program
  group.each.setup(async () => {
    await forgetLimits()
    // A worker that another spec left running would take the jobs.
    await stopWorking()
    program = await plantProgram()
  })

  const upload = (raw: string, by = program, name = 'people.csv') =>
    by.request('POST', `/imports?name=${encodeURIComponent(name)}`, {
      raw,
      headers: { 'content-type': 'application/octet-stream' },
    })
  const work = async (id: string) => {
    while (await Tenant.run(program.organizationId, () => advanceImport(id)));
    return (await program.get(`/imports/${id}?expand=progress`)).body.data
  }
  const cities = async () => {
    const { body } = await program.get('/contacts?sort=created_at')
    return body.data.map(({ first_name: name, city }: Record<string, string>) => [name, city])
  }

  test('a file is uploaded, checked, run and undone', async ({ assert, client }) => {
    await program.post('/contacts', { email: 'ada@example.test', first_name: 'Ada', city: 'Paris' })
    const uploaded = await upload(PEOPLE)
    assert.equal(uploaded.status, 201, uploaded.text)
    const { id, mapping, headers } = uploaded.body.data
    assert.equal(uploaded.headers.location, `/api/v1/imports/${id}`)
    assert.deepEqual(headers, ['E-mail', 'First name', 'City'])
    assert.deepEqual(mapping, ['email', 'first_name', 'city'])
    assert.deepEqual(uploaded.body.data.reading.delimiter, ';')

    const asked = await program.put(`/imports/${id}/check`, {
      rules: { flawed: 'refuse', tags: ['Fair'] },
    })
    assert.containsSubset(asked.body.data, { state: 'mapped', findings: null })
    const checked = await work(id)
    assert.equal(checked.state, 'dry_run')
    assert.containsSubset(checked.findings, { rows: 3, new: 1, update: 1, invalid: 1 })
    assert.deepEqual(await cities(), [['Ada', 'Paris']])

    assert.equal((await program.put(`/imports/${id}/run`)).body.data.state, 'running')
    const done = await work(id)
    assert.containsSubset(done, { state: 'done', has_errors: true, is_undoable: true })
    assert.containsSubset(done.progress, { rows: 3, created: 1, updated: 1, refused: 1 })
    assert.deepEqual(await cities(), [
      ['Ada', 'London'],
      ['Grace', 'New York'],
    ])
    const { url } = (await program.get(`/imports/${id}/errors`)).body.data
    const errors = await client.get(new URL(url).pathname)
    errors.assertStatus(200)
    assert.include(errors.text(), 'no address')
    assert.equal((await program.put(`/imports/${id}/run`)).status, 409)
    assert.equal((await program.put(`/imports/${id}/reading`, { has_header: false })).status, 409)

    assert.equal((await program.put(`/imports/${id}/undo`)).body.data.state, 'undoing')
    assert.equal((await work(id)).state, 'undone')
    assert.deepEqual(await cities(), [['Ada', 'Paris']])
    assert.lengthOf((await program.get('/imports?limit=1')).body.data, 1)
  })

  test('the new list that somebody asked for in the admin is made by a key that may make lists', async ({
    assert,
  }) => {
    const { id } = (await upload(PEOPLE)).body.data
    await program.put(`/imports/${id}/check`, { rules: { flawed: 'refuse' } })
    await work(id)
    await sql(
      `update imports set rules = rules || '{"list": {"id": null, "name": "Fair guests"}}' where organization_id = ? and id = ?`,
      [program.organizationId, id]
    )
    const limited = await plantProgram(
      {
        scopes: [
          ...['contacts:import', 'contacts:create', 'contacts:update'],
          ...['companies:create', 'tags:create'],
        ],
      },
      program.organizationId
    )
    assert.equal((await limited.put(`/imports/${id}/run`)).status, 403)
    assert.equal((await program.put(`/imports/${id}/run`)).status, 200)
    await work(id)
    const members = await sql<{ name: string }>(
      `select c.first_name as name from segments s
       join segment_members m on m.organization_id = s.organization_id and m.segment_id = s.id
       join contacts c on c.organization_id = m.organization_id and c.id = m.contact_id
       where s.organization_id = ? and s.name = 'Fair guests' order by 1`,
      [program.organizationId]
    )
    assert.deepEqual(
      members.map(({ name }) => name),
      ['Ada', 'Grace']
    )
  })

  test('files of companies and of deals are told by their kind, for keys that may write these', async ({
    assert,
  }) => {
    const send = (kind: string, raw: string, by = program) =>
      by.request('POST', `/imports?name=x.csv&kind=${kind}`, {
        raw,
        headers: { 'content-type': 'application/octet-stream' },
      })
    const firms = await send('companies', 'Name,Domain\nEngines,engines.test\n')
    assert.containsSubset(firms.body.data, {
      kind: 'companies',
      mapping: ['name', 'domain'],
      rules: { match_by: 'domain', pipeline_id: null },
    })
    await program.put(`/imports/${firms.body.data.id}/check`, {})
    const { findings } = await work(firms.body.data.id)
    assert.containsSubset(findings, { new: 1, samples: [{ domain: 'engines.test', email: null }] })
    await program.put(`/imports/${firms.body.data.id}/run`)
    await work(firms.body.data.id)

    const deals = await send('deals', 'Deal name,Domain,Deal ID\nAlpha,engines.test,D1\n')
    const { id } = deals.body.data
    const wrong = await program.put(`/imports/${id}/check`, { rules: { match_by: 'email' } })
    assert.deepEqual([wrong.status, wrong.body.code], [422, 'E_BAD_MAPPING'])
    const strange = await program.put(`/imports/${id}/check`, { rules: { pipeline_id: id } })
    assert.deepEqual([strange.status, strange.body.code], [422, 'E_BAD_PIPELINE'])
    await program.put(`/imports/${id}/check`, { rules: { match_by: 'external_id' } })
    await work(id)
    await program.put(`/imports/${id}/run`)
    assert.containsSubset(await work(id), { state: 'done', progress: { created: 1 } })
    const [deal] = await sql(
      `select d.title, c.name as company from deals d join companies c on c.id = d.company_id
       where d.organization_id = ?`,
      [program.organizationId]
    )
    assert.deepEqual(deal, { title: 'Alpha', company: 'Engines' })

    const narrow = await plantProgram(
      { scopes: ['contacts:import', 'contacts:create', 'deals:create'] },
      program.organizationId
    )
    assert.equal((await send('deals', 'Title\nA\n', narrow)).status, 403)
    assert.equal((await narrow.get(`/imports/${id}`)).status, 403)
    assert.equal((await narrow.put(`/imports/${id}/undo`)).status, 403)
    assert.lengthOf((await narrow.get('/imports')).body.data, 0)
    assert.lengthOf((await program.get('/imports')).body.data, 2)
    assert.equal((await send('planets', 'Title\nA\n')).status, 422)
  })

  test('what cannot be read is refused, and a mapping that cannot work', async ({ assert }) => {
    const empty = await upload('')
    assert.deepEqual([empty.status, empty.body.code], [422, 'E_EMPTY'])
    const json = await program.post('/imports?name=x.csv', { some: 'json' })
    assert.deepEqual([json.status, json.headers.accept], [415, 'application/octet-stream'])
    const nameless = await program.request('POST', '/imports', {
      raw: PEOPLE,
      headers: { 'content-type': 'application/octet-stream' },
    })
    assert.deepEqual([nameless.status, pointersOf(nameless)], [422, ['/name']])
    const { id } = (await upload(PEOPLE)).body.data
    const wrong = await program.put(`/imports/${id}/check`, { mapping: [null, 'city', 'city'] })
    assert.deepEqual([wrong.status, wrong.body.code], [422, 'E_BAD_MAPPING'])
    const again = await program.put(`/imports/${id}/reading`, { delimiter: ',', has_header: true })
    assert.lengthOf(again.body.data.headers, 1)
    assert.equal((await program.get(`/imports/${id}/errors`)).status, 404)
  })

  test('a key needs the scopes of what an import does, and sees its own house', async ({
    assert,
  }) => {
    const narrow = await plantProgram({ scopes: ['contacts:import'] }, program.organizationId)
    const { id } = (await upload(PEOPLE, narrow)).body.data
    assert.equal((await narrow.put(`/imports/${id}/run`)).status, 403)
    const reader = await plantProgram({ scopes: ['contacts:read'] }, program.organizationId)
    assert.equal((await upload(PEOPLE, reader)).status, 403)
    const other = await plantProgram()
    for (const path of [`/imports/${id}`, `/imports/${id}/errors`]) {
      assert.equal((await other.get(path)).status, 404)
    }
    assert.equal((await other.put(`/imports/${id}/check`, {})).status, 404)
    assert.equal((await other.put(`/imports/${id}/undo`)).status, 404)
  })
})

test.group('Exports on the API', (group) => {
  let program: Program
  group.each.setup(async () => {
    await forgetLimits()
    await stopWorking()
    program = await plantProgram()
  })

  test('what a filter finds becomes a file', async ({ assert, client }) => {
    for (const city of ['Bonn', 'Trier']) {
      await program.post('/contacts', { first_name: 'X', email: `x@${city}.test`, city })
    }
    const asked = await program.post('/exports', {
      entity: 'contact',
      format: 'csv',
      filter: { all: [{ condition: 'contact.city', operator: 'is', value: 'Bonn' }] },
      columns: ['email', 'city'],
    })
    assert.equal(asked.status, 201, asked.text)
    const { id } = asked.body.data
    assert.containsSubset(asked.body.data, { state: 'waiting', rows_done: 0, download_url: null })
    await Tenant.run(program.organizationId, () => writeExport(id))
    const { body } = await program.get(`/exports/${id}`)
    assert.containsSubset(body.data, { state: 'done', rows_done: 1 })
    const file = await client.get(new URL(body.data.download_url).pathname)
    file.assertStatus(200)
    assert.include(file.text(), 'x@Bonn.test,Bonn')
    assert.notInclude(file.text(), 'Trier')
    assert.lengthOf((await program.get('/exports')).body.data, 1)
  })

  test('deals become a file as their table is narrowed down and sorted', async ({
    assert,
    client,
  }) => {
    const [pipeline] = (await program.get('/pipelines')).body.data
    const stages = pipeline.stages.map(({ id }: { id: string }) => id)
    const ada = (await program.post('/contacts', { email: 'ada@example.test' })).body.data
    const field = { entity: 'deal', type: 'number', label: 'Score' }
    const { key } = (await program.post('/fields', field)).body.data
    for (const [title, stage, minor, score] of [
      ['Small', 0, 100_00, 3],
      ['=Large()', 0, 900_00, 2],
      ['Other', 1, 900_00, 1],
      ['Won', 0, 900_00, 4],
    ] as const) {
      const deal = await program.post('/deals', {
        ...{ title, stage_id: stages[stage], amount: { minor, currency: 'EUR' } },
        custom: { [key]: score },
        contact_id: ada.id,
      })
      assert.equal(deal.status, 201, deal.text)
      if (title === 'Won') {
        await program.put(`/deals/${deal.body.data.id}/outcome`, { outcome: 'won' })
      }
    }
    const linesOf = async (wish: object) => {
      const asked = await program.post('/exports', { entity: 'deal', format: 'csv', ...wish })
      assert.equal(asked.status, 201, asked.text)
      const { id, entity } = asked.body.data
      assert.equal(entity, 'deal')
      await Tenant.run(program.organizationId, () => writeExport(id))
      const { download_url: url } = (await program.get(`/exports/${id}`)).body.data
      const lines = (await client.get(new URL(url).pathname)).text().trim().split('\r\n')
      assert.match(lines[0], /^.?Title,State,Pipeline,Stage,Amount,.*,Score$/)
      return lines.slice(1).map((line) => line.split(',')[0])
    }
    const open = { pipeline: pipeline.id, status: 'open' }
    assert.deepEqual(await linesOf({ ...open, sort: `custom.${key}` }), [
      'Other',
      `'=Large()`,
      'Small',
    ])
    assert.deepEqual(await linesOf({ ...open, stage: stages[0], sort: 'amount' }), [
      'Small',
      `'=Large()`,
    ])
    assert.deepEqual(await linesOf({ q: 'other' }), ['Other'])
    assert.deepEqual(await linesOf({ rotting: true }), [])
    const filter = { condition: `custom.${key}`, operator: 'more', value: 2 }
    assert.deepEqual(await linesOf({ filter: { all: [filter] }, sort: 'created_at' }), [
      'Small',
      'Won',
    ])
  })

  test('what does not go with what is exported is refused, and so is what a key may not read', async ({
    assert,
  }) => {
    const wish = { entity: 'deal', format: 'csv' }
    for (const [body, pointers] of [
      [{ ...wish, ids: [], columns: ['title'] }, ['/ids', '/columns']],
      [{ ...wish, sort: 'name' }, ['/sort']],
      [{ ...wish, filter: { condition: 'contact.city', operator: 'is', value: 'x' } }, ['/filter']],
      [{ ...wish, entity: 'contact', stage: uuid(), status: 'won' }, ['/stage', '/status']],
      [{ ...wish, entity: 'company', sort: 'amount' }, ['/sort']],
    ] as const) {
      const refused = await program.post('/exports', body)
      assert.deepEqual([refused.status, pointersOf(refused)], [422, [...pointers]], refused.text)
    }
    const { id } = (await program.post('/exports', wish)).body.data
    const narrow = await plantProgram({ scopes: ['contacts:export'] }, program.organizationId)
    assert.equal((await narrow.post('/exports', wish)).status, 403)
    assert.equal((await narrow.get(`/exports/${id}`)).status, 404)
    assert.deepEqual((await narrow.get('/exports')).body.data, [])
    assert.lengthOf((await program.get('/exports')).body.data, 1)
  })

  test('what is not valid, not allowed or not a program’s is refused', async ({ assert }) => {
    const wish = { entity: 'contact', format: 'csv' }
    const bad = await program.post('/exports', {
      ...wish,
      filter: { condition: 'contact.city', operator: 'sings', value: 'x' },
    })
    assert.deepEqual([bad.status, bad.body.code], [422, 'E_BAD_CONDITION'])
    const narrow = await plantProgram({ scopes: ['contacts:export'] }, program.organizationId)
    assert.equal((await narrow.post('/exports', { ...wish, entity: 'company' })).status, 403)
    const { id } = (await narrow.post('/exports', wish)).body.data
    assert.equal((await (await plantProgram()).get(`/exports/${id}`)).status, 404)
    const owner = await plantStaff(program.organizationId)
    await sql('update exports set created_by = ? where id = ?', [owner.user.id, id])
    assert.equal((await program.get(`/exports/${id}`)).status, 404)
    assert.deepEqual((await program.get('/exports')).body.data, [])
  })
})
