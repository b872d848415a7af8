import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { Consent, type ConsentState } from '#crm/consent'
import { advanceImport } from '#crm/imports/advance'
import { chooseMapping } from '#crm/imports/choose_mapping'
import { momentOf } from '#crm/imports/contacts/agreement'
import { takeIn } from '#crm/imports/intake'
import type { ImportRules } from '#crm/imports/rules'
import Contact from '#crm/models/contact'
import Import from '#crm/models/import'
import type Topic from '#crm/models/topic'
import { beginTopic } from '#crm/topics'
import { plantOrganization } from '#tests/support/organizations'
import { stopWorking } from '#tests/support/queue'
import { plantContact } from '#tests/support/school'

test.group('Imports of people who agreed', (group) => {
  let organizationId: string
  let folder: string
  let news: Topic

  group.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'agreements-'))
    return () => rm(folder, { recursive: true })
  })
  group.each.setup(async () => {
    await stopWorking()
    organizationId = await plantOrganization('Importers')
    news = await inTenant(() => beginTopic({ name: 'News', doubleOptIn: true, isDefault: true }))
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const work = async (batch: Import) => {
    while (await inTenant(() => advanceImport(batch.id)));
    return inTenant(() => Import.query().where('id', batch.id).firstOrFail())
  }
  const agreement = () => ({
    topicId: news.id,
    wording: 'Yes, send me the news',
    document: 'Paper list of the spring fair',
  })
  const upload = async (text: string) => {
    const path = join(folder, `${Math.random()}.csv`)
    await writeFile(path, text)
    return inTenant(() => takeIn({ path, name: 'fair.csv' }))
  }
  const run = async (
    text: string,
    mapping: (string | null)[],
    rules: Partial<ImportRules> = { agreement: agreement() }
  ) => {
    const batch = await upload(text)
    await inTenant(() => chooseMapping(batch, mapping, { ...batch.rules, ...rules }))
    const checked = await work(batch)
    await inTenant(() => checked.runLater())
    return work(checked)
  }
  const say = (contactId: string, topicId: string | null, state: ConsentState) =>
    inTenant(() =>
      db.transaction((trx) =>
        Consent.record([{ contactId, channel: 'email', topicId, state, source: 'form' }], trx)
      )
    )
  const states = () =>
    sql<{ email: string; state: string; source: string }>(
      `select c.email_norm as email, s.state, s.source from consent_states s
       join contacts c on c.organization_id = s.organization_id and c.id = s.contact_id
       where s.organization_id = ? and s.topic_id = ? order by 1`,
      [organizationId, news.id]
    )

  test('each of them is noted with words, document, file and day', async ({ assert }) => {
    await run(
      'Email,When,Out,From\nada@example.com,2023-05-06 10:30:00,,203.0.113.7\nbea@example.com,,,\ncy@example.com,07.08.2023,yes,here\n',
      ['email', 'agreed_at', 'unsubscribed', 'agreed_ip']
    )
    assert.deepEqual(
      await states(),
      [{ email: 'ada@example.com', state: 'granted', source: 'import' }],
      'who has no day, or left, agreed to nothing'
    )
    const [line] = await sql<Record<string, unknown>>(
      `select wording, strength, proof, occurred_at as at from consents
       where organization_id = ? and state = 'granted'`,
      [organizationId]
    )
    assert.deepInclude(line, { wording: 'Yes, send me the news', strength: 0 })
    assert.deepEqual(line.at, new Date('2023-05-06T10:30:00Z'))
    assert.containSubset(line.proof, {
      document: 'Paper list of the spring fair',
      file: 'fair.csv',
      row: 2,
      ip: '203.0.113.7',
    })
  })

  test('days alone are nobody’s consent', async ({ assert }) => {
    const text = 'Email,Confirm time\nada@example.com,2023-05-06\nbea@example.com,soon\n'
    const batch = await run(text, ['email', 'agreed_at'], {})
    assert.containSubset(batch.findings, { rows: 2, warned: 0 })
    assert.lengthOf(await states(), 0)
  })

  test('without a column of days everybody of the file agreed', async ({ assert }) => {
    await run('Email\nada@example.com\nbea@example.com\n', ['email'])
    assert.lengthOf(await states(), 2)
  })

  test('a refusal stays one, an own word stays the person’s, and undoing takes back its own alone', async ({
    assert,
  }) => {
    const [refuser, reader] = [
      await plantContact(organizationId),
      await plantContact(organizationId),
    ]
    await say(refuser.id, news.id, 'denied')
    await say(reader.id, news.id, 'granted')
    const batch = await run(`Email\n${refuser.email}\n${reader.email}\nada@example.com\n`, [
      'email',
    ])
    const of = async () => Object.fromEntries((await states()).map((one) => [one.email, one]))
    assert.equal((await of())[refuser.email!].state, 'denied')
    assert.deepInclude((await of())[reader.email!], { state: 'granted', source: 'form' })
    assert.deepInclude((await of())['ada@example.com'], { state: 'granted', source: 'import' })
    // Somebody wrote to her since: she stays when the import is undone.
    const ada = await inTenant(() => Contact.ofAddress('ada@example.com'))
    await inTenant(() => ada!.revise({ city: 'Turin' }))
    await inTenant(() => batch.undoLater())
    await work(batch)
    assert.sameMembers(Object.keys(await of()), [refuser.email!, reader.email!])
  })

  test('an agreement needs its topic, and an address that it was made for', async ({ assert }) => {
    const batch = await upload('Email,When,Phone\nada@example.com,2023-05-06,\n')
    const choose = (mapping: (string | null)[], rules: Partial<ImportRules> = {}) =>
      inTenant(() => chooseMapping(batch, mapping, { ...batch.rules, ...rules }))
    const elsewhere = { ...agreement(), topicId: '0190a1b2-0000-7000-8000-000000000000' }
    await assert.rejects(() => choose(['email', null, null], { agreement: elsewhere }), /topic/)
    await assert.rejects(
      () => choose([null, null, 'phone'], { matchBy: 'phone', agreement: agreement() }),
      /e-mail address/
    )
  })

  test('a day is read as people and programs write it, and lies behind us', ({ assert }) => {
    assert.equal(momentOf('2023-05-06T10:30:15Z'), '2023-05-06T10:30:15.000Z')
    assert.equal(momentOf('31.12.2022'), '2022-12-31T00:00:00.000Z')
    for (const text of ['soon', '2023-02-31', '2999-01-01']) assert.isNull(momentOf(text), text)
  })
})
