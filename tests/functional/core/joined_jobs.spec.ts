import { test } from '@japa/runner'
import { Context } from '#core/context'
import { Job } from '#core/queue/job'
import { queues } from '#core/queue/queues'
import type { Envelope } from '#core/queue/job'

type Payload = { ids: number[] }

class LookAtRows extends Job<Payload> {
  static jobName = 'tests/look_at_rows'
  static merge = (payloads: Payload[]) => ({ ids: payloads.flatMap(({ ids }) => ids) })
  async handle() {}
}

async function stored() {
  const jobs = await (await queues.open('default')).getJobs(['waiting', 'delayed'])
  return jobs.filter((job) => job.name === LookAtRows.jobName)
}

test.group('Jobs that are joined on their way', (group) => {
  group.each.setup(() => async () => {
    for (const job of await stored()) await job.remove()
  })

  test('a burst becomes a few jobs, with each id once', async ({ assert }) => {
    const ids = Array.from({ length: 40 }, (_, n) => n)
    await Promise.all(ids.map((id) => LookAtRows.enqueue({ ids: [id] })))

    const jobs = await stored()
    const found = jobs.flatMap((job) => (job.data as Envelope<Payload>).payload.ids)
    assert.deepEqual(
      found.sort((a, b) => a - b),
      ids
    )
    assert.isAtMost(jobs.length, 7)
  })

  test('the requests that asked are all named; a key or a delay keeps a job apart', async ({
    assert,
  }) => {
    const actor = { type: 'system' as const, id: null }
    const within = (requestId: string, fn: () => Promise<void>) =>
      Context.run({ organizationId: null, requestId, actor }, fn)
    await Promise.all([
      LookAtRows.enqueue({ ids: [1] }, { delay: 60_000 }),
      within('one', () => LookAtRows.enqueue({ ids: [2] })),
      within('two', () => LookAtRows.enqueue({ ids: [3] })),
      LookAtRows.enqueue({ ids: [4] }, { key: 'alone' }),
    ])

    const envelopes = (await stored()).map((job) => job.data as Envelope<Payload>)
    const byIds = new Map(envelopes.map((one) => [one.payload.ids.join(), one.requestId]))
    assert.isTrue(byIds.has('1'))
    assert.isTrue(byIds.has('4'))
    assert.equal(byIds.get('2,3'), 'one,two')
  })
})
