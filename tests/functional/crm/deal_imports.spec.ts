import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import CustomField from '#crm/models/custom_field'
import Deal from '#crm/models/deal'
import Segment from '#crm/models/segment'
import { addPipeline, pipelinesOrFirst } from '#crm/pipelines'
import { chunking } from '#crm/queries/import_staging'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff } from '#tests/support/people'
import { stopWorking, workOff } from '#tests/support/queue'
import { plantContact } from '#tests/support/school'
import { Importing } from './support/importing.js'

test.group('Imports of deals', (group) => {
  let organizationId: string
  let importing: Importing
  let email: string

  group.each.setup(async () => {
    // A worker that another spec left running would take the jobs.
    await stopWorking()
    organizationId = await plantOrganization('Importers')
    importing = new Importing(organizationId, 'deals')
    email = (await plantContact(organizationId, 'Ada')).email!
  })

  const deals = () =>
    sql<Record<string, unknown>>(
      `select d.title, p.name as pipeline, s.name as stage, d.amount_minor, d.currency, d.status,
         to_char(d.closed_at at time zone 'UTC', 'YYYY-MM-DD') as closed_on,
         to_char(d.expected_close_on, 'YYYY-MM-DD') as expected, k.first_name as contact, c.name as company,
         u.full_name as owner, d.external_id, d.source, d.custom
       from deals d join pipelines p on p.id = d.pipeline_id join pipeline_stages s on s.id = d.stage_id
       left join contacts k on k.id = d.contact_id left join companies c on c.id = d.company_id
       left join users u on u.id = d.owner_id
       where d.organization_id = ? and d.deleted_at is null order by d.title, d.id`,
      [organizationId]
    )
  const history = async (title: string) =>
    (
      await sql<{ line: string }>(
        `select concat_ws(' ', h.kind, f.name, '>', t.name) as line from deal_stage_changes h
         join deals d on d.id = h.deal_id join pipeline_stages t on t.id = h.to_stage_id
         left join pipeline_stages f on f.id = h.from_stage_id
         where h.organization_id = ? and d.title = ? order by h.id`,
        [organizationId, title]
      )
    ).map(({ line }) => line)

  test('a file makes deals where it says, with whose they are and how they ended', async ({
    assert,
  }) => {
    const { user } = await plantStaff(organizationId)
    await importing.inTenant(async () => {
      await pipelinesOrFirst()
      await addPipeline('Renewals')
    })
    await sql(
      `insert into companies (id, organization_id, name, domain, source, created_at, updated_at)
       values (gen_random_uuid(), ?, 'Engines', 'engines.example', 'staff', now(), now())`,
      [organizationId]
    )
    const batch = await importing.run(
      'Deal Name,Pipeline,Deal Stage,Amount,Currency,Associated Contact Email,Company,Company domain,Deal owner,Close Date,Create Date,Record ID\n' +
        `Alpha,,Qualified,"1.200,50 €",,${email.toUpperCase()},,engines.example,${user.fullName},2030-05-01,2024-01-02,D1\n` +
        `Beta,renewals,proposal,5000,JPY,${email},New Firm,,,,,D2\n` +
        `Gamma,,Closed Won,99 USD,,${email},NEW firm,,,2025-03-04,2024-01-02,D3\n` +
        'Delta,,,,,,,,,,,D4\n'
    )
    assert.equal(batch.state, 'done')
    assert.containsSubset(batch.outcome, { created: 4, updated: 0, refused: 0 })
    const [alpha, beta, delta, gamma] = await deals()
    assert.containsSubset(alpha, {
      ...{ pipeline: 'Sales', stage: 'Qualified', amount_minor: 120050, currency: 'EUR' },
      ...{ status: 'open', expected: '2030-05-01', contact: 'Ada', company: 'Engines' },
      ...{ owner: user.fullName, external_id: 'D1', source: 'import' },
    })
    assert.containsSubset(beta, {
      ...{ pipeline: 'Renewals', stage: 'Proposal', amount_minor: 5000, currency: 'JPY' },
      company: 'New Firm',
    })
    assert.containsSubset(gamma, {
      ...{ pipeline: 'Sales', stage: 'New', amount_minor: 9900, currency: 'USD', status: 'won' },
      ...{ closed_on: '2025-03-04', company: 'New Firm' },
    })
    assert.containsSubset(delta, { stage: 'New', amount_minor: 0, currency: 'EUR', contact: null })
    assert.deepEqual(await history('Alpha'), ['created > Qualified'])
    assert.deepEqual(await history('Gamma'), ['created > New', 'won New > New'])
    const [won] = await sql(
      `select extract(year from min(at))::int as from, extract(year from max(at))::int as to, min(actor_type) as by
       from deal_stage_changes h join deals d on d.id = h.deal_id where d.organization_id = ? and d.title = 'Gamma'`,
      [organizationId]
    )
    assert.deepEqual(won, { from: 2024, to: 2025, by: 'system' })
    const companies = await sql('select name from companies where organization_id = ?', [
      organizationId,
    ])
    assert.lengthOf(companies, 2)
    // They stand on the board in the order of the file, and can be moved among others.
    await importing.inTenant(async () => {
      const deal = await Deal.query().where('title', 'Delta').firstOrFail()
      const other = await Deal.begin(deal.stageId, { title: 'By hand', currency: 'EUR' })
      await deal.moveTo(deal.stageId, { aboveId: other.id })
      await other.moveTo(deal.stageId, { belowId: deal.id })
    })
  })

  test('known deals are updated: moved, won, reopened, and the history says so', async ({
    assert,
  }) => {
    const header = 'Title,Stage,Status,Amount,Closed on,Email,Deal ID\n'
    await importing.run(
      `${header}Alpha,New,,100,,${email},D1\nBeta,New,,100,,,D2\nGamma,New,lost,100,2025-01-01,,D3\n`
    )
    const batch = await importing.run(
      `${header}Alpha,Qualified,,250,,${email},D1\nBeta,,won,,2025-02-02,,D2\nGamma,,open,,,,D3\nOmega,,,,,,D4\n`,
      { matchBy: 'external_id' }
    )
    assert.containsSubset(batch.outcome, { created: 1, updated: 3, refused: 0 })
    assert.containsSubset(await deals(), [
      { title: 'Alpha', stage: 'Qualified', amount_minor: 25000, status: 'open' },
      { title: 'Beta', stage: 'New', amount_minor: 10000, status: 'won', closed_on: '2025-02-02' },
      { title: 'Gamma', status: 'open', closed_on: null },
      { title: 'Omega' },
    ])
    assert.deepEqual(await history('Alpha'), ['created > New', 'moved New > Qualified'])
    assert.deepEqual(await history('Beta'), ['created > New', 'won New > New'])
    assert.deepEqual(await history('Gamma'), [
      ...['created > New', 'lost New > New', 'reopened New > New'],
    ])
    // By title and contact: another contact's deal of this title is another deal.
    const grace = await plantContact(organizationId, 'Grace')
    const byTitle = await importing.run(
      `Title,Amount,Email\nALPHA,300,${email}\nAlpha,7,${grace.email}\n`,
      { matchBy: 'title' }
    )
    assert.containsSubset(byTitle.outcome, { created: 1, updated: 1 })
    const kept = await importing.run(`Title,Amount,Stage,Email\nALPHA,1,Proposal,${email}\n`, {
      existing: 'keep',
    })
    assert.containsSubset(kept.outcome, { updated: 0, unchanged: 1 })
    const created = await importing.run(`Title,Email\nAlpha,${email}\nSigma,${email}\n`, {
      mode: 'create',
    })
    assert.containsSubset(created.outcome, { created: 1, skipped: 1 })
    const updated = await importing.run(`Title,Email\nTau,${email}\n`, { mode: 'update' })
    assert.containsSubset(updated.outcome, { created: 0, skipped: 1 })
  })

  test('what cannot be read or found is said with its reason, and changes nothing', async ({
    assert,
  }) => {
    const other = await plantOrganization('Others')
    const theirs = await plantContact(other, 'Eve')
    await importing.inTenant(() => pipelinesOrFirst())
    await new Importing(other, 'deals').inTenant(() => addPipeline('Secret'))
    const text =
      'Title,Pipeline,Stage,Amount,Currency,Email,Company domain,Owner,Expected close,Status,Closed on\n' +
      'A,,Nowhere,,,,,,,,\n' +
      'B,Secret,,,,,,,,,\n' +
      'C,,,-5,,,,,,,\n' +
      'D,,,5,XXX,,,,,,\n' +
      `E,,,,,${theirs.email},,,,,\n` +
      'F,,,,,,nobody.example,Nobody Here,,,\n' +
      'G,,,,,,,,tomorrow,perhaps,\n' +
      'H,,,,,,,,,won,2099-01-01\n' +
      'I,,Proposal,,,,,,,,\n' +
      ',,,5,,,,,,,\n' +
      'a,,,,,,,,,,\n'
    const batch = await importing.check(text)
    const found = importing.found(batch)
    for (const line of [
      [2, 'warning', 'Stage: there is no stage "Nowhere"'],
      [3, 'warning', 'Pipeline: there is no pipeline "Secret"'],
      [4, 'warning', 'Amount: a deal cannot be worth less than nothing'],
      [5, 'warning', 'Currency: "XXX" is not one of ours'],
      [6, 'warning', `E-mail: there is no contact with the address ${theirs.emailNorm}`],
      [
        ...[7, 'warning'],
        'Owner: nobody here is called "Nobody Here"; Domain: there is no company with the domain nobody.example',
      ],
      [
        ...[8, 'warning'],
        'Expected close: Enter a date, such as 2026-12-31; Status: "perhaps" is not open, won or lost',
      ],
      [9, 'warning', 'Closed on: 2099-01-01 is still to come'],
      [10, 'incomplete', 'Proposal needs contact and amount first'],
      [11, 'invalid', 'The row has no title'],
      [12, 'duplicate', 'Row 2 is about the same deal'],
    ] as [number, string, string][]) {
      assert.deepInclude(found, line)
    }
    assert.containsSubset(batch.findings, { rows: 11, new: 8, invalid: 2, duplicate: 1, warned: 8 })
    assert.lengthOf(await deals(), 0)
    const strict = await importing.run(text, { flawed: 'refuse' })
    // Row 12 doubles none any more.
    assert.containsSubset(strict.outcome, { created: 1, refused: 10 })
    assert.lengthOf(await importing.errors(strict), 10)
    const loose = await importing.run(text, { flawed: 'leave_out' })
    assert.containsSubset(loose.outcome, { created: 7, updated: 1, refused: 3 })
    const foreign = await sql(
      `select 1 from deals d where d.organization_id = ? and (d.contact_id = ? or d.pipeline_id in
         (select id from pipelines where organization_id <> d.organization_id))`,
      [organizationId, theirs.id]
    )
    assert.lengthOf(foreign, 0)
  })

  test('a pipeline is chosen for rows that name none; one of another organization is not', async ({
    assert,
  }) => {
    const other = await plantOrganization('Others')
    const theirs = await new Importing(other, 'deals').inTenant(() => addPipeline('Theirs'))
    const ours = await importing.inTenant(async () => {
      await pipelinesOrFirst()
      return addPipeline('Renewals')
    })
    await importing.run('Title,Stage\nA,\nB,Negotiation ,\nC,New\n', { pipelineId: ours.id })
    assert.containsSubset(await deals(), [
      { title: 'A', pipeline: 'Renewals', stage: 'New' },
      { title: 'C', pipeline: 'Renewals', stage: 'New' },
    ])
    await assert.rejects(
      () => importing.check('Title\nA\n', { pipelineId: theirs.id }),
      /This pipeline is not there any more/
    )
    // A stage that is taken away after the check takes no deal.
    const checked = await importing.check('Title,Stage\nLate,Qualified\n', { pipelineId: null })
    await sql(
      `update pipeline_stages set archived_at = now() where organization_id = ? and name = 'Qualified'`,
      [organizationId]
    )
    await importing.inTenant(() => checked.runLater())
    const done = await importing.work(checked)
    assert.containsSubset(done.outcome, { created: 0, refused: 1 })
    assert.deepEqual(await importing.errors(done), [
      '2,"The stage ""Qualified"" was taken away",Late,Qualified',
    ])
  })

  test('values of custom fields of each type are suggested by their labels and taken over', async ({
    assert,
  }) => {
    const contact = await plantContact(organizationId, 'Grace')
    const options = [{ label: 'Gold' }, { label: 'Silver' }]
    const types = {
      Motto: { type: 'text' },
      Story: { type: 'long_text' },
      Score: { type: 'number' },
      Margin: { type: 'money' },
      Signed: { type: 'date' },
      Urgent: { type: 'boolean' },
      Tier: { type: 'select', options },
      Extras: { type: 'multi_select', options },
      Offer: { type: 'url' },
      Referrer: { type: 'reference', reference: 'contact' },
    } as const
    await importing.inTenant(async () => {
      for (const [label, given] of Object.entries(types))
        await CustomField.define({ entity: 'deal', label, ...given } as never)
    })
    const file =
      `Title,${Object.keys(types).join(',')}\n` +
      `A,Onward,Long,7,12.50 USD,2026-01-02,no,Silver,gold|silver,offer.example,${contact.id}\n`
    const batch = await importing.run(file)
    assert.containsSubset(batch.outcome, { created: 1, refused: 0 })
    const [deal] = await deals()
    assert.deepEqual(deal.custom, {
      ...{ motto: 'Onward', story: 'Long', score: 7, margin: { minor: 1250, currency: 'USD' } },
      ...{ signed: '2026-01-02', urgent: false, tier: 'silver', extras: ['gold', 'silver'] },
      ...{ offer: 'https://offer.example/', referrer: contact.id },
    })
    const changed = await importing.run('Title,Score,Tier\nA,8,Bronze\n')
    assert.containsSubset(changed.outcome, { updated: 1, refused: 0 })
    assert.containsSubset((await deals())[0].custom, { score: 8, tier: 'silver', motto: 'Onward' })
    const copies = await sql(
      `select v.number_value::float as value from field_values v join custom_fields f on f.id = v.field_id
       where v.organization_id = ? and f.key = 'score'`,
      [organizationId]
    )
    assert.deepEqual(copies, [{ value: 8 }])
  })

  test('an import that broke off goes on without a gap or a repeat', async ({
    assert,
    cleanup,
  }) => {
    chunking.rows = 20
    cleanup(() => void (chunking.rows = 10_000))
    const rows = Array.from({ length: 190 }, (_, n) => `Deal ${n},Firm ${n % 7},${n}`)
    const checked = await importing.check(`Title,Company,Deal ID\n${rows.join('\n')}\n`)
    await importing.inTenant(() => checked.runLater())
    await sql(
      `create or replace function test_break_deal() returns trigger language plpgsql as $$
       begin if new.title = 'Deal 110' then raise exception 'pulled the plug'; end if; return new; end $$`
    )
    await sql(
      'create trigger test_break before insert on deals for each row execute function test_break_deal()'
    )
    try {
      await assert.rejects(() => importing.work(checked))
    } finally {
      await sql('drop trigger test_break on deals')
    }
    const half = (await deals()).length
    assert.isTrue(half > 0 && half < 190)
    // The crash took the unlogged tables with it.
    await sql('delete from import_deal_rows where organization_id = ?', [organizationId])
    const done = await importing.work(checked)
    assert.containsSubset(done, {
      state: 'done',
      outcome: { created: 190, updated: 0, refused: 0 },
    })
    const [counts] = await sql(
      `select count(*)::int as all, count(distinct d.title)::int as titles, count(distinct d.rank)::int as ranks,
         (select count(*)::int from deal_stage_changes h where h.organization_id = ?) as history,
         (select count(*)::int from companies c where c.organization_id = ?) as companies
       from deals d where d.organization_id = ?`,
      [organizationId, organizationId, organizationId]
    )
    assert.deepEqual(counts, { all: 190, titles: 190, ranks: 190, history: 190, companies: 7 })
  })

  test('an undone import leaves things as they were, but for what happened since', async ({
    assert,
  }) => {
    await importing.inTenant(() =>
      CustomField.define({ entity: 'deal', label: 'Tier', type: 'text' })
    )
    const header = 'Title,Stage,Status,Amount,Currency,Expected close,Company,Tier,Deal ID\n'
    await importing.run(
      `${header}Alpha,New,,100,EUR,2030-01-01,Acme,A,D1\nBeta,New,,100,EUR,,,,D2\nGamma,New,,1,EUR,,,,D3\n`
    )
    const before = await deals()
    const batch = await importing.run(
      `${header}Alpha 2,Qualified,won,200,USD,2031-01-01,Bolt,B,D1\nBeta 2,New,,300,EUR,,,,D2\n` +
        'Gamma,,lost,,,,,,D3\nNew one,New,,5,EUR,,Cog,,D4\nBusy one,New,,5,EUR,,,,D5\n',
      { matchBy: 'external_id' }
    )
    // No contact stands in the file, and the stage asks for one: a won deal needs nothing any more.
    assert.containsSubset(batch.outcome, { created: 2, updated: 3, refused: 0 })
    await importing.inTenant(async () => {
      const beta = await Deal.query().where('title', 'Beta 2').firstOrFail()
      await beta.revise({ amountMinor: 77700 })
      const gamma = await Deal.query().where('title', 'Gamma').firstOrFail()
      await gamma.reopen()
      const busy = await Deal.query().where('title', 'Busy one').firstOrFail()
      await busy.setLines(
        [{ name: 'Hours', quantityHundredths: 100, unitMinor: 500 } as never],
        false
      )
    })
    const undone = await importing.undo(batch)
    assert.containsSubset(undone, { state: 'undone', outcome: { kept: 3 } })
    const after = await deals()
    assert.deepEqual(
      after.map(({ title, amount_minor: amount }) => [title, amount]),
      [
        ['Alpha', 10000],
        ['Beta', 77700],
        ['Busy one', 500],
        ['Gamma', 100],
      ]
    )
    assert.deepEqual(after[0], before[0])
    assert.deepEqual(await history('Alpha'), [
      ...['created > New', 'moved New > Qualified', 'won Qualified > Qualified'],
      ...['reopened Qualified > Qualified', 'moved Qualified > New'],
    ])
    const companies = await sql('select name from companies where organization_id = ?', [
      organizationId,
    ])
    assert.deepEqual(companies, [{ name: 'Acme' }])
    // What was taken back can be imported again.
    const again = await importing.run(`${header}New one,New,,5,EUR,,,,D4\n`)
    assert.containsSubset(again.outcome, { created: 1, updated: 0 })
  })

  test('segments follow the people of imported deals', async ({ assert }) => {
    const maker = { user: { id: (await plantStaff(organizationId)).user.id }, can: () => true }
    const definition = { condition: 'deal.open', operator: 'any' }
    const segment = await importing.inTenant(() =>
      Segment.define({ name: 'In talks', kind: 'dynamic', definition }, maker)
    )
    const members = () =>
      sql('select contact_id from segment_members where organization_id = ? and segment_id = ?', [
        ...[organizationId, segment.id],
      ])
    // The worker must not take the imports of this test.
    const settle = async () => {
      await workOff()
      await stopWorking()
    }
    await settle()
    assert.lengthOf(await members(), 0)
    const batch = await importing.run(`Title,Email\nAlpha,${email}\n`)
    await settle()
    assert.lengthOf(await members(), 1)
    await importing.undo(batch)
    await settle()
    assert.lengthOf(await members(), 0)
  })

  test('deals are uploaded on their own page, by who may write and import them', async ({
    client,
    assert,
  }) => {
    const owner = await plantStaff(organizationId)
    const send = (person: typeof owner) =>
      as(person, client.post('/admin/contacts/imports?kind=deals'))
        .headers({
          'content-type': 'application/octet-stream',
          'x-file-name': 'deals.csv',
          'accept': 'application/json',
        })
        .setup((request) => void request.request.send(`Deal name,Amount\nAlpha,100\n`))
    const sent = await send(owner)
    sent.assertStatus(201)
    const path = `/admin/contacts/imports/${sent.body().data.id}`
    const page = async () => (await as(owner, client.get(path)).withInertia()).body().props
    const { import: batch, pipelines, extras, lists } = await page()
    assert.containsSubset(batch, { kind: 'deals', mapping: ['title', 'amount'] })
    assert.deepEqual([extras, lists], [['pipeline'], []])
    assert.equal(pipelines[0].label, 'Sales')
    const { mapping, rules } = batch
    await as(owner, client.post(`${path}/checks`)).json({ mapping, rules })
    await workOff()
    await as(owner, client.post(`${path}/runs`))
    await workOff()
    assert.containsSubset(await page(), { import: { state: 'done' }, progress: { created: 1 } })
    const agent = await plantStaff(organizationId, 'agent')
    const refused = await send(agent)
    refused.assertStatus(403)
    const hidden = await as(agent, client.get(path))
    hidden.assertStatus(403)
  })
})
