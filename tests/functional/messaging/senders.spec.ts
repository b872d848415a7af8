import { test } from '@japa/runner'
import { sandbox as place } from '#config/app'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import type { Person } from '#tests/support/people'
import { runSandbox } from '#tests/contracts/sandbox/running'
import { plantOrganization } from '#tests/support/organizations'
import { as, plantStaff } from '#tests/support/people'
import { stopWorking, workOff } from '#tests/support/queue'
import SendingDomain from '#messaging/models/sending_domain'
import Sender from '#messaging/models/sender'
import { dns, SandboxDns, type DnsSource } from '#messaging/senders/dns'
import { checkSendingDomain, sweepSendingDomains } from '#messaging/senders/domain_proof'
import { senderOf } from '#messaging/senders/senders'

/** What the world's DNS says in these tests. */
class Zone implements DnsSource {
  records = new Map<string, string[]>()
  isDown = false
  async txt(name: string) {
    if (this.isDown) throw new Error('queryTxt ESERVFAIL')
    return this.records.get(name) ?? []
  }
  async mx(name: string) {
    if (this.isDown) throw new Error('queryMx ESERVFAIL')
    return [`mx.${name}`]
  }
  publish({ domain, dkimSelector, dkimPublicKey }: SendingDomain) {
    const key = `v=DKIM1; k=rsa; p=${dkimPublicKey}`
    this.records.set(`${dkimSelector}._domainkey.${domain}`, [key])
    this.records.set(domain, ['v=spf1 a mx ~all'])
  }
}

let count = 0
const newDomain = () => `d${++count}${Date.now().toString(36)}.school.test`

test.group('Senders and domains', (group) => {
  let zone: Zone
  let organizationId: string
  let owner: Person

  group.each.setup(async () => {
    await stopWorking()
    zone = new Zone()
    dns.answerWith(zone)
    organizationId = await plantOrganization('Harbour School')
    owner = await plantStaff(organizationId)
    return async () => {
      dns.answerWith(null)
      clock.restore()
      await stopWorking()
    }
  })

  const here = <T>(fn: () => Promise<T>) => Tenant.run(organizationId, fn)
  const row = (domain: string) =>
    here(() => SendingDomain.query().where('domain', domain).firstOrFail())
  const events = async (type: string) =>
    (
      await sql(`select 1 from events where organization_id = ? and type = ?`, [
        organizationId,
        type,
      ])
    ).length

  test('an organization begins with the install’s address in its name', async ({
    client,
    assert,
  }) => {
    const page = await as(owner, client.get('/admin/settings/senders')).withInertia()
    page.assertStatus(200)
    const { senders } = page.inertiaProps as { senders: { name: string; isHouse: boolean }[] }
    assert.containsSubset(senders, [{ name: 'Harbour School', isHouse: true, isDefault: true }])
    const sender = await here(() => senderOf(null))
    assert.equal(sender.name, 'Harbour School')
    assert.isNull(sender.domain)
  })

  test('a domain gets keys of its own, its records, and is proven by them', async ({
    client,
    assert,
  }) => {
    const domain = newDomain()
    const added = await as(
      owner,
      client.post('/admin/settings/sending-domains').form({ domain: ` ${domain.toUpperCase()} ` })
    )
    const { id } = await row(domain)
    added.assertHeader('location', `/admin/settings/sending-domains/${id}`)
    const page = await as(owner, client.get(`/admin/settings/sending-domains/${id}`)).withInertia()
    const text = JSON.stringify(page.inertiaProps)
    const made = await row(domain)
    assert.include(text, made.dkimPublicKey)
    assert.notInclude(text, 'PRIVATE')
    assert.include(made.privateKey, 'BEGIN PRIVATE KEY')
    assert.notInclude(made.dkimPrivateKey, 'PRIVATE')

    await as(owner, client.post(`/admin/settings/sending-domains/${id}/checks`))
    assert.equal((await row(domain)).state, 'pending')
    zone.publish(made)
    await as(owner, client.post(`/admin/settings/sending-domains/${id}/checks`))
    assert.equal((await row(domain)).state, 'verified')
    assert.equal(await events('sending_domain.verified'), 1)
  })

  test('the same domain twice, and what is no domain, are told at the field', async ({
    client,
    assert,
  }) => {
    const domain = newDomain()
    const post = (text: string) =>
      as(owner, client.post('/admin/settings/sending-domains').json({ domain: text }))
    await post(domain)
    for (const text of [domain, 'no domain', 'localhost']) {
      const answer = await post(text)
      answer.assertStatus(422)
      assert.include(answer.text(), 'domain')
    }
    assert.lengthOf(await here(() => SendingDomain.all()), 1)
  })

  test('an address is used once its domain is proven', async ({ client, assert }) => {
    const domain = newDomain()
    await as(owner, client.post('/admin/settings/sending-domains').form({ domain }))
    await as(
      owner,
      client
        .post('/admin/settings/senders')
        .json({ name: 'Ada', address: `Ada@${domain}`, replyTo: null, accountId: null })
    )
    const sender = await here(() =>
      Sender.query().where('addressNorm', `ada@${domain}`).firstOrFail()
    )
    await assert.rejects(() => here(() => senderOf(sender.id)), /until .* is verified/)
    await as(owner, client.put(`/admin/settings/senders/${sender.id}/default`))
    assert.isFalse((await here(() => Sender.findOrFail(sender.id))).isDefault)

    zone.publish(await row(domain))
    await here(async () => checkSendingDomain((await row(domain)).id))
    await as(owner, client.put(`/admin/settings/senders/${sender.id}/default`))
    const usable = await here(() => senderOf(null))
    assert.equal(usable.address, `Ada@${domain}`)
    assert.equal(usable.domain?.domain, domain)
    const defaults = await here(() => Sender.query().where('isDefault', true))
    assert.lengthOf(defaults, 1)

    // The default stays; another one may be put away and come back.
    await as(owner, client.post(`/admin/settings/senders/${sender.id}/archival`))
    assert.isNull((await here(() => Sender.findOrFail(sender.id))).archivedAt)
  })

  test('an address of somebody else’s domain is refused', async ({ client, assert }) => {
    const answer = await as(
      owner,
      client
        .post('/admin/settings/senders')
        .json({ name: 'Ada', address: 'ada@gmail.test', replyTo: null, accountId: null })
    )
    answer.assertStatus(422)
    assert.include(answer.text(), 'Add the domain')
  })

  test('one organization alone proves a domain', async ({ client, assert }) => {
    const domain = newDomain()
    await as(owner, client.post('/admin/settings/sending-domains').form({ domain }))
    zone.publish(await row(domain))
    await here(async () => checkSendingDomain((await row(domain)).id))

    const second = await plantOrganization('Second')
    const other = await plantStaff(second)
    await as(other, client.post('/admin/settings/sending-domains').form({ domain }))
    await Tenant.run(second, async () => {
      const theirs = await SendingDomain.query().where('domain', domain).firstOrFail()
      zone.publish(theirs)
      await assert.rejects(() => checkSendingDomain(theirs.id), /another organization/)
      assert.equal((await theirs.refresh()).state, 'pending')
    })
  })

  test('a proven domain survives DNS that does not answer and one bad look, not two', async ({
    client,
    assert,
  }) => {
    const domain = newDomain()
    await as(owner, client.post('/admin/settings/sending-domains').form({ domain }))
    const { id } = await row(domain)
    zone.publish(await row(domain))
    await here(() => checkSendingDomain(id))
    zone.isDown = true
    await here(() => checkSendingDomain(id))
    await here(() => checkSendingDomain(id))
    assert.containsSubset(await row(domain), { state: 'verified', misses: 0 })
    zone.isDown = false
    zone.records.clear()
    await here(() => checkSendingDomain(id))
    assert.containsSubset(await row(domain), { state: 'verified', misses: 1 })
    await here(() => checkSendingDomain(id))
    assert.equal((await row(domain)).state, 'failed')
    assert.equal(await events('sending_domain.failed'), 1)
    const told = await sql(`select 1 from notifications where organization_id = ? and kind = ?`, [
      organizationId,
      'messaging/sending_domain',
    ])
    assert.lengthOf(told, 1)
  })

  test('it is looked up again by itself, a day later', async ({ client, assert }) => {
    const domain = newDomain()
    await as(owner, client.post('/admin/settings/sending-domains').form({ domain }))
    zone.publish(await row(domain))
    await workOff()
    assert.equal((await row(domain)).state, 'verified')
    const before = (await row(domain)).checkedAt!
    await Tenant.unscoped('sweeper', () => sweepSendingDomains())
    await workOff()
    assert.equal((await row(domain)).checkedAt!.toMillis(), before.toMillis())
    clock.travel({ hours: 25 })
    await Tenant.unscoped('sweeper', () => sweepSendingDomains(1000))
    await workOff()
    assert.isAbove((await row(domain)).checkedAt!.toMillis(), before.toMillis())
  })

  test('a warm-up plan begins today and is taken off again', async ({ client, assert }) => {
    const domain = newDomain()
    await as(owner, client.post('/admin/settings/sending-domains').form({ domain }))
    const { id } = await row(domain)
    await as(owner, client.put(`/admin/settings/sending-domains/${id}`).json({ warmUp: [50, 100] }))
    assert.deepEqual((await row(domain)).warmUp, [50, 100])
    assert.equal((await row(domain)).warmUpFrom?.toISODate(), clock.now().toISODate())
    await as(owner, client.put(`/admin/settings/sending-domains/${id}`).json({ warmUp: null }))
    assert.isNull((await row(domain)).warmUp)
  })

  test('a domain goes as long as no address of it is in use', async ({ client, assert }) => {
    const domain = newDomain()
    await as(owner, client.post('/admin/settings/sending-domains').form({ domain }))
    const { id } = await row(domain)
    const address = `ada@${domain}`
    await as(
      owner,
      client
        .post('/admin/settings/senders')
        .json({ name: 'Ada', address, replyTo: null, accountId: null })
    )
    await as(owner, client.delete(`/admin/settings/sending-domains/${id}`))
    assert.equal((await row(domain)).id, id)
    const sender = await here(() => Sender.query().where('addressNorm', address).firstOrFail())
    await as(owner, client.post(`/admin/settings/senders/${sender.id}/archival`))
    await as(owner, client.delete(`/admin/settings/sending-domains/${id}`))
    assert.lengthOf(await here(() => SendingDomain.query().where('id', id)), 0)
  })

  test('in evaluation the sandbox pretends that the records are there', async ({
    client,
    assert,
    cleanup,
  }) => {
    const formerPort = place.port
    cleanup(() => void (place.port = formerPort))
    const sandbox = await runSandbox(cleanup)
    place.port = Number(new URL(sandbox.url).port)
    dns.answerWith(new SandboxDns(zone))
    const domain = newDomain()
    await as(owner, client.post('/admin/settings/sending-domains').form({ domain }))
    const { id } = await row(domain)
    await as(owner, client.post(`/admin/settings/sending-domains/${id}/sandbox-records`))
    assert.equal((await row(domain)).state, 'verified')
    const { checks } = await row(domain)
    assert.deepEqual(
      Object.values(checks).map(({ state }) => state),
      ['ok', 'ok', 'ok', 'ok']
    )
  })

  test('who may only read changes nothing', async ({ client, assert }) => {
    const viewer = await plantStaff(organizationId, 'viewer')
    ;(await as(viewer, client.get('/admin/settings/senders')).withInertia()).assertStatus(200)
    const answer = await as(
      viewer,
      client.post('/admin/settings/sending-domains').form({ domain: newDomain() })
    )
    answer.assertStatus(403)
    assert.lengthOf(await here(() => SendingDomain.all()), 0)
  })
})
