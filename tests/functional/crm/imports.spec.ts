import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import StoredFile from '#media/models/stored_file'
import { Storage } from '#media/storage'
import { compareChanged } from '#crm/duplicates'
import { advanceImport } from '#crm/imports/advance'
import { chooseMapping } from '#crm/imports/choose_mapping'
import { makeList } from '#crm/imports/import_list'
import { takeIn } from '#crm/imports/intake'
import { sweepOldImports } from '#crm/imports/retention'
import type { ImportRules } from '#crm/imports/rules'
import { receiveUpload } from '#crm/imports/upload'
import { mergeContacts } from '#crm/merging'
import Import from '#crm/models/import'
import Segment from '#crm/models/segment'
import { chunking } from '#crm/queries/import_staging'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff, type Person } from '#tests/support/people'
import { stopWorking, workOff } from '#tests/support/queue'
import { plantContact } from '#tests/support/school'

test.group('Imports of contacts', (group) => {
  let organizationId: string
  let folder: string

  group.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'imports-'))
    return () => rm(folder, { recursive: true })
  })
  group.each.setup(async () => {
    // A worker that another spec left running would take the jobs.
    await stopWorking()
    organizationId = await plantOrganization('Importers')
    await sql(`update organizations set country = 'DE' where id = ?`, [organizationId])
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const upload = async (text: string, name = 'people.csv') => {
    const path = join(folder, `${Math.random()}.csv`)
    await writeFile(path, text)
    return inTenant(() => takeIn({ path, name }))
  }
  const fresh = (batch: Import) =>
    inTenant(() => Import.query().where('id', batch.id).firstOrFail())
  /** Works until nothing is left to do. */
  const work = async (batch: Import) => {
    while (await inTenant(() => advanceImport(batch.id)));
    return fresh(batch)
  }
  const check = async (batch: Import, rules: Partial<ImportRules> = {}) => {
    await inTenant(() => batch.checkLater(batch.mapping, { ...batch.rules, ...rules }))
    return work(batch)
  }
  const run = async (text: string, rules: Partial<ImportRules> = {}) => {
    const checked = await check(await upload(text), rules)
    await inTenant(() => checked.runLater())
    return work(checked)
  }
  const contacts = () =>
    sql<Record<string, unknown>>(
      `select email, first_name, last_name, phone_e164, city, country, source,
         (select string_agg(t.name, ',' order by t.name) from contact_tags ct join tags t on t.id = ct.tag_id
          where ct.contact_id = contacts.id) as tags,
         (select string_agg(c.name, ',') from company_contacts cc join companies c on c.id = cc.company_id
          where cc.contact_id = contacts.id) as companies
       from contacts where organization_id = ? and deleted_at is null order by email_norm, id`,
      [organizationId]
    )

  test('a file makes contacts with their addresses, numbers, companies and tags', async ({
    assert,
  }) => {
    const batch = await run(
      'Email Address,First Name,Last Name,Phone,Company,City,Country,Tags\r\n' +
        'Ada@Example.com,Ada,Lovelace,030 901820,Engines Ltd,Berlin,Germany,"""Editors"",VIP"\r\n' +
        'grace@example.com,Grace,,+1 202-555-0143,engines ltd,,US,\r\n'
    )
    assert.equal(batch.state, 'done')
    assert.containsSubset(batch.outcome, { created: 2, updated: 0, refused: 0 })
    assert.containsSubset(await contacts(), [
      {
        email: 'Ada@Example.com',
        first_name: 'Ada',
        last_name: 'Lovelace',
        phone_e164: '+4930901820',
        city: 'Berlin',
        country: 'DE',
        source: 'import',
        tags: 'Editors,VIP',
        companies: 'Engines Ltd',
      },
      {
        email: 'grace@example.com',
        phone_e164: '+12025550143',
        country: 'US',
        companies: 'Engines Ltd',
      },
    ])
    const addresses = await sql(
      `select email_norm, is_primary from contact_emails where organization_id = ? order by 1`,
      [organizationId]
    )
    assert.deepEqual(addresses, [
      { email_norm: 'ada@example.com', is_primary: true },
      { email_norm: 'grace@example.com', is_primary: true },
    ])
    const left = await sql('select 1 from import_rows where organization_id = ?', [organizationId])
    assert.lengthOf(left, 0)
  })

  test('a dry run counts and shows what would happen, and changes nothing', async ({ assert }) => {
    await run('Email,First name\nknown@example.com,Known\n')
    const batch = await check(
      await upload(
        'Email,First name,Phone\nnew@example.com,New,030 901820\nknown@example.com,Changed,\n' +
          'NEW@example.com,Again,\nnot an address,Nobody,\nsecond@example.com,Second,12\n,Empty,\n'
      )
    )
    assert.equal(batch.state, 'dry_run')
    assert.containsSubset(batch.findings, {
      rows: 6,
      new: 2,
      update: 1,
      duplicate: 1,
      invalid: 2,
      warned: 1,
      skipped: 0,
    })
    const reasons = batch.findings.samples!.map(({ rowNo, verdict, reason }) => [
      rowNo,
      verdict,
      reason,
    ])
    assert.deepInclude(reasons, [4, 'duplicate', 'Row 2 is about the same person'])
    assert.deepInclude(reasons, [5, 'invalid', 'E-mail: "not an address" is no valid address'])
    assert.deepInclude(reasons, [6, 'warning', 'Phone: "12" is no valid number'])
    assert.deepInclude(reasons, [7, 'invalid', 'The row has no e-mail address'])
    assert.lengthOf(await contacts(), 1)
  })

  test('known people are updated, empty cells delete nothing, and what is new of them is added', async ({
    assert,
  }) => {
    await run('Email,First name,City\nada@example.com,Ada,Berlin\n')
    const batch = await run(
      'Email,First name,City,Phone,Tags\nADA@example.com,Augusta,,030 901820,VIP\ngrace@example.com,Grace,,,\n'
    )
    assert.containsSubset(batch.outcome, { created: 1, updated: 1, unchanged: 0 })
    assert.containsSubset(await contacts(), [
      {
        email: 'ada@example.com',
        first_name: 'Augusta',
        city: 'Berlin',
        phone_e164: '+4930901820',
        tags: 'VIP',
      },
      { email: 'grace@example.com', first_name: 'Grace' },
    ])
    const again = await run('Email,First name\nada@example.com,Augusta\n')
    assert.containsSubset(again.outcome, { created: 0, updated: 0, unchanged: 1 })
    const kept = await run('Email,First name,Last name\nada@example.com,Other,Byron\n', {
      existing: 'keep',
    })
    assert.containsSubset(kept.outcome, { updated: 1 })
    assert.containsSubset((await contacts())[0], { first_name: 'Augusta', last_name: 'Byron' })
  })

  test('one may only add, or only update', async ({ assert }) => {
    await run('Email,First name\nada@example.com,Ada\n')
    const file = 'Email,First name\nada@example.com,Changed\ngrace@example.com,Grace\n'
    const added = await run(file, { mode: 'create' })
    assert.containsSubset(added.outcome, { created: 1, updated: 0, skipped: 1 })
    assert.containsSubset((await contacts())[0], { first_name: 'Ada' })
    const updated = await run(`${file}hedy@example.com,Hedy\n`, { mode: 'update' })
    assert.containsSubset(updated.outcome, { created: 0, updated: 1, unchanged: 1, skipped: 1 })
    assert.lengthOf(await contacts(), 2)
  })

  test('people are found by phone number or by the id of another system', async ({ assert }) => {
    await run('Email,Phone,Customer ID\nada@example.com,030 901820,K1\n')
    const byPhone = await run('Phone,First name\n+49 30 901820,Ada\n030 901821,New\n', {
      matchBy: 'phone',
    })
    assert.containsSubset(byPhone.outcome, { created: 1, updated: 1 })
    const byId = await run('Customer ID,Last name,Email\nK1,Lovelace,ada@second.com\n', {
      matchBy: 'external_id',
    })
    assert.containsSubset(byId.outcome, { created: 0, updated: 1 })
    const addresses = await sql(
      `select e.email_norm, e.is_primary, c.last_name from contact_emails e join contacts c on c.id = e.contact_id
       where e.organization_id = ? order by 1`,
      [organizationId]
    )
    assert.deepEqual(addresses, [
      { email_norm: 'ada@example.com', is_primary: true, last_name: 'Lovelace' },
      { email_norm: 'ada@second.com', is_primary: false, last_name: 'Lovelace' },
    ])
    await run('Email,Customer ID\ngrace@example.com,K2\n')
    const taken = await run('Customer ID,Email\nK1,grace@example.com\n', { matchBy: 'external_id' })
    assert.containsSubset(taken.outcome, { created: 0, updated: 0, refused: 1 })
  })

  test('rows that were not imported are in a file with their number and the reason', async ({
    assert,
  }) => {
    const batch = await run('Email,Name\nada@example.com,Ada\nbroken,=1+1\nada@example.com,Twice\n')
    assert.containsSubset(batch.outcome, { created: 1, refused: 2 })
    const file = await inTenant(() => StoredFile.findOrFail(batch.errorFileId!))
    assert.equal(file.visibility, 'private')
    const pieces: Buffer[] = []
    for await (const piece of await new Storage(file.disk).read(file.key)) pieces.push(piece)
    assert.equal(
      Buffer.concat(pieces).toString(),
      '\uFEFFRow,Reason,Email,Name\r\n' +
        '3,"E-mail: ""broken"" is no valid address",broken,\'=1+1\r\n' +
        '4,Row 2 is about the same person,ada@example.com,Twice\r\n'
    )
  })

  test('an import that broke off goes on without a gap or a repeat', async ({
    assert,
    cleanup,
  }) => {
    chunking.rows = 50
    cleanup(() => void (chunking.rows = 10_000))
    const rows = Array.from({ length: 450 }, (_, n) => `p${n}@example.com,P${n}`)
    const checked = await check(await upload(`Email,First name\n${rows.join('\n')}\n`))
    await inTenant(() => checked.runLater())
    // Somebody else holds the address of a row in the middle, and lets go of it only by failing this chunk.
    await sql(
      `create or replace function test_break() returns trigger language plpgsql as $$
       begin if new.email_norm = 'p300@example.com' then raise exception 'pulled the plug'; end if; return new; end $$`
    )
    await sql(
      'create trigger test_break before insert on contact_emails for each row execute function test_break()'
    )
    try {
      await assert.rejects(() => inTenant(() => advanceImport(checked.id)))
    } finally {
      await sql('drop trigger test_break on contact_emails')
    }
    const count = async () => {
      const [row] = await sql<{ all: number; different: number; addresses: number }>(
        `select count(*)::int as all, count(distinct first_name)::int as different,
           (select count(*)::int from contact_emails where organization_id = ?) as addresses
         from contacts where organization_id = ?`,
        [organizationId, organizationId]
      )
      return row
    }
    const half = await count()
    assert.isAbove(half.all, 0)
    assert.isBelow(half.all, 450)
    // The crash took the unlogged tables with it.
    await sql('delete from import_rows where organization_id = ?', [organizationId])
    const done = await work(checked)
    assert.equal(done.state, 'done')
    assert.deepEqual(await count(), { all: 450, different: 450, addresses: 450 })
    assert.containsSubset(done.outcome, { created: 450, updated: 0, refused: 0 })
  })

  test('who has become known since the check is updated, not made again', async ({ assert }) => {
    const checked = await check(
      await upload('Email,First name\nada@example.com,Ada\ngrace@example.com,Grace\n')
    )
    assert.containsSubset(checked.findings, { rows: 2, new: 2, update: 0 })
    const augusta = await plantContact(organizationId, 'Augusta')
    await sql(`update contact_emails set email = ?, email_norm = ? where contact_id = ?`, [
      ...['ada@example.com', 'ada@example.com', augusta.id],
    ])
    await sql(`update contacts set email = ?, email_norm = ? where id = ?`, [
      ...['ada@example.com', 'ada@example.com', augusta.id],
    ])
    await inTenant(() => checked.runLater())
    const done = await work(checked)
    assert.containsSubset(done.outcome, { created: 1, updated: 1, refused: 0 })
    assert.deepEqual(
      (await contacts()).map(({ email, first_name: name }) => [email, name]),
      [
        ['ada@example.com', 'Ada'],
        ['grace@example.com', 'Grace'],
      ]
    )
  })

  test('an undone import leaves things as they were, but for what happened since', async ({
    assert,
  }) => {
    await run(
      'Email,First name,City,Tags\nold@example.com,Old,Berlin,Kept\nother@example.com,Other,Rome,\n'
    )
    const before = await contacts()
    const batch = await run(
      'Email,First name,City,Phone,Company,Tags\n' +
        'old@example.com,New,Paris,030 901820,Engines,Kept;Added\nother@example.com,Changed,,,,\n' +
        'made@example.com,Made,,,Engines,Added\nbusy@example.com,Busy,,,,Added\n'
    )
    assert.containsSubset(batch.outcome, { created: 2, updated: 2 })
    await sql(
      `update contacts set first_name = 'By hand', updated_at = now() where organization_id = ? and email_norm in ('busy@example.com', 'other@example.com')`,
      [organizationId]
    )
    await inTenant(() => batch.undoLater())
    const undone = await work(batch)
    assert.equal(undone.state, 'undone')
    const after = await contacts()
    assert.deepEqual(
      after.map(({ email }) => email),
      ['busy@example.com', 'old@example.com', 'other@example.com']
    )
    assert.deepEqual(after[1], before[0])
    assert.equal(after[2].first_name, 'By hand')
    assert.containsSubset(undone.outcome, { kept: 2 })
    const companies = await sql('select name from companies where organization_id = ?', [
      organizationId,
    ])
    assert.lengthOf(companies, 0)
    const tags = await sql('select name from tags where organization_id = ? order by 1', [
      organizationId,
    ])
    assert.deepEqual(tags, [{ name: 'Added' }, { name: 'Kept' }])
    await assert.rejects(() => inTenant(() => undone.undoLater()))
  })

  test('30 days after its end an import is forgotten but for its figures', async ({
    assert,
    cleanup,
  }) => {
    cleanup(() => clock.restore())
    await run('Email,First name\nold@example.com,Old\n')
    const batch = await run(
      'Email,First name,Company,Tags\nold@example.com,New,Engines,VIP\nnew@example.com,New,,\nbroken,,,\n'
    )
    const never = await upload('Email\nnever@example.com\n')
    const files = async () =>
      (await sql('select id from files where organization_id = ?', [organizationId])).length
    const sweepAged = async () => {
      while ((await Tenant.unscoped('sweeper', sweepOldImports)) > 0);
    }
    const kept = async (table: string) =>
      (await sql(`select 1 from ${table} where organization_id = ?`, [organizationId])).length
    assert.equal(await files(), 4)
    const stored = await inTenant(() => StoredFile.findOrFail(batch.fileId!))

    clock.freeze(batch.finishedAt!.plus({ days: 29, hours: 23 }))
    assert.isTrue((await fresh(batch)).isUndoable)
    await sweepAged()
    assert.equal(await files(), 4)

    clock.freeze(batch.finishedAt!.plus({ days: 30, minutes: 30 }))
    const late = await fresh(batch)
    assert.isFalse(late.isUndoable)
    await assert.rejects(() => inTenant(() => late.undoLater()), /can be undone for 30 days/)
    assert.equal(await kept('import_changes'), 1)

    clock.freeze(batch.finishedAt!.plus({ days: 30, hours: 2 }))
    await sweepAged()
    assert.equal(await files(), 0)
    for (const table of ['import_changes', 'import_companies', 'import_tags', 'import_refusals']) {
      assert.equal(await kept(table), 0, table)
    }
    await assert.rejects(async () => {
      for await (const _ of await new Storage(stored.disk).read(stored.key));
    })
    const over = await fresh(batch)
    assert.deepEqual(over.samples, [])
    assert.deepEqual(over.findings.samples, [])
    assert.containsSubset(over.outcome, { created: 1, updated: 1, refused: 1 })
    const again = await fresh(never)
    await assert.rejects(
      () => inTenant(() => again.checkLater(again.mapping, again.rules)),
      /deleted after 30 days/
    )
    assert.lengthOf(await contacts(), 2)
  })

  test('the count of rows read and the figures of a stopped import are the true ones', async ({
    assert,
    cleanup,
  }) => {
    chunking.rows = 10
    cleanup(() => void (chunking.rows = 10_000))
    const rows = Array.from({ length: 95 }, (_, n) => `p${n}@example.com,P${n}`)
    const checked = await check(await upload(`Email,First name\n${rows.join('\n')}\n`))
    assert.equal(checked.rowsRead, 95)
    await inTenant(() => checked.runLater())
    await sql(
      `create or replace function test_stop() returns trigger language plpgsql as $$
       begin
         if new.email_norm = 'p42@example.com' then
           update imports set state = 'cancelled', outcome = '{}' where organization_id = new.organization_id;
         end if;
         return new;
       end $$`
    )
    await sql(
      'create trigger test_stop before insert on contact_emails for each row execute function test_stop()'
    )
    try {
      await inTenant(() => advanceImport(checked.id))
    } finally {
      await sql('drop trigger test_stop on contact_emails')
    }
    const stopped = await fresh(checked)
    assert.equal(stopped.state, 'cancelled')
    const there = (await contacts()).length
    assert.isAbove(there, 0)
    assert.isBelow(there, 95)
    assert.containsSubset(stopped.outcome, { created: there, updated: 0 })
    const ended = await sql<{ payload: object }>(
      `select payload from events where organization_id = ? and type = 'import.ended'`,
      [organizationId]
    )
    assert.containsSubset(ended, [{ payload: { state: 'cancelled', created: there } }])
    await inTenant(() => stopped.runLater())
    const done = await work(stopped)
    assert.containsSubset(done.outcome, { created: 95 })
    assert.lengthOf(await contacts(), 95)
  })

  test('an import that nobody works on says at once what was done when it is stopped', async ({
    assert,
  }) => {
    const checked = await check(await upload('Email\nada@example.com\n'))
    await inTenant(() => checked.runLater())
    await inTenant(() => checked.cancel())
    const stopped = await work(checked)
    assert.containsSubset(stopped, { state: 'cancelled', outcome: { created: 0 } })
    const [{ count }] = await sql<{ count: number }>(
      `select count(*)::int as count from events where organization_id = ? and type = 'import.ended'`,
      [organizationId]
    )
    await work(stopped)
    assert.equal(count, 1)
  })

  test('who unsubscribed is noted, and no import brings anybody back', async ({ assert }) => {
    await run(
      'Email Address,First Name,UNSUB_TIME\nout@example.com,Out,2023-01-01 10:00:00\nin@example.com,In,\n'
    )
    await run('Email,First name\nout@example.com,Again\n')
    const states = await sql(
      `select c.email_norm, s.state from consent_states s join contacts c on c.id = s.contact_id where s.organization_id = ?`,
      [organizationId]
    )
    assert.deepEqual(states, [{ email_norm: 'out@example.com', state: 'denied' }])
    const suppressed = await sql(`select reason from suppressions where organization_id = ?`, [
      organizationId,
    ])
    assert.lengthOf(suppressed, 1)
  })

  test('after an import only those whom it touched are compared with others, after its undo again', async ({
    assert,
  }) => {
    // The worker must not take the imports of this test.
    const settle = async () => {
      await workOff()
      await stopWorking()
    }
    const first = 'Email,First name,Last name,Phone\n'
    await run(
      `${first}ada@example.com,Ada,Byron,030 901820\nada@second.com,Ada,Byron,030 901820\n` +
        'grace@example.com,Grace,Hopper,030 901821\nhedy@example.com,Hedy,Lamarr,030 901822\n'
    )
    // Nobody looked yet: events of before are none of this test's business.
    await settle()
    await inTenant(() => compareChanged())
    await sql('delete from duplicate_pairs where organization_id = ?', [organizationId])
    const batch = await run(
      `${first}grace@second.com,Grace,Hopper,030 901821\nhedy@example.com,Hedy,Lamarr,030 901821\n`
    )
    await settle()
    await inTenant(() => compareChanged())
    const pairs = async () =>
      (
        await sql<{ a: string; b: string }>(
          `select a.first_name as a, b.first_name as b from duplicate_pairs p join contacts a on a.id = p.a_id
           join contacts b on b.id = p.b_id where p.organization_id = ? order by least(a.first_name, b.first_name)`,
          [organizationId]
        )
      ).map(({ a, b }) => [a, b].sort().join('+'))
    assert.deepEqual(await pairs(), ['Grace+Grace'])
    const scans = await sql('select 1 from duplicate_scans where organization_id = ?', [
      organizationId,
    ])
    assert.lengthOf(scans, 0)

    await inTenant(() => batch.undoLater())
    await work(batch)
    await settle()
    await inTenant(() => compareChanged())
    assert.deepEqual(await pairs(), [])
    const [{ stale }] = await sql<{ stale: number }>(
      `select count(*)::int as stale from duplicate_keys k where organization_id = ?
         and not exists (select 1 from contacts c where c.id = k.contact_id)`,
      [organizationId]
    )
    assert.equal(stale, 0)
  })

  test('whoever was merged into another is that other for every import', async ({ assert }) => {
    const header = 'Email,First name,Phone,Customer ID\n'
    await run(`${header}win@example.com,Win,030 901820,K1\nlose@example.com,Lose,030 901821,K2\n`)
    const idOf = async (email: string) =>
      (
        await sql<{ id: string }>(
          'select contact_id as id from contact_emails where organization_id = ? and email_norm = ?',
          [organizationId, email]
        )
      )[0].id
    const [winnerId, loserId] = [await idOf('win@example.com'), await idOf('lose@example.com')]
    await inTenant(() => mergeContacts({ winnerId, loserId }))
    const byEmail = await run('Email,First name\nlose@example.com,By mail\n')
    assert.containsSubset(byEmail.outcome, { created: 0, updated: 1 })
    const byPhone = await run('Phone,City\n030 901821,Berlin\n', { matchBy: 'phone' })
    assert.containsSubset(byPhone.outcome, { created: 0, updated: 1 })
    const byId = await run('Customer ID,Last name\nK2,By id\n', { matchBy: 'external_id' })
    assert.containsSubset(byId.outcome, { created: 0, updated: 1, refused: 0 })
    const all = await run('Email,Customer ID,Phone,Region\nlose@example.com,K2,030 901821,North\n')
    assert.containsSubset(all.outcome, { created: 0, updated: 1, refused: 0 })
    assert.containsSubset(await contacts(), [
      { email: 'win@example.com', first_name: 'By mail', city: 'Berlin', last_name: 'By id' },
    ])
    const [loser] = await sql(
      'select deleted_at is not null as gone, merged_into_id from contacts where id = ?',
      [loserId]
    )
    assert.deepEqual(loser, { gone: true, merged_into_id: winnerId })
    const made = await run('Phone,Email\n030 901821,new@example.com\n', { mode: 'create' })
    assert.containsSubset(made.outcome, { created: 1 })
  })

  test('everybody of an import is put on a list and tagged, and taken off by its undo', async ({
    assert,
  }) => {
    await run(
      'Email,First name\nold@example.com,Old\nthere@example.com,There\nnot@example.com,Not in the file\n'
    )
    const maker = { user: { id: (await plantStaff(organizationId)).user.id }, can: () => true }
    const list = await inTenant(() => Segment.define({ name: 'Fair', kind: 'static' }, maker))
    const there = async () =>
      (
        await sql<{ name: string }>(
          `select c.first_name as name from segment_members m join contacts c on c.id = m.contact_id
           where m.organization_id = ? order by 1`,
          [organizationId]
        )
      ).map(({ name }) => name)
    const countOf = async (id: string) =>
      (await inTenant(() => Segment.query().where('id', id).firstOrFail())).memberCount
    const [{ id: thereId }] = await sql<{ id: string }>(
      `select id from contacts where organization_id = ? and email_norm = 'there@example.com'`,
      [organizationId]
    )
    await inTenant(() => list.add([thereId]))

    // One is made, one changed, and one is as the file says already and was on the list before.
    const file =
      'Email,First name\nold@example.com,Older\nthere@example.com,There\nnew@example.com,New\n'
    const given = { list: { id: list.id, name: 'Fair' }, tags: ['Guest'] }
    const batch = await run(file, given)
    assert.containsSubset(batch.outcome, { created: 1, updated: 1, unchanged: 1 })
    assert.deepEqual(await there(), ['New', 'Older', 'There'])
    assert.equal(await countOf(list.id), 3)
    const tagged = (await contacts()).filter(({ tags }) => tags === 'Guest')
    assert.lengthOf(tagged, 3)
    await inTenant(() => batch.undoLater())
    await work(batch)
    assert.deepEqual(await there(), ['There'])
    assert.equal(await countOf(list.id), 1)
    assert.isEmpty((await contacts()).filter(({ tags }) => tags !== null))

    // A new list is made when the import begins, and goes with it.
    const checked = await check(await upload(file), { list: { id: null, name: 'Winter fair' } })
    await inTenant(() => makeList(checked, maker))
    await inTenant(() => checked.runLater())
    const second = await work(checked)
    const madeId = second.rules.list!.id!
    assert.equal(await countOf(madeId), 3)
    await inTenant(() => second.undoLater())
    await work(second)
    const made = await inTenant(() => Segment.query().where('id', madeId).firstOrFail())
    assert.isTrue(made.isArchived)
    assert.isFalse((await inTenant(() => Segment.findOrFail(list.id))).isArchived)

    const wrong = await upload(file)
    for (const bad of [
      { id: null, name: 'FAIR' },
      { id: wrong.id, name: 'Nobody’s' },
    ]) {
      await assert.rejects(() =>
        inTenant(() => chooseMapping(wrong, wrong.mapping, { ...wrong.rules, list: bad }))
      )
    }
  })

  test('an import touches nobody of another organization', async ({ assert }) => {
    const other = await plantOrganization('Others')
    const theirs = await plantContact(other, 'Ada Theirs')
    await run(`Email,First name\n${theirs.email},Ours\n`)
    const rows = await sql(
      `select organization_id, first_name from contacts where email_norm = ?`,
      [theirs.emailNorm]
    )
    assert.sameDeepMembers(rows, [
      { organization_id: other, first_name: 'Ada' },
      { organization_id: organizationId, first_name: 'Ours' },
    ])
  })

  test('the mapping of a file is remembered for the next one of its kind', async ({ assert }) => {
    const file = 'Strange,Also strange\nada@example.com,Ada\n'
    const first = await upload(file)
    assert.deepEqual(first.mapping, ['email', null])
    await inTenant(() => chooseMapping(first, ['email', 'first_name'], first.rules))
    assert.deepEqual((await upload(file)).mapping, ['email', 'first_name'])
  })
})

test.group('Pages of imports', (group) => {
  let organizationId: string
  let owner: Person
  group.each.setup(async () => {
    // A worker that another spec left running would take the jobs.
    await stopWorking()
    organizationId = await plantOrganization('Uploaders')
    owner = await plantStaff(organizationId)
  })

  const send = (
    person: Person,
    client: ApiClient,
    body: string,
    headers: Record<string, string> = {}
  ) =>
    as(person, client.post('/admin/contacts/imports'))
      .headers({
        'content-type': 'application/octet-stream',
        'x-file-name': 'people.csv',
        'accept': 'application/json',
        ...headers,
      })
      .setup((request) => void request.request.send(body))

  test('a file is uploaded, mapped, checked and imported', async ({ client, assert }) => {
    const sent = await send(owner, client, 'Email Address,First Name\nada@example.com,Ada\n')
    sent.assertStatus(201)
    const path = `/admin/contacts/imports/${sent.body().data.id}`
    const page = async () => (await as(owner, client.get(path)).withInertia()).body().props
    const { import: batch } = await page()
    assert.deepEqual(batch.mapping, ['email', 'first_name'])
    const { mapping, rules } = batch
    const checked = await as(owner, client.post(`${path}/checks`)).json({ mapping, rules })
    checked.assertStatus(302)
    await workOff()
    assert.containsSubset((await page()).import, { state: 'dry_run', findings: { new: 1 } })
    await as(owner, client.post(`${path}/runs`))
    await workOff()
    assert.containsSubset(await page(), { import: { state: 'done' }, progress: { created: 1 } })
    const notices = await sql(`select title from notifications where user_id = ?`, [owner.user.id])
    assert.deepEqual(notices, [{ title: 'people.csv is imported' }])
  })

  test('a field is made for a column that has none, of the type that its values have', async ({
    client,
    assert,
  }) => {
    const rows = Array.from({ length: 14 }, (_, n) => [
      `p${n}@example.com`,
      `2026-0${(n % 9) + 1}-01`,
      n % 2 ? 'yes' : 'no',
      n * 1.5,
      n % 2 ? 'Red' : 'Blue',
      `00${n}`,
    ])
    const text = ['Email,Adopted on,Vip club,Weight,Coat,Code', ...rows.map((row) => row.join(','))]
    const sent = await send(owner, client, text.join('\n'))
    const path = `/admin/contacts/imports/${sent.body().data.id}`
    const page = async () => (await as(owner, client.get(path)).withInertia()).body().props
    const { suggestions, can } = await page()
    assert.isTrue(can.makeField)
    assert.deepEqual(
      suggestions.slice(1).map(({ label, type }: Record<string, string>) => [label, type]),
      [
        ['Adopted on', 'date'],
        ['Vip club', 'boolean'],
        ['Weight', 'number'],
        ['Coat', 'select'],
        ['Code', 'text'],
      ]
    )
    assert.sameMembers(suggestions[4].options, ['Red', 'Blue'])
    for (const { label, type, options } of suggestions.slice(1)) {
      const choices = options.map((one: string) => ({ label: one }))
      const body = { label, type, ...(type === 'select' && { options: choices }) }
      const made = await as(owner, client.post(`${path}/fields`)).json(body)
      made.assertStatus(302)
    }
    const { targets, import: batch } = await page()
    const mine = targets.filter(({ value }: { value: string }) => value.startsWith('custom:'))
    assert.lengthOf(mine, 5)
    const mapping = ['email', ...mine.map(({ value }: { value: string }) => value)]
    await as(owner, client.post(`${path}/checks`)).json({ mapping, rules: batch.rules })
    await workOff()
    assert.containsSubset((await page()).import.findings, { new: 14, warned: 0 })
    await as(owner, client.post(`${path}/runs`))
    await workOff()
    const [row] = await sql(
      `select custom from contacts where organization_id = ? and email_norm = 'p3@example.com'`,
      [organizationId]
    )
    assert.deepEqual(row, {
      custom: {
        adopted_on: '2026-04-01',
        vip_club: true,
        weight: 4.5,
        coat: 'red',
        code: '003',
      },
    })

    const empty = await as(owner, client.post(`${path}/fields`))
      .accept('json')
      .json({ label: 'No choices', type: 'select' })
    empty.assertStatus(422)
    const agent = await plantStaff(organizationId, 'agent')
    const refused = await as(agent, client.post(`${path}/fields`)).json({
      label: 'X',
      type: 'text',
    })
    refused.assertStatus(403)
    const stranger = await plantStaff(await plantOrganization('Strangers'))
    const hidden = await as(stranger, client.post(`${path}/fields`)).json({
      label: 'X',
      type: 'text',
    })
    hidden.assertStatus(404)
  })

  test('two gigabytes are refused before they are sent, and what is no table with a reason', async ({
    client,
    assert,
  }) => {
    const binary = await send(owner, client, '%PDF-1.7 nothing to see here')
    binary.assertStatus(422)
    assert.include(binary.text(), 'neither a CSV nor an XLSX')
    await assert.rejects(
      () =>
        Tenant.run(organizationId, () =>
          receiveUpload(null as never, {
            name: 'x.csv',
            type: 'application/octet-stream',
            length: 2 ** 31,
          })
        ),
      /larger than 500 MB/
    )
  })

  test('who may not import sees nothing of it', async ({ client }) => {
    const agent = await plantStaff(organizationId, 'agent')
    const page = await as(agent, client.get('/admin/contacts/imports'))
    page.assertStatus(403)
    const sent = await send(agent, client, 'Email\na@b.de\n')
    sent.assertStatus(403)
  })
})
