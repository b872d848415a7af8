import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import { sql } from '#core/database/sql'
import { Browser, cleanStart, mailsTo, newEmail, PASSWORD, plantAccount } from './support.js'
import OrganizationsCreate from '../../../app/commands/identity/organizations_create.js'
import UsersCreate from '../../../app/commands/identity/users_create.js'

async function run(Command: typeof UsersCreate | typeof OrganizationsCreate, argv: string[]) {
  const command = await ace.create(Command as typeof UsersCreate, argv)
  await command.exec()
  return command.exitCode
}
const userOf = async (email: string) =>
  (await sql<Record<string, unknown>>('select * from users where email_norm = ?', [email]))[0]

test.group('The operator’s command line', (group) => {
  group.setup(() => {
    ace.ui.switchMode('raw')
    return () => ace.ui.switchMode('normal')
  })
  group.each.setup(cleanStart)

  test('users:create makes somebody who can log in, and mails nobody', async ({ assert }) => {
    const email = newEmail()
    assert.equal(await run(UsersCreate, [email, `--password=${PASSWORD}`, '--operator']), 0)
    assert.containsSubset(await userOf(email), { is_operator: true })
    assert.deepEqual(await mailsTo(email), [])
    const browser = new Browser()
    await browser.logIn(email)
    assert.isTrue(await browser.isLoggedIn())
  })

  test('users:create refuses a taken address, a short password and what is no address', async ({
    assert,
  }) => {
    const { email } = await plantAccount()
    const before = await userOf(email)
    assert.equal(await run(UsersCreate, [email, '--operator']), 1)
    assert.deepEqual(await userOf(email), before)
    const short = newEmail()
    assert.equal(await run(UsersCreate, [short, '--password=short']), 1)
    assert.isUndefined(await userOf(short))
    assert.equal(await run(UsersCreate, ['no address']), 1)
  })

  test('organizations:create founds one for a user who is there', async ({ assert }) => {
    const { id, email } = await plantAccount()
    const slug = `burrow-${id.slice(-12)}`
    const found = (owner: string, address: string) =>
      run(OrganizationsCreate, ['Burrow', `--owner=${owner}`, `--slug=${address}`])
    assert.equal(await found(email, slug), 0)
    assert.equal(await found(email, slug), 1)
    assert.equal(await found(email, 'admin'), 1)
    assert.equal(await found(newEmail(), `${slug}-2`), 1)
    const rows = await sql(
      `select o.slug, m.role from organizations o join memberships m on m.organization_id = o.id
       where m.user_id = ?`,
      [id]
    )
    assert.deepEqual(rows, [{ slug, role: 'owner' }])
  })
})
