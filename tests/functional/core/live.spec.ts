import { randomUUID } from 'node:crypto'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { test } from '@japa/runner'
import env from '#start/env'
import { sql } from '#core/database/sql'
import { ipBucket } from '#core/http/client_ip'
import { broadcast, endStreams } from '#core/live/broadcast'
import { liveChannels } from '#core/live/channels'
import { LiveHub, liveHub } from '#core/live/hub'
import { LiveStream } from '#core/live/stream'
import { until } from '#tests/support/until'

liveChannels.add('core-test/open/:id', () => true)
liveChannels.add('core-test/closed/:id', () => false)

type Answer = {
  response: IncomingMessage
  text: () => string
  isEnded: () => boolean
  close: () => void
}

function listen(channels: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: env.get('HOST'),
        port: env.get('PORT'),
        path: `/live?channels=${encodeURIComponent(channels)}`,
        headers,
      },
      (response) => {
        let text = ''
        let isEnded = false
        response.on('data', (chunk) => (text += chunk))
        response.on('close', () => (isEnded = true))
        resolve({
          response,
          text: () => text,
          isEnded: () => isEnded,
          close: () => request.destroy(),
        })
      }
    )
    request.on('error', reject)
    request.end()
  })
}

test.group('Live updates', (group) => {
  // All pages of these tests are of one address, which has twelve streams.
  group.each.setup(async () => {
    const mine = `address:${ipBucket('127.0.0.1')}`
    await until('the pages of the test before are gone', () => liveHub.countOf(mine) === 0)
  })

  test('who listens hears what is broadcast there, and nothing else', async ({ assert }) => {
    const id = randomUUID()
    const page = await listen(`core-test/open/${id}`)
    assert.equal(page.response.statusCode, 200)
    assert.match(page.response.headers['content-type']!, /^text\/event-stream/)
    assert.equal(page.response.headers['cache-control'], 'no-store, no-transform')
    await broadcast(`core-test/open/${randomUUID()}`, 'changed', { n: 0 })
    await broadcast(`core-test/open/${id}`, 'changed', { n: 1 })
    await until('it is heard', () => page.text().includes('"n":1'))
    assert.include(
      page.text(),
      `event: changed\ndata: {"channel":"core-test/open/${id}","data":{"n":1}}\n\n`
    )
    assert.notInclude(page.text(), '"n":0')
    page.close()
  })

  test('{channels} is refused with {status}')
    .with([
      { channels: '', status: 422 },
      { channels: 'nobody/knows', status: 403 },
      { channels: 'core-test/open', status: 403 },
      { channels: 'core-test/open/', status: 403 },
      { channels: 'core-test/closed/1', status: 403 },
      { channels: 'users/0198f0a0-0000-7000-8000-000000000000', status: 403 },
      { channels: '$end', status: 403 },
      {
        channels: Array.from({ length: 21 }, (_, n) => `core-test/open/${n}`).join(','),
        status: 422,
      },
    ])
    .run(async ({ assert }, { channels, status }) => {
      const { response, close } = await listen(channels)
      assert.equal(response.statusCode, status)
      assert.match(response.headers['content-type']!, /^application\/problem\+json/)
      close()
    })

  test('one channel that is not for the caller does not silence the others', async ({ assert }) => {
    const id = randomUUID()
    const page = await listen(`core-test/closed/${id},core-test/open/${id}`)
    assert.equal(page.response.statusCode, 200)
    await broadcast(`core-test/closed/${id}`, 'changed', { n: 0 })
    await broadcast(`core-test/open/${id}`, 'changed', { n: 1 })
    await until('it is heard', () => page.text().includes('"n":1'))
    assert.notInclude(page.text(), '"n":0')
    // Without an id from the start no browser says that it comes back.
    assert.match(page.text(), /^retry: \d+\nid: 0\n\n/)
    assert.match(page.text(), /\nid: [0-9a-f-]{36}\nevent: changed\n/)
    page.close()
  })

  test('who comes back is told to look for itself', async ({ assert }) => {
    const page = await listen('core-test/open/1', { 'last-event-id': '7' })
    await until('the hint', () => page.text().includes('event: resync'))
    assert.equal(page.response.statusCode, 200)
    page.close()
  })

  test('twelve streams are enough for anybody, however fast they are opened', async ({
    assert,
  }) => {
    const pages = await Promise.all(Array.from({ length: 30 }, () => listen('core-test/open/cap')))
    try {
      const count = (status: number) =>
        pages.filter(({ response }) => response.statusCode === status).length
      assert.deepEqual([count(200), count(429)], [12, 18])
      const late = await listen('core-test/open/cap')
      assert.equal(late.response.statusCode, 429)
      await until('it is told why', () => late.text().includes('E_LIVE_STREAMS'))
      pages.find(({ response }) => response.statusCode === 200)!.close()
      // The place is free as soon as the server has seen the page go.
      const next = await until('there is room again', async () => {
        const page = await listen('core-test/open/cap')
        pages.push(page)
        return page.response.statusCode === 200 && page
      })
      await broadcast('core-test/open/cap', 'changed', { n: 1 })
      await until('it is heard', () => next.text().includes('"n":1'))
    } finally {
      for (const page of pages) page.close()
    }
  })

  test('pages that leave before they are answered hold no place', async ({ assert }) => {
    const asked = Array.from({ length: 40 }, (_, n) => {
      const socket = connect(Number(env.get('PORT')), env.get('HOST'))
      socket.on('error', () => {})
      socket.write(`GET /live?channels=core-test/open/left HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`)
      return new Promise((done) => {
        socket.on('close', done)
        if (n % 2) socket.once('data', () => socket.destroy())
        else setImmediate(() => socket.destroy())
      })
    })
    await Promise.all(asked)
    const mine = `address:${ipBucket('127.0.0.1')}`
    await until('no place is held', () => liveHub.countOf(mine) === 0)
    const page = await listen('core-test/open/left')
    assert.equal(page.response.statusCode, 200)
    page.close()
  })

  test('a message that is too large is a fault of the sender', async ({ assert }) => {
    await assert.rejects(
      () => broadcast('core-test/open/1', 'x', 'x'.repeat(8000)),
      /larger than 7800 bytes/
    )
  })

  test('streams of several processes hear the same, and an owner can be cut off in all', async ({
    assert,
  }) => {
    const hubs = [new LiveHub(), new LiveHub()]
    const heard: string[] = []
    const streams = hubs.map(() => new LiveStream('owner-1', new Set(['core-test/open/9'])))
    const other = new LiveStream('owner-2', new Set(['core-test/open/9']))
    for (const stream of [...streams, other])
      stream.body.on('data', (chunk) => heard.push(String(chunk)))
    try {
      await Promise.all([hubs[0].add(streams[0]), hubs[1].add(streams[1]), hubs[1].add(other)])
      await broadcast('core-test/open/9', 'changed', 'once')
      await until('all hear it', () => heard.filter((text) => text.includes('once')).length === 3)
      await endStreams('owner-1')
      await until(
        'both have ended',
        () => hubs[0].countOf('owner-1') + hubs[1].countOf('owner-1') === 0
      )
      assert.equal(hubs[1].countOf('owner-2'), 1)
    } finally {
      await Promise.all(hubs.map((hub) => hub.close()))
    }
  })

  test('after its connection was lost, a page is told to look for itself, and hears again', async ({
    assert,
  }) => {
    const hub = new LiveHub()
    const stream = new LiveStream('owner', new Set(['core-test/open/5']))
    let text = ''
    stream.body.on('data', (chunk) => (text += chunk))
    try {
      await hub.add(stream)
      await sql(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'warren-live'`
      )
      await until('the hint', () => text.includes('event: resync'))
      await broadcast('core-test/open/5', 'changed', 'again')
      await until('it is heard', () => text.includes('again'))
      assert.equal(hub.countOf('owner'), 1)
    } finally {
      await hub.close()
    }
  })
})
