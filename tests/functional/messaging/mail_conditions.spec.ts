import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import { segmentConditions } from '#core/registry/segment_conditions'
import { applyFacts } from '#messaging/provider_events/facts'
import { plantMail, plantRun, type PlantedRun } from '#tests/support/sends'

/** Who fits, asked in both ways: for each, and gathered. Also who else might turn, and when. */
async function who(run: PlantedRun, key: string, operator: string, value: unknown = null) {
  const condition = segmentConditions.getOrFail(key)
  const ctx = {
    organizationId: run.organizationId,
    alias: 'c',
    now: new Date().toISOString(),
    timeZone: 'Europe/Berlin',
  }
  const answers: string[][] = []
  for (const mode of [{ isFew: true }, { isFew: true, isProbed: true }, { isFew: false }]) {
    const { sql: text, bindings } = condition.where(operator, value, { ...ctx, ...mode })
    const rows = await sql<{ id: string }>(
      `select c.id from contacts c where c.organization_id = ? and c.deleted_at is null and ${text} order by c.id`,
      [run.organizationId, ...bindings]
    )
    answers.push(rows.map(({ id }) => id))
  }
  const turns = condition.turnsAt?.(operator, value, { ...ctx, isFew: true })
  const moments = turns
    ? await sql<{ id: string; at: Date }>(
        `select c.id, ${turns.sql} as at from contacts c where c.organization_id = ?`,
        [...turns.bindings, run.organizationId]
      )
    : []
  const numbers = (ids: string[]) => ids.map((id) => run.contacts.findIndex((one) => one.id === id))
  if (new Set(answers.map(String)).size > 1) throw new Error(`${key} ${operator}: ${answers}`)
  return {
    fit: numbers(answers[0]).sort(),
    turning: numbers(moments.filter(({ at }) => at).map(({ id }) => id)).sort(),
  }
}

async function read(
  run: PlantedRun,
  n: number,
  kind: 'opened' | 'clicked',
  human: number,
  at = new Date()
) {
  await db.transaction((trx) =>
    applyFacts(
      [
        {
          ref: { kind: 'send', runId: run.runId, n },
          ...{ kind, human, happenedAt: at, detail: {}, dedupeKey: null },
        },
      ],
      trx
    )
  )
}

const DAY = 86_400_000

test.group('Conditions of mails', () => {
  test('who was sent a mail, to many or alone, and when', async ({ assert }) => {
    const run = await plantRun({ recipients: 4 })
    const { organizationId: owner } = run
    await sql('update sends set state = 3 where run_id = ? and n in (1, 2, 3)', [run.runId])
    await plantMail(owner, { contactId: run.contacts[1].id })
    const old = await plantMail(owner, { contactId: run.contacts[2].id })
    await sql(`update outgoing_mails set sent_at = now() - interval '20 days' where id = ?`, [old])
    assert.deepEqual((await who(run, 'mails.sent', 'ever')).fit, [0, 1, 2])
    assert.deepEqual((await who(run, 'mails.sent', 'never')).fit, [3])
    const recent = await who(run, 'mails.sent', 'within', 7)
    assert.deepEqual(recent, { fit: [0, 1], turning: [0, 1] })
    assert.deepEqual((await who(run, 'mails.sent', 'not_within', 7)).fit, [2, 3])
    assert.deepEqual((await who(run, 'mails.sent', 'any', [run.campaignId])).fit, [0])
    assert.deepEqual((await who(run, 'mails.sent', 'none', [run.campaignId])).fit, [1, 2, 3])
    assert.deepEqual((await who(run, 'mails.sent', 'any', [crypto.randomUUID()])).fit, [])
  })

  test('who opened and clicked: people alone', async ({ assert }) => {
    const run = await plantRun({ recipients: 4 })
    await read(run, 0, 'opened', 90)
    await read(run, 1, 'opened', 10)
    await read(run, 2, 'opened', 90, new Date(Date.now() - 20 * DAY))
    await read(run, 3, 'clicked', 95)
    await read(run, 1, 'clicked', 5)
    assert.deepEqual((await who(run, 'mails.opened', 'ever')).fit, [0, 2])
    assert.deepEqual((await who(run, 'mails.opened', 'never')).fit, [1, 3])
    assert.deepEqual(await who(run, 'mails.opened', 'within', 7), { fit: [0], turning: [0] })
    assert.deepEqual((await who(run, 'mails.opened', 'not_within', 7)).fit, [1, 2, 3])
    assert.deepEqual((await who(run, 'mails.clicked', 'any', [run.campaignId])).fit, [3])
    assert.deepEqual((await who(run, 'mails.clicked', 'none', [run.campaignId])).fit, [0, 1, 2])
    assert.deepEqual((await who(run, 'mails.opened', 'any', [run.campaignId])).fit, [0, 2])
  })

  test('opens of mails to one person count, and bounces are mails that did not arrive', async ({
    assert,
  }) => {
    const run = await plantRun({ recipients: 3 })
    const mailId = await plantMail(run.organizationId, { contactId: run.contacts[2].id })
    const facts = [
      { ref: { kind: 'mail' as const, mailId }, kind: 'opened' as const, human: 80 },
      {
        ref: { kind: 'send' as const, runId: run.runId, n: 1 },
        kind: 'bounced' as const,
        bounce: 'soft' as const,
      },
    ]
    await db.transaction((trx) =>
      applyFacts(
        facts.map((fact) => ({ ...fact, happenedAt: new Date(), detail: {}, dedupeKey: null })),
        trx
      )
    )
    assert.deepEqual((await who(run, 'mails.opened', 'within', 1)).fit, [2])
    assert.deepEqual((await who(run, 'mails.failed', 'ever')).fit, [1])
  })

  test('whoever took a contact over has read what that one has', async ({ assert }) => {
    const run = await plantRun({ recipients: 2 })
    await read(run, 0, 'opened', 90)
    await sql('update contacts set merged_into_id = ?, deleted_at = now() where id = ?', [
      run.contacts[1].id,
      run.contacts[0].id,
    ])
    assert.deepEqual((await who(run, 'mails.opened', 'ever')).fit, [1])
    assert.deepEqual((await who(run, 'mails.opened', 'never')).fit, [])
    assert.deepEqual(await who(run, 'mails.opened', 'within', 7), { fit: [1], turning: [0, 1] })
  })
})
