import { randomUUID } from 'node:crypto'
import type { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { test } from '@japa/runner'
import queueConfig from '#config/queue'
import { Context } from '#core/context'
import { sql } from '#core/database/sql'
import { QueueBackend } from '#core/queue/backend'
import { queues } from '#core/queue/queues'
import { installSchedules, schedules } from '#core/queue/schedules'
import { QueueWorker } from '#core/queue/worker'
import { failedJobs, retryFailed } from '#core/queue/failed_jobs'
import { stopWorking } from '#tests/support/queue'
import { until } from '#tests/support/until'
import JournalJob, { gates, journal, rescued } from './queue/journal_job.js'

const REDIS_URL = process.env.TEST_REDIS_URL ?? process.env.REDIS_URL
const index = new Map([
  ['contracts/journal_job', new URL('./queue/journal_job.ts', import.meta.url).pathname],
])
const backends: ['database' | 'redis', string | undefined][] = [
  ['database', queueConfig.databaseUrl],
  ['redis', REDIS_URL],
]

const marksOf = () => journal.map((entry) => entry.mark)
const ran = (mark: string) => journal.filter((entry) => entry.mark === mark).length

function gate(name: string): () => void {
  let open!: () => void
  gates.set(name, new Promise((resolve) => (open = resolve)))
  return open
}

for (const [kind, url] of backends) {
  test.group(`Queue on the ${kind} backend`, (group) => {
    if (!url) {
      test('is held to the contract').skip(
        true,
        'no Redis: neither TEST_REDIS_URL nor REDIS_URL is set'
      )
      return
    }
    const working: QueueWorker[] = []
    const work = async () => {
      const worker = new QueueWorker(index)
      await worker.start(['default'])
      working.push(worker)
      return worker
    }

    const workOneByOne = async () => {
      const { concurrency } = queueConfig.queues.default
      queueConfig.queues.default.concurrency = 1
      try {
        return await work()
      } finally {
        queueConfig.queues.default.concurrency = concurrency
      }
    }

    /** As a race of two writers does: BullMQ itself does not remove what a schedule waits for. */
    const lose = async (queue: Queue, id: string) => {
      if (kind === 'database') {
        await sql('delete from bullmq.job where queue = ? and id = ?', ['default', id])
      } else {
        const { client } = queue.backend as unknown as { client: Promise<Redis> }
        const redis = await client
        await redis.zrem(queue.keys.delayed, id)
        await redis.lrem(queue.keys.wait, 0, id)
        await redis.del(queue.toKey(id))
      }
    }

    group.setup(async () => {
      await stopWorking()
      await queues.use(new QueueBackend(kind, url))
      return () => queues.use()
    })
    group.each.setup(async () => {
      journal.length = 0
      rescued.length = 0
      gates.clear()
      const queue = await queues.open('default')
      await queue.obliterate({ force: true })
      return async () => {
        await Promise.all(working.splice(0).map((worker) => worker.close()))
        await queue.obliterate({ force: true })
      }
    })

    test('runs what was enqueued before and while it works', async ({ assert }) => {
      await JournalJob.enqueue({ mark: 'before' })
      await work()
      await until('the first job', () => ran('before'))
      await JournalJob.enqueue({ mark: 'while' })
      await until('the second job', () => ran('while'))
      assert.deepEqual(marksOf(), ['before', 'while'])
    })

    test('takes many at once and runs each once', async ({ assert }) => {
      const marks = Array.from({ length: 1200 }, (_, n) => `bulk-${n}`)
      await work()
      await JournalJob.enqueueMany(marks.map((mark) => ({ payload: { mark } })))
      await until('all jobs', () => journal.length >= marks.length, 20_000)
      assert.sameMembers(marksOf(), marks)
    }).timeout(30_000)

    test('waits for a delay', async ({ assert }) => {
      await work()
      const enqueued = performance.now()
      await JournalJob.enqueue({ mark: 'late' }, { delay: 700 })
      await JournalJob.enqueue({ mark: 'now' })
      await until('both jobs', () => journal.length === 2)
      assert.deepEqual(marksOf(), ['now', 'late'])
      assert.isAtLeast(journal[1].at - enqueued, 690)
    })

    test('adds a key once while its job waits or runs, and again after it', async ({ assert }) => {
      const open = gate('door')
      await Promise.all(
        Array.from({ length: 20 }, () =>
          JournalJob.enqueue({ mark: 'keyed', holds: 'door' }, { key: 'k' })
        )
      )
      await work()
      await until('the job runs', () => ran('keyed'))
      await JournalJob.enqueue({ mark: 'keyed' }, { key: 'k' })
      await JournalJob.enqueue({ mark: 'other' }, { key: 'other' })
      await until('another key', () => ran('other'))
      assert.equal(ran('keyed'), 1)
      open()
      const queue = await queues.open('default')
      await until('it is done', async () => (await queue.getActiveCount()) === 0)
      const openAgain = gate('second door')
      const again = { mark: 'keyed', holds: 'second door' }
      await JournalJob.enqueueMany([
        { payload: again, options: { key: 'k' } },
        { payload: again, options: { key: 'k' } },
        { payload: { mark: 'last' } },
      ])
      await until('the last job', () => ran('last'))
      openAgain()
      await until(
        'the queue is empty',
        async () => (await queue.getJobCountByTypes('waiting', 'active')) === 0
      )
      assert.equal(ran('keyed'), 2)
    })

    test('a failed job does not keep its key', async ({ assert }) => {
      await work()
      await JournalJob.enqueue({ mark: 'broken', failures: 3 }, { key: 'k' })
      await until('it failed for good', () => rescued.includes('broken'), 20_000)
      await JournalJob.enqueue({ mark: 'again' }, { key: 'k' })
      await until('the next with this key', () => ran('again'))
      assert.equal(ran('broken'), 3)
    }).timeout(30_000)

    test('runs the urgent first', async ({ assert }) => {
      await JournalJob.enqueue({ mark: 'some day' }, { priority: 9 })
      await JournalJob.enqueue({ mark: 'soon' }, { priority: 1 })
      await JournalJob.enqueue({ mark: 'first' })
      await workOneByOne()
      await until('all three', () => journal.length === 3)
      assert.deepEqual(marksOf(), ['first', 'soon', 'some day'])
    })

    test('tries again with growing pauses until it works', async ({ assert }) => {
      await work()
      await JournalJob.enqueue({ mark: 'shaky', failures: 2 })
      await until('the third try', () => ran('shaky') === 3, 15_000)
      const [first, second, third] = journal.map((entry) => entry.at)
      assert.isAtLeast(second - first, 450)
      assert.isAtLeast(third - second, 900)
      assert.deepEqual(rescued, [])
      assert.deepEqual(await failedJobs(), [])
    }).timeout(30_000)

    test('keeps a failed job with its error, and retries it by hand', async ({ assert }) => {
      await work()
      await JournalJob.enqueue({ mark: 'broken', failures: 3 })
      await until('it is rescued', () => rescued.includes('broken'), 15_000)
      const [failed] = await until('it is listed', async () => {
        const list = await failedJobs()
        return list.length > 0 && list
      })
      assert.containsSubset(failed, {
        queue: 'default',
        job: 'contracts/journal_job',
        error: 'broken failed on purpose',
        attempts: 3,
      })
      assert.equal(await retryFailed(failed.id), 1)
      await until('it ran again', () => ran('broken') === 4)
      await until('nothing is failed', async () => (await failedJobs()).length === 0)
    }).timeout(30_000)

    test('an unknown job fails visibly, at once', async ({ assert }) => {
      const queue = await queues.open('default')
      await queue.add('nobody/knows_it', {}, { attempts: 5 })
      await work()
      const [failed] = await until('it is listed', async () => {
        const list = await failedJobs()
        return list.length > 0 && list
      })
      assert.containsSubset(failed, {
        job: 'nobody/knows_it',
        error: 'Unknown job "nobody/knows_it"',
        attempts: 1,
      })
    })

    test('restores tenant, actor and request around the job', async ({ assert }) => {
      const organizationId = randomUUID()
      const actor = { type: 'user' as const, id: randomUUID() }
      await work()
      await Context.run({ organizationId, requestId: 'req-1', actor }, () =>
        JournalJob.enqueue({ mark: 'inside' })
      )
      await JournalJob.enqueue({ mark: 'outside' })
      await until('both', () => journal.length === 2)
      const context = (mark: string) => journal.find((entry) => entry.mark === mark)!.context
      assert.containsSubset(context('inside'), {
        organizationId,
        requestId: 'req-1',
        actor,
        unscoped: null,
      })
      assert.equal(context('inside').job?.name, 'contracts/journal_job')
      assert.containsSubset(context('outside'), { organizationId: null, requestId: null })
    })

    test('a schedule that came to a halt is started again', async ({ assert }) => {
      schedules.add('contracts-tick', {
        every: 3600_000,
        load: () => import('./queue/tick_job.js'),
      })
      const others = [...schedules.entries()].filter(([id]) => id !== 'contracts-tick')
      others.forEach(([id]) => schedules.remove(id))
      const realNow = Date.now
      try {
        await installSchedules()
        const queue = await queues.open('default')
        const pending = async () =>
          (await queue.getJobs(['delayed', 'waiting'])).map(({ id }) => id!)
        const { next } = (await queue.getJobScheduler('contracts-tick'))!
        await lose(queue, (await pending())[0])
        assert.deepEqual(await pending(), [])
        await installSchedules()
        assert.deepEqual(await pending(), [], "a run that is not due is nobody's worry")
        Date.now = () => next! + 61_000
        await installSchedules()
        assert.lengthOf(await pending(), 1)
      } finally {
        Date.now = realNow
        schedules.remove('contracts-tick')
        others.forEach(([id, schedule]) => schedules.add(id, schedule))
      }
    })

    test('a schedule fires once over three workers, and goes with the code', async ({ assert }) => {
      schedules.add('contracts-tick', { every: 400, load: () => import('./queue/tick_job.js') })
      index.set('contracts/tick_job', new URL('./queue/tick_job.ts', import.meta.url).pathname)
      const others = [...schedules.entries()].filter(([id]) => id !== 'contracts-tick')
      others.forEach(([id]) => schedules.remove(id))
      try {
        await Promise.all([installSchedules(), installSchedules(), installSchedules()])
        await Promise.all([work(), work(), work()])
        await until('four ticks', () => journal.length >= 4)
        const gaps = journal.slice(1).map((entry, n) => entry.at - journal[n].at)
        assert.isTrue(
          gaps.slice(1).every((gap) => gap > 150),
          `ticks came ${gaps.map(Math.round).join(', ')} ms apart`
        )
        schedules.remove('contracts-tick')
        await installSchedules()
        const queue = await queues.open('default')
        assert.equal(await queue.getJobSchedulersCount(), 0)
      } finally {
        schedules.remove('contracts-tick')
        others.forEach(([id, schedule]) => schedules.add(id, schedule))
      }
    })

    test('a graceful close waits for the job that runs and leaves the next to others', async ({
      assert,
    }) => {
      const open = gate('door')
      await JournalJob.enqueue({ mark: 'running', holds: 'door' })
      await JournalJob.enqueue({ mark: 'left for others' })
      const worker = await workOneByOne()
      await until('it runs', () => ran('running'))
      const closing = worker.close().then(() => 'closed')
      assert.equal(await Promise.race([closing, Promise.resolve('still open')]), 'still open')
      open()
      await closing
      assert.deepEqual(marksOf(), ['running'])
      assert.deepEqual(await failedJobs(), [])
      await work()
      await until('another worker has it', () => ran('left for others'))
      assert.equal(ran('running'), 1)
    })

    test('a close whose grace is over leaves its job to other workers', async ({ assert }) => {
      const queue = await queues.open('default')
      const open = gate('door')
      const worker = await work()
      await JournalJob.enqueue({ mark: 'stuck', holds: 'door' })
      await until('it runs', () => ran('stuck'))
      await worker.close(50)
      assert.equal(await queue.getActiveCount(), 1)
      open()
    })
  })
}
