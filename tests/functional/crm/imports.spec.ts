import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { advanceImport } from '#crm/imports/advance'
import { takeIn } from '#crm/imports/intake'
import type { ImportRules } from '#crm/imports/rules'
import Import from '#crm/models/import'
import { plantOrganization } from '#tests/support/organizations'

test.group('Imports of contacts', (group) => {
  let organizationId: string
  let folder: string

  group.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'imports-'))
    return () => rm(folder, { recursive: true })
  })
  group.each.setup(async () => {
    organizationId = await plantOrganization('Importers')
    await sql(`update organizations set country = 'DE' where id = ?`, [organizationId])
  })

  const inTenant = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const upload = async (text: string, name = 'people.csv') => {
    const path = join(folder, `${Math.random()}.csv`)
    await writeFile(path, text)
    return inTenant(() => takeIn({ path, name }))
  }
  const fresh = (batch: Import) => inTenant(() => Import.findOrFail(batch.id))
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
})
