import { spawn, type ChildProcess } from 'node:child_process'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import { Logger } from '@adonisjs/core/logger'
import loggerConfig from '#config/logger'
import queueConfig from '#config/queue'
import env from '#start/env'
import { mayScrape } from '#core/observability/scraper'
import { QueueBackend } from '#core/queue/backend'
import { indexJobs } from '#core/queue/job_index'
import { queues } from '#core/queue/queues'
import { QueueWorker } from '#core/queue/worker'
import { stopWorking } from '#tests/support/queue'
import { until } from '#tests/support/until'
import LoggingJob, { log } from './support/logging_job.js'

router.post('/core-test/log-later', async () => LoggingJob.enqueue({ mark: 'later' }))

/** A way to the database that can be cut and opened again. */
class Wire {
  readonly #open = new Set<Socket>()
  readonly #server
  #isCut = false

  constructor(private readonly to: URL) {
    this.#server = createServer((socket) => {
      if (this.#isCut) return socket.destroy()
      const onward = connect(Number(this.to.port || 5432), this.to.hostname)
      for (const end of [socket, onward]) {
        this.#open.add(end)
        end.on('error', () => end.destroy())
        end.on('close', () => this.#open.delete(end))
      }
      socket.pipe(onward).pipe(socket)
      socket.on('close', () => onward.destroy())
      onward.on('close', () => socket.destroy())
    })
  }

  async url(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done))
    const url = new URL(this.to)
    url.hostname = '127.0.0.1'
    url.port = String((this.#server.address() as AddressInfo).port)
    return url.href
  }

  cut(): void {
    this.#isCut = true
    for (const socket of this.#open) socket.destroy()
  }

  mend(): void {
    this.#isCut = false
  }

  close(): void {
    this.cut()
    this.#server.close()
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

test.group('Readiness', (group) => {
  group.tap((one) => one.timeout(60_000))

  test('ends with the database and comes back with it; the process lives on', async ({
    assert,
  }) => {
    const wire = new Wire(new URL(queueConfig.databaseUrl))
    const database = await wire.url()
    const port = await freePort()
    let child: ChildProcess | null = null
    const get = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`)
      return { status: response.status, text: await response.text(), headers: response.headers }
    }
    try {
      child = spawn(process.execPath, [...process.execArgv, 'bin/server.ts'], {
        cwd: app.makePath(),
        stdio: 'ignore',
        env: {
          ...process.env,
          HOST: '127.0.0.1',
          PORT: String(port),
          DATABASE_URL: database,
          DATABASE_DIRECT_URL: database,
        },
      })
      await until(
        'it is ready',
        () =>
          get('/health/ready').then(
            (r) => r.status === 200,
            () => false
          ),
        40_000
      )
      wire.cut()
      const down = await until('it says so', () =>
        get('/health/ready').then((answer) => answer.status === 503 && answer)
      )
      assert.match(down.headers.get('content-type')!, /^application\/problem\+json/)
      const problem = JSON.parse(down.text)
      assert.equal(problem.code, 'E_NOT_READY')
      assert.match(problem.detail, /database \(does not answer\)/)
      assert.notMatch(down.text, /ECONN|127\.0\.0\.1|postgres:/)
      assert.isNotNull(down.headers.get('content-security-policy'))
      assert.equal((await get('/health/live')).status, 200)
      const metrics = await get('/metrics')
      assert.equal(metrics.status, 200)
      assert.include(metrics.text, 'warren_up{part="database"} 0')
      wire.mend()
      await until('it is ready again', () =>
        get('/health/ready').then((answer) => answer.status === 200)
      )
      assert.isNull(child.exitCode)
    } finally {
      const gone = child && new Promise((done) => child!.once('exit', done))
      child?.kill('SIGKILL')
      await gone
      wire.close()
    }
  })

  test('ends with the queue', async ({ client, assert }) => {
    await stopWorking()
    await queues.use(new QueueBackend('database', 'postgres://nobody:none@127.0.0.1:1/none'))
    try {
      const response = await client.get('/health/ready')
      response.assertStatus(503)
      const { detail } = JSON.parse(response.text() || JSON.stringify(response.body()))
      assert.equal(detail, 'Not ready: queue (does not answer).')
    } finally {
      await queues.use()
    }
    const response = await client.get('/health/ready')
    response.assertStatus(200)
  })
})

test.group('Who may scrape', (group) => {
  group.each.setup(() => {
    const before = env.get('METRICS_TOKEN')
    env.set('METRICS_TOKEN', 'a-token-for-tests')
    return () => {
      if (before) env.set('METRICS_TOKEN', before)
      else {
        // Set to undefined it would be the word "undefined" for child processes.
        env.set('METRICS_TOKEN', '')
        delete process.env.METRICS_TOKEN
      }
    }
  })

  test('{from} with {sends}: {may}')
    .with([
      { from: '127.0.0.1', sends: 'nothing', headers: {}, may: true },
      { from: '::1', sends: 'nothing', headers: {}, may: true },
      { from: '::ffff:127.0.0.1', sends: 'nothing', headers: {}, may: true },
      { from: '203.0.113.9', sends: 'nothing', headers: {}, may: false },
      { from: '10.0.0.5', sends: 'nothing', headers: {}, may: false },
      {
        from: '203.0.113.9',
        sends: 'authorization "Bearer a-token-for-tests"',
        headers: { authorization: 'Bearer a-token-for-tests' },
        may: true,
      },
      {
        from: '203.0.113.9',
        sends: 'authorization "bearer a-token-for-tests"',
        headers: { authorization: 'bearer a-token-for-tests' },
        may: true,
      },
      {
        from: '203.0.113.9',
        sends: 'authorization "Bearer a-token-for-test"',
        headers: { authorization: 'Bearer a-token-for-test' },
        may: false,
      },
      {
        from: '203.0.113.9',
        sends: 'authorization "Bearer "',
        headers: { authorization: 'Bearer ' },
        may: false,
      },
      {
        from: '203.0.113.9',
        sends: 'authorization "a-token-for-tests"',
        headers: { authorization: 'a-token-for-tests' },
        may: false,
      },
      {
        from: '127.0.0.1',
        sends: 'x-forwarded-for "127.0.0.1"',
        headers: { 'x-forwarded-for': '127.0.0.1' },
        may: false,
      },
      { from: 'nonsense', sends: 'nothing', headers: {}, may: false },
    ] as { from: string; sends: string; headers: Record<string, string>; may: boolean }[])
    .run(({ assert }, { from, headers, may }) => {
      const request = {
        header: (name: string) => headers[name],
        request: { socket: { remoteAddress: from } },
      }
      assert.equal(mayScrape(request as never), may)
    })

  test('without METRICS_TOKEN no token is right', ({ assert }) => {
    env.set('METRICS_TOKEN', '')
    for (const authorization of ['Bearer ', 'Bearer undefined', 'Bearer  ']) {
      const request = {
        header: (name: string) => (name === 'authorization' ? authorization : undefined),
        request: { socket: { remoteAddress: '203.0.113.9' } },
      }
      assert.isFalse(mayScrape(request as never))
    }
  })

  test('through a proxy the token opens the metrics', async ({ client, assert }) => {
    const ask = (headers: Record<string, string>) =>
      client.get('/metrics').headers({ 'x-forwarded-for': '203.0.113.9', ...headers })
    const refused = await ask({})
    refused.assertStatus(401)
    assert.equal(refused.header('www-authenticate'), 'Bearer')
    const response = await ask({ authorization: 'Bearer a-token-for-tests' })
    response.assertStatus(200)
    assert.include(response.text(), 'warren_http_request_duration_seconds')
  })
})

test.group('Log lines', () => {
  test("a job's lines carry the id of the request that asked for it", async ({
    client,
    assert,
  }) => {
    await stopWorking()
    const out = new PassThrough()
    let text = ''
    out.on('data', (chunk) => (text += chunk))
    log.through = new Logger({ ...loggerConfig.loggers.app, level: 'info', desination: out })
    const file = new URL('./support/logging_job.ts', import.meta.url).pathname
    const worker = new QueueWorker(new Map([...indexJobs(), [LoggingJob.jobName, file]]))
    try {
      await worker.start(['default'])
      const response = await client.post('/core-test/log-later').json({})
      response.assertStatus(200)
      await until('the line', () => text.includes('at work'))
      const line = JSON.parse(text.split('\n').find((one) => one.includes('at work'))!)
      assert.deepInclude(line, {
        request_id: response.header('x-request-id'),
        job: 'core_test/logging_job',
        mark: 'later',
      })
      assert.isString(line.job_id)
    } finally {
      log.through = null
      await worker.close()
    }
  })
})
