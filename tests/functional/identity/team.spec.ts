import { test } from '@japa/runner'
import { v7 as uuid } from 'uuid'
import { clock } from '#core/clock/clock'
import { hashToken, makeToken } from '#core/crypto/tokens'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import User from '#identity/models/user'
import { Staff } from '#identity/staff'
import { Ownership } from '#identity/ownership'
import Membership from '#identity/models/membership'
import { plantOrganization } from '#tests/support/organizations'
import {
  Browser,
  cleanStart,
  mailsTo,
  newEmail,
  PASSWORD,
  plantAccount,
  readMail,
} from './support.js'

type Member = { id: string; email: string; membershipId: string }
type House = { id: string; owner: Member }

const MEMBERS = '/admin/settings/members'
const INVITATIONS = '/admin/settings/invitations'
const OWNERSHIP = '/admin/settings/ownership'

async function join(organizationId: string, role: string): Promise<Member> {
  const account = await plantAccount()
  const membershipId = uuid()
  await sql(
    `insert into memberships (id, organization_id, user_id, role, created_at, updated_at)
     values (?, ?, ?, ?, clock_timestamp(), clock_timestamp())`,
    [membershipId, organizationId, account.id, role]
  )
  return { ...account, membershipId }
}

async function plantHouse(seats?: number): Promise<House> {
  const id = await plantOrganization()
  if (seats !== undefined) await limit(id, seats)
  return { id, owner: await join(id, 'owner') }
}

const limit = (organizationId: string, seats: number) =>
  sql(
    `insert into organization_limits (organization_id, name, value, updated_at)
     values (?, 'members', ?, clock_timestamp())
     on conflict (organization_id, name) do update set value = excluded.value`,
    [organizationId, seats]
  )

async function loggedIn({ email }: { email: string }): Promise<Browser> {
  const browser = new Browser()
  await browser.logIn(email)
  return browser
}

const invite = (browser: Browser, email: string, role = 'editor') =>
  browser.submit('POST', INVITATIONS, { email, role })

const invitationsOf = (organizationId: string) =>
  sql<{ id: string; email_norm: string; accepted_at: Date | null; revoked_at: Date | null }>(
    'select * from invitations where organization_id = ? order by created_at',
    [organizationId]
  )
const pendingOf = async (organizationId: string) =>
  (await invitationsOf(organizationId)).filter((row) => !row.accepted_at && !row.revoked_at)
const roleOf = async (member: Pick<Member, 'id'>, organizationId: string) =>
  (
    await sql<{ role: string }>(
      'select role from memberships where user_id = ? and organization_id = ?',
      [member.id, organizationId]
    )
  )[0]?.role
const typesOf = async (organizationId: string) =>
  (
    await sql<{ type: string }>('select type from events where organization_id = ? order by id', [
      organizationId,
    ])
  ).map(({ type }) => type)

/** An open invitation whose token is known, without a mail. */
async function plantInvitation(organizationId: string, email: string, role = 'editor') {
  const { token } = makeToken()
  const now = clock.now()
  await sql(
    `insert into invitations (id, organization_id, email, email_norm, role, token_hash, expires_at, created_at, updated_at)
     values (?, ?, ?, lower(?), ?, ?, ?, ?, ?)`,
    [
      uuid(),
      organizationId,
      email,
      email,
      role,
      hashToken(token),
      now.plus({ days: 7 }).toJSDate(),
      now.toJSDate(),
      now.toJSDate(),
    ]
  )
  return `/invitations/${token}`
}

test.group('Invitations', (group) => {
  group.each.setup(cleanStart)

  test('go by mail, and make a member of who has no account yet', async ({ assert }) => {
    const house = await plantHouse()
    const email = newEmail()
    await invite(await loggedIn(house.owner), email)
    const { path, subject } = await readMail(email, 'invitation')
    assert.include(subject, 'Test Organization')

    const browser = new Browser()
    assert.equal((await browser.get(path)).headers['referrer-policy'], 'no-referrer')
    const answer = await browser.submit('POST', path, { fullName: 'Iris', password: PASSWORD })
    assert.equal(answer.location, '/admin')
    assert.equal((await browser.get('/admin/courses')).status, 200)
    const [row] = await invitationsOf(house.id)
    assert.isNotNull(row.accepted_at)
    assert.includeMembers(await typesOf(house.id), [
      'invitation.sent',
      'invitation.accepted',
      'member.joined',
    ])
    const again = await new Browser().submit('POST', path, { fullName: 'Eve', password: PASSWORD })
    assert.notEqual(again.location, '/admin')
    assert.lengthOf(await sql('select 1 from memberships where organization_id = ?', [house.id]), 2)
  })

  test('who has an account logs in, comes back and accepts', async ({ assert }) => {
    const house = await plantHouse()
    const guest = await plantAccount()
    const path = await plantInvitation(house.id, guest.email, 'agent')
    const browser = new Browser()
    await browser.get(path)
    const stolen = await browser.submit('POST', path, { fullName: 'Eve', password: 'of my own' })
    assert.notEqual(stolen.location, '/admin')
    assert.equal((await browser.logIn(guest.email)).location, path)
    assert.equal((await browser.submit('POST', path)).location, '/admin')
    assert.equal(await roleOf(guest, house.id), 'agent')
  })

  test('are for their address alone', async ({ assert }) => {
    const house = await plantHouse()
    const other = await plantAccount()
    const path = await plantInvitation(house.id, newEmail())
    const browser = await loggedIn(other)
    await browser.submit('POST', path)
    assert.include(await browser.told('/account'), 'Log in with that address')
    assert.isUndefined(await roleOf(other, house.id))
    assert.lengthOf(await pendingOf(house.id), 1)
  })

  test('end after seven days, and when they are withdrawn', async ({ assert }) => {
    const house = await plantHouse()
    const owner = await loggedIn(house.owner)
    const [late, withdrawn] = [await plantAccount(), await plantAccount()]
    const latePath = await plantInvitation(house.id, late.email)
    const withdrawnPath = await plantInvitation(house.id, withdrawn.email)
    const row = (await pendingOf(house.id)).find(({ email_norm }) => email_norm === withdrawn.email)
    await owner.submit('DELETE', `${INVITATIONS}/${row!.id}`)
    const browser = await loggedIn(withdrawn)
    await browser.submit('POST', withdrawnPath)
    assert.isUndefined(await roleOf(withdrawn, house.id))

    const lateBrowser = await loggedIn(late)
    clock.setOffset(7 * 86_400 + 60)
    await lateBrowser.submit('POST', latePath)
    assert.isUndefined(await roleOf(late, house.id))
  })

  test('one that was accepted cannot be withdrawn', async ({ assert }) => {
    const house = await plantHouse()
    const guest = await plantAccount()
    const path = await plantInvitation(house.id, guest.email)
    await (await loggedIn(guest)).submit('POST', path)
    const owner = await loggedIn(house.owner)
    const [row] = await invitationsOf(house.id)
    await owner.submit('DELETE', `${INVITATIONS}/${row.id}`)
    assert.isNull((await invitationsOf(house.id))[0].revoked_at)
    assert.notInclude(await typesOf(house.id), 'invitation.revoked')
  })

  test('there is one per address, also when two are sent at once', async ({ assert }) => {
    const house = await plantHouse()
    const email = newEmail()
    const owner = await loggedIn(house.owner)
    await invite(owner, email)
    const first = await readMail(email, 'invitation')
    await Promise.all([invite(owner, email.toUpperCase()), invite(owner, email, 'agent')])
    assert.lengthOf(await pendingOf(house.id), 1)
    assert.lengthOf(await invitationsOf(house.id), 3)
    const answer = await new Browser().submit('POST', first.path, {
      fullName: 'Iris',
      password: PASSWORD,
    })
    assert.notEqual(answer.location, '/admin')
  })

  test('hold a seat: none is sent where none is free', async ({ assert }) => {
    const house = await plantHouse(3)
    const owner = await loggedIn(house.owner)
    for (let n = 0; n < 3; n++) await invite(owner, newEmail())
    assert.include(await owner.told(MEMBERS), 'You have reached your limit of 3 members.')
    assert.lengthOf(await pendingOf(house.id), 2)
    // An expired one gives its seat back.
    clock.setOffset(8 * 86_400)
    await invite(owner, newEmail())
    assert.lengthOf(await invitationsOf(house.id), 3)
  })

  test('sent at once for the last seat, one is sent', async ({ assert }) => {
    const house = await plantHouse(2)
    const owner = await loggedIn(house.owner)
    await Promise.all([1, 2, 3].map(() => invite(owner, newEmail())))
    assert.lengthOf(await pendingOf(house.id), 1)
  })

  test('two accepted at once for the last seat make one member', async ({ assert }) => {
    const house = await plantHouse()
    const guests = [await plantAccount(), await plantAccount()]
    const paths = [
      await plantInvitation(house.id, guests[0].email),
      await plantInvitation(house.id, guests[1].email),
    ]
    // They were sent while there was room for both.
    await limit(house.id, 2)
    const browsers = [await loggedIn(guests[0]), await loggedIn(guests[1])]
    await Promise.all(paths.map((path, n) => browsers[n].submit('POST', path)))
    assert.equal(await joined(guests, house.id), 1)
    assert.lengthOf(await pendingOf(house.id), 1)
    const told = await Promise.all(browsers.map((browser) => browser.told('/account')))
    assert.lengthOf(
      told.filter((text) => text.includes('You have reached your limit of 2 members.')),
      1
    )
  })

  test('one accepted twice at once makes one membership', async ({ assert }) => {
    const house = await plantHouse()
    const guest = await plantAccount()
    const path = await plantInvitation(house.id, guest.email)
    const browsers = [await loggedIn(guest), await loggedIn(guest)]
    await Promise.all(browsers.map((browser) => browser.submit('POST', path)))
    assert.lengthOf(
      await sql('select 1 from memberships where user_id = ? and organization_id = ?', [
        guest.id,
        house.id,
      ]),
      1
    )
    const accepted = (await typesOf(house.id)).filter((type) => type === 'invitation.accepted')
    assert.lengthOf(accepted, 1)
  })

  test('nobody gives a role that may more, or one that does not exist', async ({ assert }) => {
    const house = await plantHouse()
    const admin = await loggedIn(await join(house.id, 'admin'))
    for (const role of ['owner', 'emperor', '__proto__']) await invite(admin, newEmail(), role)
    assert.lengthOf(await pendingOf(house.id), 0)
    const viewer = await loggedIn(await join(house.id, 'viewer'))
    assert.equal((await invite(viewer, newEmail(), 'viewer')).status, 403)
    assert.lengthOf(await invitationsOf(house.id), 0)
  })

  test('a member is not invited again', async ({ assert }) => {
    const house = await plantHouse()
    const member = await join(house.id, 'viewer')
    const owner = await loggedIn(house.owner)
    await invite(owner, member.email)
    assert.include(await owner.told(MEMBERS), 'a member already')
    assert.deepEqual(await mailsTo(member.email), [])
  })
})

const joined = async (people: { id: string }[], organizationId: string) => {
  const found = await Promise.all(people.map((person) => roleOf(person, organizationId)))
  return found.filter(Boolean).length
}

test.group('Members', (group) => {
  group.each.setup(cleanStart)

  test('one who is suspended is out with the next request, and comes back', async ({ assert }) => {
    const house = await plantHouse()
    const member = await join(house.id, 'editor')
    const browser = await loggedIn(member)
    assert.equal((await browser.get('/admin/courses')).status, 200)
    const owner = await loggedIn(house.owner)
    await owner.submit('POST', `${MEMBERS}/${member.membershipId}/suspension`)
    assert.equal((await browser.get('/admin/courses')).location, '/organizations/create')
    // Once more changes nothing and is told to nobody.
    await owner.submit('POST', `${MEMBERS}/${member.membershipId}/suspension`)
    const told = (await typesOf(house.id)).filter((type) => type === 'member.suspended')
    assert.lengthOf(told, 1)
    await owner.submit('DELETE', `${MEMBERS}/${member.membershipId}/suspension`)
    assert.equal((await browser.get('/admin/courses')).status, 200)
  })

  test('a seat that was filled meanwhile is not given back', async ({ assert }) => {
    const house = await plantHouse(2)
    const member = await join(house.id, 'editor')
    const owner = await loggedIn(house.owner)
    await owner.submit('POST', `${MEMBERS}/${member.membershipId}/suspension`)
    await invite(owner, newEmail())
    await owner.submit('DELETE', `${MEMBERS}/${member.membershipId}/suspension`)
    assert.include(await owner.told(MEMBERS), 'limit of 2 members')
    const [row] = await sql<{ suspended_at: Date | null }>(
      'select suspended_at from memberships where id = ?',
      [member.membershipId]
    )
    assert.isNotNull(row.suspended_at)
  })

  test('a new role counts at once, and nobody takes or gives more than she has', async ({
    assert,
  }) => {
    const house = await plantHouse()
    const member = await join(house.id, 'viewer')
    const admin = await join(house.id, 'admin')
    const [browser, boss] = [await loggedIn(member), await loggedIn(admin)]
    assert.equal((await browser.submit('POST', '/admin/courses', { title: 'No' })).status, 403)
    await boss.submit('PUT', `${MEMBERS}/${member.membershipId}`, { role: 'editor' })
    assert.equal(await roleOf(member, house.id), 'editor')
    assert.equal((await browser.submit('POST', '/admin/courses', { title: 'Yes' })).status, 302)

    await boss.submit('PUT', `${MEMBERS}/${member.membershipId}`, { role: 'owner' })
    await boss.submit('PUT', `${MEMBERS}/${house.owner.membershipId}`, { role: 'viewer' })
    await boss.submit('DELETE', `${MEMBERS}/${house.owner.membershipId}`)
    await boss.submit('POST', `${MEMBERS}/${house.owner.membershipId}/suspension`)
    assert.equal(await roleOf(member, house.id), 'editor')
    assert.equal(await roleOf(house.owner, house.id), 'owner')
  })

  test('one who is removed, or leaves, is out', async ({ assert }) => {
    const house = await plantHouse()
    const [removed, leaving] = [await join(house.id, 'editor'), await join(house.id, 'viewer')]
    const browser = await loggedIn(removed)
    await (await loggedIn(house.owner)).submit('DELETE', `${MEMBERS}/${removed.membershipId}`)
    assert.equal((await browser.get('/admin/courses')).location, '/organizations/create')
    const self = await loggedIn(leaving)
    assert.equal((await self.submit('DELETE', `${MEMBERS}/${leaving.membershipId}`)).location, '/')
    assert.isUndefined(await roleOf(leaving, house.id))
  })

  test('the last owner cannot leave or become less', async ({ assert }) => {
    const house = await plantHouse()
    await join(house.id, 'admin')
    const owner = await loggedIn(house.owner)
    const path = `${MEMBERS}/${house.owner.membershipId}`
    await owner.submit('DELETE', path)
    assert.include(await owner.told(MEMBERS), 'An organization needs an owner')
    await owner.submit('PUT', path, { role: 'admin' })
    await owner.submit('POST', `${path}/suspension`)
    assert.equal(await roleOf(house.owner, house.id), 'owner')
    assert.equal((await owner.get(MEMBERS)).status, 200)
  })

  test('two owners who leave at once leave one behind', async ({ assert }) => {
    const house = await plantHouse()
    const second = await join(house.id, 'owner')
    const people = [house.owner, second]
    const browsers = [await loggedIn(people[0]), await loggedIn(people[1])]
    await Promise.all(
      people.map(({ membershipId }, n) =>
        browsers[n].submit('DELETE', `${MEMBERS}/${membershipId}`)
      )
    )
    assert.equal(await joined(people, house.id), 1)
  })

  test('of another organization do not exist', async ({ assert }) => {
    const [house, other] = [await plantHouse(), await plantHouse()]
    const owner = await loggedIn(house.owner)
    const path = `${MEMBERS}/${other.owner.membershipId}`
    for (const answer of [
      await owner.submit('PUT', path, { role: 'viewer' }),
      await owner.submit('DELETE', path),
      await owner.submit('POST', `${path}/suspension`),
    ]) {
      assert.equal(answer.status, 404)
    }
    assert.equal(await roleOf(other.owner, other.id), 'owner')
  })
})

test.group('Ownership', (group) => {
  group.each.setup(cleanStart)

  const offer = (browser: Browser, heir: Member, currentPassword = PASSWORD) =>
    browser.submit('POST', OWNERSHIP, { membershipId: heir.membershipId, currentPassword })
  const staffOf = async (organizationId: string, member: Member) =>
    new Staff(
      await User.findOrFail(member.id),
      await Tenant.run(organizationId, () => Membership.findOrFail(member.membershipId)),
      await Organization.findOrFail(organizationId)
    )

  test('is offered with the password, accepted by the heir, and both are told', async ({
    assert,
  }) => {
    const house = await plantHouse()
    const heir = await join(house.id, 'editor')
    const owner = await loggedIn(house.owner)
    await offer(owner, heir, 'a guess')
    assert.deepEqual(await mailsTo(heir.email), [])
    await offer(owner, heir)
    assert.include((await mailsTo(heir.email)).at(-1)!.mail, 'ownership_offer')
    assert.equal(await roleOf(house.owner, house.id), 'owner')

    const browser = await loggedIn(heir)
    await browser.submit('PUT', OWNERSHIP)
    assert.equal(await roleOf(heir, house.id), 'owner')
    assert.equal(await roleOf(house.owner, house.id), 'admin')
    for (const { email } of [heir, house.owner])
      assert.include((await mailsTo(email)).at(-1)!.mail, 'ownership_transferred')
    assert.include(await typesOf(house.id), 'ownership.transferred')
    // Who gave it away cannot give it away again.
    assert.equal((await offer(owner, heir)).status, 403)
  })

  test('is for the heir alone, for seven days, and until it is taken back', async ({ assert }) => {
    const house = await plantHouse()
    const [heir, other] = [await join(house.id, 'editor'), await join(house.id, 'admin')]
    const owner = await loggedIn(house.owner)
    const [heirs, others] = [await loggedIn(heir), await loggedIn(other)]
    await offer(owner, heir)
    await others.submit('PUT', OWNERSHIP)
    clock.setOffset(8 * 86_400)
    await heirs.submit('PUT', OWNERSHIP)
    clock.restore()
    await owner.submit('DELETE', OWNERSHIP)
    await heirs.submit('PUT', OWNERSHIP)
    assert.equal(await roleOf(house.owner, house.id), 'owner')
    assert.equal(await roleOf(heir, house.id), 'editor')
    assert.equal(await roleOf(other, house.id), 'admin')
  })

  test('offered to two at once, one offer stands; accepted twice at once, it moves once', async ({
    assert,
  }) => {
    const house = await plantHouse()
    const heirs = [await join(house.id, 'editor'), await join(house.id, 'admin')]
    const organization = await Organization.findOrFail(house.id)
    const owner = await staffOf(house.id, house.owner)
    await Promise.all(
      heirs.map((heir) => new Ownership(organization).offer(owner, heir.membershipId))
    )
    const open = await sql<{ to_user_id: string }>(
      `select to_user_id from ownership_transfers
       where organization_id = ? and accepted_at is null and cancelled_at is null`,
      [house.id]
    )
    assert.lengthOf(open, 1)

    const staff = await Promise.all(heirs.map((heir) => staffOf(house.id, heir)))
    const outcomes = await Promise.allSettled(
      [...staff, ...staff].map((heir) => new Ownership(organization).accept(heir))
    )
    assert.lengthOf(
      outcomes.filter(({ status }) => status === 'fulfilled'),
      1
    )
    const owners = await sql(
      `select 1 from memberships where organization_id = ? and role = 'owner'`,
      [house.id]
    )
    assert.lengthOf(owners, 1)
    assert.equal(await roleOf(house.owner, house.id), 'admin')
  })

  test('an offer to somebody who is suspended or removed ends', async ({ assert }) => {
    const house = await plantHouse()
    const heir = await join(house.id, 'editor')
    const owner = await loggedIn(house.owner)
    await offer(owner, heir)
    await owner.submit('POST', `${MEMBERS}/${heir.membershipId}/suspension`)
    await owner.submit('DELETE', `${MEMBERS}/${heir.membershipId}/suspension`)
    await (await loggedIn(heir)).submit('PUT', OWNERSHIP)
    assert.equal(await roleOf(heir, house.id), 'editor')
  })
})
