import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from '@japa/runner'
import { AnswerTooLarge, GuardedClient } from '#core/http/guarded_fetch'
import { isPublic, OutgoingGuard, OutgoingRefused, type Resolve } from '#core/http/outgoing_guard'

const SPELLINGS = [
  'http://127.0.0.1/',
  'http://127.1/',
  'http://0177.0.0.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0x7f.1/',
  'http://①②⑦.⓪.⓪.①/',
  'http://127。0。0。1/',
  'http://017700000001/',
  'http:127.0.0.1',
  'http://user@127.0.0.1/',
  'http://user:pass@example.com/',
  'http://127.0.0.1:80\\@example.com/',
  'http://0/',
  'http://localhost/',
  'http://localhost./',
  'http://127.0.0.1./',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[::127.0.0.1]/',
  'http://[fe80::1%25eth0]/',
  'file:///etc/passwd',
  'ftp://example.com/',
  'gopher://example.com/',
  'data:text/plain,hello',
  'blob:http://example.com/x',
  'ws://example.com/',
  'javascript:alert(1)',
  '//example.com',
  'example.com',
  '',
  `http://example.com/${'a'.repeat(10_000)}`,
  'http://example.com:22/',
  'http://example.com:25/',
  'http://example.com:6379/',
  'http://example.com:5432/',
]
const NAMES = [
  'a.localhost',
  'localhost.localdomain',
  'metadata.google.internal',
  'metadata.google.internal.',
  'metadata.goog',
  'metadata',
  'instance-data',
  'instance-data.ec2.internal',
  'host.docker.internal',
  'kubernetes.default.svc',
  'warren.example',
  'bunny.warren.example',
  'redis',
  'postgres',
  'printer.local',
]
const NON_PUBLIC = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '169.254.170.2',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '168.63.129.16',
  '::',
  '::1',
  '::ffff:10.0.0.1',
  '::ffff:0:10.0.0.1',
  '64:ff9b::a00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:a00:1::1',
  '3fff::1',
  '5f00::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  '::127.0.0.1',
]

const answers =
  (...rounds: string[][]): Resolve =>
  (_host, _options, done) => {
    const addresses = rounds.length > 1 ? rounds.shift()! : rounds[0]
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    )
  }

test.group('Outgoing guard', () => {
  const guard = new OutgoingGuard({ own: ['warren.example'] })

  test('refuses {url}')
    .with(SPELLINGS.map((url) => ({ url })))
    .run(({ assert }, { url }) => assert.throws(() => guard.check(url), OutgoingRefused as never))

  test('refuses the name {name}')
    .with(NAMES.map((name) => ({ name })))
    .run(({ assert }, { name }) =>
      assert.throws(() => guard.check(`https://${name}/`), OutgoingRefused as never)
    )

  test('{address} is not public')
    .with(NON_PUBLIC.map((address) => ({ address })))
    .run(({ assert }, { address }) => assert.isFalse(isPublic(address)))

  test('takes public addresses and names on the ports of the web', ({ assert }) => {
    assert.isTrue(isPublic('93.184.216.34'))
    assert.isTrue(isPublic('2606:2800:220:1:248:1893:25c8:1946'))
    for (const url of [
      'https://example.com/a?b',
      'http://93.184.216.34/',
      'http://example.com:80/',
    ]) {
      assert.doesNotThrow(() => guard.check(url))
    }
    assert.equal(guard.check('https://example.com./x').href, 'https://example.com/x')
  })

  test('lets the operator allow a range or a host, and nothing beside it', ({ assert }) => {
    const open = new OutgoingGuard({ allow: ['10.1.0.0/16', 'erp.lan:8443', ' NAS.lan '] })
    assert.doesNotThrow(() => open.check('http://10.1.2.3:8080/'))
    assert.doesNotThrow(() => open.check('https://erp.lan:8443/'))
    assert.doesNotThrow(() => open.check('https://nas.lan/'))
    for (const url of [
      'http://10.2.0.1/',
      'https://erp.lan/',
      'https://other.lan/',
      'http://127.0.0.1/',
    ]) {
      assert.throws(() => open.check(url), OutgoingRefused as never)
    }
  })
})

test.group('Guarded requests', (group) => {
  let server: Server
  let port: number
  let hits = 0
  let answer: (path: string) => { status: number; headers?: Record<string, string>; body?: string }
  const clients: GuardedClient[] = []
  const client = (resolve: Resolve, allow: string[] = []) => {
    const made = new GuardedClient(new OutgoingGuard({ allow, ports: [80, 443, port], resolve }))
    clients.push(made)
    return made
  }

  group.setup(async () => {
    server = createServer((request, response) => {
      hits++
      const { status, headers = {}, body = '' } = answer(request.url!)
      response.writeHead(status, headers).end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
    return async () => {
      await Promise.all(clients.map((made) => made.close()))
      server.close()
    }
  })
  group.each.setup(() => {
    hits = 0
    answer = () => ({ status: 200, body: 'hello' })
  })

  test('a name with any private address is not reached', async ({ assert }) => {
    for (const addresses of [
      ['127.0.0.1'],
      ['93.184.216.34', '127.0.0.1'],
      ['::1'],
      ['::ffff:127.0.0.1'],
    ]) {
      await assert.rejects(
        () => client(answers(addresses)).fetch(`http://evil.example:${port}/`),
        OutgoingRefused.message
      )
    }
    assert.equal(hits, 0)
  })

  test('a name that turns private after the check is not reached', async ({ assert }) => {
    // Each try resolves anew; whatever comes is checked by the connection that uses it.
    const rebinding = client(answers(['127.0.0.1'], ['93.184.216.34'], ['127.0.0.1']))
    for (let n = 0; n < 5; n++) {
      await assert.rejects(() =>
        rebinding.fetch(`http://evil.example:${port}/`, { timeoutMs: 150 })
      )
    }
    assert.equal(hits, 0)
  })

  test('what is allowed is reached, with its body', async ({ assert }) => {
    const { status, body, url } = await client(answers(['127.0.0.1']), ['127.0.0.0/8']).fetch(
      `http://inside.example:${port}/x`
    )
    assert.deepEqual([status, body.toString()], [200, 'hello'])
    assert.equal(url, `http://inside.example:${port}/x`)
  })

  test('redirects are not followed unless asked for, and each hop is checked', async ({
    assert,
  }) => {
    const open = client(answers(['127.0.0.1']), [`inside.example:${port}`])
    answer = (path) =>
      path === '/there'
        ? { status: 200, body: 'there' }
        : {
            status: 302,
            headers: { location: path === '/out' ? `http://127.0.0.1:${port}/there` : '/there' },
          }
    assert.equal((await open.fetch(`http://inside.example:${port}/`)).status, 302)
    const followed = await open.fetch(`http://inside.example:${port}/`, { redirects: 2 })
    assert.deepEqual([followed.status, followed.body.toString()], [200, 'there'])
    await assert.rejects(
      () => open.fetch(`http://inside.example:${port}/out`, { redirects: 2 }),
      OutgoingRefused.message
    )
  })

  test('an answer that is too large is cut off', async ({ assert }) => {
    const open = client(answers(['127.0.0.1']), ['127.0.0.0/8'])
    answer = () => ({ status: 200, body: 'x'.repeat(100_000) })
    await assert.rejects(
      () => open.fetch(`http://inside.example:${port}/`, { maxBytes: 50_000 }),
      AnswerTooLarge.message
    )
  })
})
