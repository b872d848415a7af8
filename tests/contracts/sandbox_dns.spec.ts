import { test } from '@japa/runner'
import { sandbox as place } from '#config/app'
import { SandboxDns, type DnsSource } from '#messaging/senders/dns'
import { startSandbox } from '#sandbox/server'
import { runSandbox, submit } from './sandbox/running.js'

const world: DnsSource = {
  txt: async () => ['from the world'],
  mx: async () => ['mx.world.test'],
}

test.group('Sandbox: DNS', (group) => {
  const formerPort = place.port
  group.each.teardown(() => {
    place.port = formerPort
  })
  const publish = (url: string, domain: string, records: object[]) =>
    fetch(`${url}/dns/records`, { method: 'PUT', body: JSON.stringify({ domain, records }) })
  const TXT = { type: 'TXT', name: 'W1._domainkey.news.school.com', value: 'v=DKIM1; p=key' }

  test('answers for what was published, and leaves the rest to the world', async ({
    assert,
    cleanup,
  }) => {
    const sandbox = await runSandbox(cleanup)
    place.port = Number(new URL(sandbox.url).port)
    const dns = new SandboxDns(world)
    assert.deepEqual(await dns.txt('news.school.com'), ['from the world'])
    // Names that exist nowhere are not asked for in the world.
    assert.deepEqual(await dns.txt('school.test'), [])
    const answer = await publish(sandbox.url, 'news.school.com', [TXT])
    assert.equal(answer.status, 204)
    assert.deepEqual(await dns.txt('w1._domainkey.news.school.com'), ['v=DKIM1; p=key'])
    assert.deepEqual(await dns.txt('news.school.com'), [])
    assert.deepEqual(await dns.mx('news.school.com'), [])
    // A part of it that was published for itself answers for itself.
    const mx = { type: 'MX', name: 'bounces.news.school.com', value: 'mx.school.com' }
    await publish(sandbox.url, 'bounces.news.school.com', [mx])
    assert.deepEqual(await dns.mx('bounces.news.school.com'), ['mx.school.com'])
    assert.deepEqual(await dns.txt('w1._domainkey.news.school.com'), ['v=DKIM1; p=key'])
    assert.deepEqual(await dns.mx('school.com'), ['mx.world.test'])
  })

  test('shows what it says on a page where it is taken away again, over a restart too', async ({
    assert,
    cleanup,
  }) => {
    const first = await runSandbox(cleanup)
    await publish(first.url, 'school.com', [{ ...TXT, value: '<b>', name: 'a.school.com' }])
    await first.close()
    const second = await startSandbox({ port: 0, smtpPort: 0, appPort: 9, home: first.home })
    cleanup(() => second.close())
    assert.include(await (await fetch(`${second.url}/dns`)).text(), '&lt;b&gt;')
    await submit(`${second.url}/dns/remove`, { domain: 'school.com', at: '0' })
    assert.deepEqual(await (await fetch(`${second.url}/dns/records`)).json(), { 'school.com': [] })
  })

  test('takes no odd records, and none while other machines can reach the app', async ({
    assert,
    cleanup,
  }) => {
    const sandbox = await runSandbox(cleanup)
    assert.equal((await publish(sandbox.url, 'school.com', [{ type: 'A' }])).status, 422)
    const closed = await runSandbox(cleanup, { host: '0.0.0.0' })
    assert.equal((await publish(closed.url, 'school.com', [TXT])).status, 403)
  })
})
