import { test } from '@japa/runner'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { MailAccountFactory } from '#database/factories/messaging/mail_account_factory'
import { SendingDomainFactory } from '#database/factories/messaging/sending_domain_factory'
import { SenderFactory } from '#database/factories/messaging/sender_factory'
import { releaseBreaker } from '#messaging/accounts/accounts'
import MailAccount from '#messaging/models/mail_account'
import { judgeBreakers } from '#messaging/pacing/breaker'
import { giveBackSlots, noteOutcomes, reserveSlots } from '#messaging/pacing/pacing'
import { accountsFor } from '#messaging/pacing/routing'
import { growShares, halveShares } from '#messaging/queries/send_rates'
import { plantOrganization } from '#tests/support/organizations'
import { plantStaff } from '#tests/support/people'

const sum = (granted: Map<string, number>) => [...granted.values()].reduce((a, b) => a + b, 0)
const to = (wanted: Record<string, number>) => new Map(Object.entries(wanted))

test.group('Pacing', (group) => {
  let organizationId: string
  group.each.setup(async () => {
    organizationId = await plantOrganization()
    return () => clock.restore()
  })
  const here = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const account = (
    row: Partial<Pick<MailAccount, 'perSecond' | 'perDay' | 'provider' | 'position'>> = {}
  ) => here(() => MailAccountFactory.merge({ provider: 'smtp', ...row }).create())
  const outcome = (sent: number, deferred = 0) => ({ sent, deferred, bounced: 0, blocked: 0 })
  const shareOf = async (scope: string) =>
    (
      await sql<{ share: number }>(
        `select share from send_rates where organization_id = ? and scope = ?`,
        [organizationId, scope]
      )
    )[0]?.share
  /** As if the last refusal were a while ago. */
  const later = () =>
    sql(
      `update send_rates set refused_at = refused_at - interval '1 minute' where organization_id = ?`,
      [organizationId]
    )

  test('without limits everything goes, and nothing is written', async ({ assert }) => {
    const one = await account()
    const { granted, nextAt, why } = await here(() =>
      reserveSlots({
        account: one,
        senderDomain: 'a.test',
        wanted: to({ 'gmail.com': 40, 'x.test': 10 }),
      })
    )
    assert.equal(sum(granted), 50)
    assert.isNull(nextAt)
    assert.isNull(why)
    assert.lengthOf(
      await sql(`select 1 from send_rates where organization_id = ?`, [organizationId]),
      0
    )
  })

  test('a rate lets the mails of a second go, in proportion, and tells the others when', async ({
    assert,
  }) => {
    const one = await account({ perSecond: 10 })
    const wanted = to({ 'gmail.com': 60, 'x.test': 40 })
    const first = await here(() => reserveSlots({ account: one, senderDomain: 'a.test', wanted }))
    assert.equal(sum(first.granted), 10)
    assert.equal(first.granted.get('gmail.com'), 6)
    assert.equal(first.why, 'rate')
    const wait = first.nextAt!.getTime() - clock.millis()
    assert.isTrue(wait > 0 && wait <= 1000, String(wait))
    const second = await here(() => reserveSlots({ account: one, senderDomain: 'a.test', wanted }))
    assert.isAtMost(sum(second.granted), 5)
    // Who comes later in the line comes later.
    assert.isAbove(second.nextAt!.getTime(), first.nextAt!.getTime())
  })

  test('workers who take slots and tell how it went at once do not wait for each other in a ring', async ({
    assert,
  }) => {
    const scopes = Array.from({ length: 30 }, (_, n) => `isp:ring:${String(n).padStart(2, '0')}`)
    await here(() => halveShares(scopes))
    const taken = scopes.map((scope) => ({ scope, sent: 1 }))
    const turns = Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? taken : taken.toReversed()))
    const ends = await Promise.allSettled(turns.map((some) => here(() => growShares(some))))
    assert.deepEqual(
      ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : [])),
      []
    )
    const rows = await sql<{ share: number }>(
      `select share from send_rates where organization_id = ? and scope like 'isp:ring:%'`,
      [organizationId]
    )
    assert.lengthOf(rows, 30)
    for (const { share } of rows) assert.closeTo(share, 0.5 + 60 * 0.002, 0.0001)
  })

  test('a rate holds over many workers and some time', async ({ assert }) => {
    const one = await account({ perSecond: 50 })
    const begun = performance.now()
    let taken = 0
    const worker = async () => {
      while (performance.now() - begun < 1500) {
        const wanted = to({ 'x.test': 7 })
        const { granted } = await here(() =>
          reserveSlots({ account: one, senderDomain: 'a.test', wanted })
        )
        taken += sum(granted)
      }
    }
    await Promise.all([worker(), worker(), worker(), worker()])
    const seconds = (performance.now() - begun) / 1000
    assert.isAtMost(taken, 50 * (seconds + 1) + 1)
    assert.isAtLeast(taken, 50 * seconds * 0.9)
  })

  test('the cap of a warm-up day holds with four workers at once, and the next day has its own', async ({
    assert,
  }) => {
    clock.freeze(clock.now().set({ hour: 12 }))
    const one = await account()
    const { domain } = await here(() =>
      SendingDomainFactory.merge({
        warmUp: [100, 250],
        warmUpFrom: clock.now().startOf('day'),
      }).create()
    )
    const worker = async () => {
      let taken = 0
      for (let turn = 0; turn < 10; turn++) {
        const { granted } = await here(() =>
          reserveSlots({
            account: one,
            senderDomain: domain,
            wanted: to({ 'x.test': 7, 'y.test': 3 }),
          })
        )
        taken += sum(granted)
      }
      return taken
    }
    const taken = await Promise.all([worker(), worker(), worker(), worker()])
    assert.equal(
      taken.reduce((a, b) => a + b, 0),
      100
    )
    const wanted = to({ 'x.test': 300 })
    const none = await here(() => reserveSlots({ account: one, senderDomain: domain, wanted }))
    assert.equal(sum(none.granted), 0)
    assert.equal(none.why, 'warm_up')
    assert.equal(none.nextAt!.getTime(), clock.now().startOf('day').plus({ days: 1 }).toMillis())
    // Single mails go all the same, and count.
    const single = await here(() =>
      reserveSlots({
        account: one,
        senderDomain: domain,
        wanted: to({ 'x.test': 1 }),
        purpose: 'transactional',
      })
    )
    assert.equal(sum(single.granted), 1)
    clock.travel({ days: 1 })
    const next = await here(() => reserveSlots({ account: one, senderDomain: domain, wanted }))
    assert.equal(sum(next.granted), 250)
    clock.travel({ days: 1 })
    const after = await here(() => reserveSlots({ account: one, senderDomain: domain, wanted }))
    assert.equal(sum(after.granted), 300)
  })

  test('the cap of an account’s day holds', async ({ assert }) => {
    const one = await account({ perDay: 20 })
    const ask = () =>
      here(() =>
        reserveSlots({ account: one, senderDomain: 'a.test', wanted: to({ 'x.test': 15 }) })
      )
    assert.equal(sum((await ask()).granted), 15)
    const second = await ask()
    assert.equal(sum(second.granted), 5)
    assert.equal(second.why, 'day')
    // The account could not be reached: what nobody got counts for no day.
    await here(() => giveBackSlots(one, 'a.test', 15))
    assert.equal(sum((await ask()).granted), 15)
  })

  test('refusals halve the share of one provider of recipients, and it grows back', async ({
    assert,
  }) => {
    const one = await account()
    const scope = `isp:${one.id}:gmail`
    const note = (counts: ReturnType<typeof outcome>, domain = 'gmail.com') =>
      here(() => noteOutcomes(one, 'a.test', new Map([[domain, counts]])))
    await note(outcome(99, 1))
    assert.isUndefined(await shareOf(scope))
    await note(outcome(5, 5))
    assert.equal(await shareOf(scope), 0.5)
    // The same refusal, told by another worker.
    await note(outcome(0, 5), 'googlemail.com')
    assert.equal(await shareOf(scope), 0.5)
    await later()
    await note(outcome(0, 5))
    assert.equal(await shareOf(scope), 0.25)

    const wanted = to({ 'gmail.com': 50, 'x.test': 50 })
    const slots = await here(() => reserveSlots({ account: one, senderDomain: 'a.test', wanted }))
    assert.equal(slots.granted.get('x.test'), 50)
    assert.isAtMost(slots.granted.get('gmail.com')!, 6)
    assert.equal(slots.why, 'recipient')
    assert.isNotNull(slots.nextAt)

    await note(outcome(100))
    assert.closeTo((await shareOf(scope))!, 0.45, 0.001)
    await note(outcome(500))
    assert.equal(await shareOf(scope), 1)
    const whole = await here(() => reserveSlots({ account: one, senderDomain: 'a.test', wanted }))
    assert.equal(sum(whole.granted), 100)
  })

  test('an API that puts off slows its whole account', async ({ assert }) => {
    const one = await account({ provider: 'postmark' })
    await here(() => noteOutcomes(one, 'a.test', new Map([['x.test', outcome(0, 50)]])))
    const slots = await here(() =>
      reserveSlots({ account: one, senderDomain: 'a.test', wanted: to({ 'y.test': 50 }) })
    )
    assert.isAtMost(sum(slots.granted), 10)
  })

  test('what left is counted by day and domain', async ({ assert }) => {
    const one = await account()
    const counts = new Map([
      ['gmail.com', outcome(3, 1)],
      ['x.test', outcome(2)],
    ])
    await Promise.all([1, 2, 3].map(() => here(() => noteOutcomes(one, 'a.test', counts))))
    const rows = await sql(
      `select recipient_domain as domain, sent, deferred from send_days where organization_id = ? order by 1`,
      [organizationId]
    )
    assert.deepEqual(rows, [
      { domain: 'gmail.com', sent: 9, deferred: 3 },
      { domain: 'x.test', sent: 6, deferred: 0 },
    ])
  })

  test('accounts stand in for each other in order, by lane; the house is last', async ({
    assert,
  }) => {
    const second = await account({ position: 2 })
    const first = await account({ position: 1 })
    const ids = (purpose: 'marketing' | 'transactional', senderId: string | null = null) =>
      here(async () =>
        (await accountsFor(senderId, purpose)).map(({ id, provider }) =>
          provider === 'house' ? 'house' : id
        )
      )
    assert.deepEqual(await ids('marketing'), [first.id, second.id, 'house'])
    const sender = await here(() => SenderFactory.merge({ accountId: second.id }).create())
    assert.deepEqual(await ids('marketing', sender.id), [second.id, first.id, 'house'])
    const domain = await here(() => SendingDomainFactory.create())
    const waiting = await here(() => SenderFactory.merge({ domainId: domain.id }).create())
    assert.deepEqual(await ids('marketing', waiting.id), [])
    await here(() => domain.merge({ state: 'verified' }).save())
    assert.deepEqual(await ids('marketing', waiting.id), [first.id, second.id, 'house'])
    await here(() => first.merge({ takesMarketing: false }).save())
    await here(() => second.merge({ state: 'paused' }).save())
    assert.deepEqual(await ids('marketing'), ['house'])
    assert.deepEqual(await ids('transactional'), [first.id, 'house'])
  })

  test('too many bounces open the breaker, tell people, and a click closes it for good', async ({
    assert,
  }) => {
    await plantStaff(organizationId, 'admin')
    const one = await account()
    const days = (sent: number, bounced: number) =>
      sql(
        `insert into send_days (organization_id, day, account_id, sender_domain, recipient_domain, sent, bounced)
         values (?, ?, ?, 'a.test', 'x.test', ?, ?)
         on conflict (organization_id, day, account_id, sender_domain, recipient_domain) do update
           set sent = send_days.sent + excluded.sent, bounced = send_days.bounced + excluded.bounced`,
        [organizationId, clock.now().toISODate(), one.id, sent, bounced]
      )
    const judge = async () => {
      await Tenant.unscoped('sweeper', () => judgeBreakers())
      return here(() => MailAccount.findOrFail(one.id))
    }
    await days(50, 10)
    assert.equal((await judge()).breaker, 'closed')
    await days(100, 0)
    const open = await judge()
    assert.equal(open.breaker, 'open')
    assert.include(open.breakerReason!, '6.67 %')
    assert.isFalse(open.takes('marketing'))
    assert.isTrue(open.takes('transactional'))
    const told = await sql(
      `select title from notifications where organization_id = ? and kind = 'messaging/breaker'`,
      [organizationId]
    )
    assert.lengthOf(told, 1)

    await here(() => releaseBreaker(open))
    assert.equal((await judge()).breaker, 'closed')
    await days(200, 30)
    assert.equal((await judge()).breaker, 'open')
  })

  test('complaints open it at a far smaller rate', async ({ assert }) => {
    const one = await account()
    await sql(
      `insert into send_days (organization_id, day, account_id, sender_domain, recipient_domain, sent, complained)
       values (?, ?, ?, 'a.test', 'x.test', 1000, 2)`,
      [organizationId, clock.now().minus({ days: 1 }).toISODate(), one.id]
    )
    await Tenant.unscoped('sweeper', () => judgeBreakers())
    const { breaker, breakerReason } = await here(() => MailAccount.findOrFail(one.id))
    assert.equal(breaker, 'open')
    assert.include(breakerReason!, 'complained')
  })
})
