import { test } from '@japa/runner'
import { workOff } from '#tests/support/queue'
import { until } from '#tests/support/until'
import { forgetLimits, plantProgram, type Program } from './support.js'

test.group('Timelines on the API', (group) => {
  let program: Program
  group.each.setup(async () => {
    await forgetLimits()
    program = await plantProgram()
  })

  const kindsOf = (answer: { body: { data: { kind: string }[] } }) =>
    answer.body.data.map(({ kind }) => kind)

  async function plantStory() {
    const ada = (await program.post('/contacts', { first_name: 'Ada' })).body.data
    const company = (await program.post('/companies', { name: 'Engines' })).body.data
    const [pipeline] = (await program.get('/pipelines')).body.data
    const deal = (
      await program.post('/deals', {
        title: 'An engine',
        stage_id: pipeline.stages[0].id,
        contact_id: ada.id,
        company_id: company.id,
      })
    ).body.data
    await program.post('/notes', {
      body_html: '<p>Called</p>',
      links: [{ type: 'contact', id: ada.id }],
    })
    await program.put(`/deals/${deal.id}/outcome`, { outcome: 'won' })
    // The log is read up to the oldest transaction of the whole server.
    await until('4 lines', async () => {
      await workOff()
      const { body } = await program.get(`/contacts/${ada.id}/activities?fields=id`)
      return body.data.length === 4
    })
    return { ada, company, deal }
  }

  test('what happened is told on the contact, the company and the deal, page after page', async ({
    assert,
  }) => {
    const { ada, company, deal } = await plantStory()
    const all = await program.get(`/contacts/${ada.id}/activities`)
    assert.deepEqual(kindsOf(all), ['deal.won', 'note.added', 'deal.created', 'contact.created'])
    assert.containsSubset(all.body.data[0], {
      contact_id: ada.id,
      subject: { type: 'deal', id: deal.id },
      actor: { type: 'key', id: program.keyId },
    })
    assert.include(all.body.data[0].text, 'An engine')
    const first = await program.get(`/contacts/${ada.id}/activities?limit=3&fields=kind`)
    const rest = await program.get(
      `/contacts/${ada.id}/activities?limit=3&cursor=${first.body.page.next}`
    )
    assert.deepEqual(kindsOf(rest), ['contact.created'])
    assert.deepEqual(rest.body.page, { next: null, previous: null, limit: 3 })
    for (const path of [`/companies/${company.id}`, `/deals/${deal.id}`]) {
      assert.includeMembers(kindsOf(await program.get(`${path}/activities`)), ['deal.won'])
    }
  })

  test('is narrowed by kind and group, and by what the key may see', async ({ assert }) => {
    const { ada, deal } = await plantStory()
    const path = `/contacts/${ada.id}/activities`
    const deals = await program.get(`${path}?kind=deal.won,deal.created`)
    assert.deepEqual(kindsOf(deals), ['deal.won', 'deal.created'])
    assert.deepEqual(kindsOf(await program.get(`${path}?group=notes`)), ['note.added'])
    assert.deepEqual(kindsOf(await program.get(`${path}?kind=nothing.known`)), [])
    assert.equal((await program.get(`${path}?group=rabbits`)).status, 422)
    assert.equal((await program.get(`${path}?cursor=mine`)).status, 422)

    const narrow = await plantProgram({ scopes: ['contacts:read'] }, program.organizationId)
    assert.deepEqual(kindsOf(await narrow.get(path)), ['contact.created'])
    assert.deepEqual(kindsOf(await narrow.get(`${path}?kind=deal.won`)), [])
    assert.deepEqual(kindsOf(await narrow.get(`${path}?group=deals`)), [])
    assert.equal((await narrow.get(`/deals/${deal.id}/activities`)).status, 403)
    const other = await plantProgram()
    assert.equal((await other.get(path)).status, 404)
  })
})
