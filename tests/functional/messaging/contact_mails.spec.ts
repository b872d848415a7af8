import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import { timelineStories } from '#core/registry/timeline_stories'
import { Tenant } from '#core/tenancy/tenant'
import { mailRowsOf } from '#messaging/contacts/mail_panel'
import { REASON, STATE } from '#messaging/ledger/states'
import { applyFacts } from '#messaging/provider_events/facts'
import type { MailFact } from '#messaging/provider_events/mail_fact'
import { plantMail, plantRun } from '#tests/support/sends'

const apply = (facts: Omit<MailFact, 'happenedAt' | 'detail' | 'dedupeKey'>[]) =>
  db.transaction((trx) =>
    applyFacts(
      facts.map((fact) => ({ happenedAt: new Date(), detail: {}, dedupeKey: null, ...fact })),
      trx
    )
  )

test.group('Mails of a contact', () => {
  test('the panel shows those to many and to one person, with what became of them', async ({
    assert,
  }) => {
    const run = await plantRun({ recipients: 3 })
    const { organizationId, runId, campaignId } = run
    const [first, second, third] = run.contacts
    const mailId = await plantMail(organizationId, { contactId: first.id })
    await sql(`update outgoing_mails set subject = 'Your receipt' where id = ?`, [mailId])
    await sql('update sends set state = ?, reason = ? where run_id = ? and n = 1', [
      STATE.skipped,
      REASON.suppressed.code,
      runId,
    ])
    await sql('update sends set state = ? where run_id = ? and n = 2', [STATE.waiting, runId])
    await apply([{ ref: { kind: 'send', runId, n: 0 }, kind: 'clicked', human: 90, link: 1 }])
    const rows = (id: string) => Tenant.run(organizationId, () => mailRowsOf(id))
    assert.containsSubset(await rows(first.id), [
      { title: 'Your receipt', status: 'sent', href: null },
      { title: 'Rabbits in spring', status: 'clicked', href: `/admin/campaigns/${campaignId}` },
    ])
    assert.containsSubset(await rows(second.id), [
      { title: 'Rabbits in spring', status: 'skipped', detail: 'the address is suppressed' },
    ])
    assert.deepEqual(await rows(third.id), [])
    const { organizationId: stranger } = await plantRun()
    assert.deepEqual(await Tenant.run(stranger, () => mailRowsOf(first.id)), [])
  })

  test('the timeline tells opens, clicks, bounces and complaints', async ({ assert }) => {
    const run = await plantRun({ recipients: 4 })
    const { organizationId, runId, campaignId } = run
    const ref = (n: number) => ({ kind: 'send' as const, runId, n })
    const mailId = await plantMail(organizationId, { contactId: run.contacts[0].id })
    await apply([
      { ref: ref(0), kind: 'opened', human: 90 },
      { ref: ref(1), kind: 'clicked', human: 90, link: 2 },
      { ref: ref(2), kind: 'bounced', bounce: 'hard' },
      { ref: { kind: 'mail', mailId }, kind: 'complained' },
    ])
    const facts = await sql<{
      kind: string
      subjectId: string
      contactId: string
      payload: Record<string, unknown>
    }>(
      `select type as kind, subject_id as "subjectId", contact_id as "contactId", payload from events
       where organization_id = ? and type like 'mail.%' order by type`,
      [organizationId]
    )
    const told = await Tenant.run(organizationId, () =>
      Promise.all(
        facts.map(async (fact) => (await timelineStories.getOrFail(fact.kind).tell([fact]))[0])
      )
    )
    const href = `/admin/campaigns/${campaignId}`
    assert.deepEqual(told, [
      {
        who: null,
        text: 'The mail “Rabbits in spring” came back',
        detail: 'There is no such mailbox.',
        href,
      },
      { who: 'contact', text: 'clicked in the mail “Rabbits in spring”', detail: 'A link', href },
      { who: 'contact', text: 'reported a mail as spam', href: null },
      { who: 'contact', text: 'opened the mail “Rabbits in spring”', href },
    ])
  })
})
