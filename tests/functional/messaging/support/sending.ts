import { randomUUID } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'
import { Consent } from '#crm/consent'
import { freezeRun } from '#messaging/ledger/freezing'
import { startRun, type RunOrder } from '#messaging/ledger/runs'
import { mailAdapters, type MailAdapter } from '#messaging/transport/contract'
import { plantPeople } from '#tests/functional/campaigns/support/plant'

/** How many rows of a variant stand in which state. */
export type StateSums = Record<
  'variant' | 'audience' | 'sent' | 'skipped' | 'failed' | 'uncertain' | 'cancelled',
  number
>

export async function decide(
  organizationId: string,
  contactIds: string[],
  state: 'granted' | 'denied'
): Promise<void> {
  await Tenant.run(organizationId, () =>
    db.transaction((trx) =>
      Consent.record(
        contactIds.map((contactId) => ({ contactId, channel: 'email', state, source: 'form' })),
        trx
      )
    )
  )
}

/** People who agreed to marketing; resolves to their ids. */
export async function plantAgreeing(organizationId: string, count: number): Promise<string[]> {
  const ids = await plantPeople(organizationId, count)
  await decide(organizationId, ids, 'granted')
  return ids
}

const CONTENT = {
  subject: 'Hello {{ contact.first_name }}',
  preheader: 'News',
  html: '<html><body><p>Dear {{ contact.first_name }},</p><a href="{{ unsubscribe_url }}">out</a></body></html>',
  text: 'Dear {{ contact.first_name }}, {{ unsubscribe_url }}',
}

/** Orders a sending to everybody of the organization; resolves to its run. */
export function orderRun(
  organizationId: string,
  { variants = 1, ...more }: Partial<RunOrder> & { variants?: number } = {}
): Promise<number> {
  const contents = Array.from({ length: variants }, (_, variant) => ({ variant, ...CONTENT }))
  return Tenant.run(organizationId, () =>
    db.transaction((trx) =>
      startRun(
        {
          sourceKind: 'campaign',
          sourceId: randomUUID(),
          name: 'November letter',
          audience: { include: { segments: [], everybody: true }, exclude: { segments: [] } },
          contents,
          shares: contents.map(({ variant }) => ({ variant, share: 1 / variants })),
          senderId: null,
          topicId: null,
          ...more,
        },
        trx
      )
    )
  )
}

/** The same, frozen. */
export async function frozenRun(
  organizationId: string,
  more: Parameters<typeof orderRun>[1] = {}
): Promise<number> {
  const runId = await orderRun(organizationId, more)
  await Tenant.run(organizationId, () => freezeRun(runId))
  return runId
}

export function rowsOf(runId: number) {
  return sql<{
    n: number
    state: number
    reason: number
    attempts: number
    email: string
    contactId: string
  }>(
    `select s.n, s.state, s.reason, s.attempts, c.email, s.contact_id as "contactId"
     from sends s join contacts c on c.id = s.contact_id where s.run_id = ? order by s.n`,
    [runId]
  )
}

export function batchesOf(runId: number) {
  return sql<{ due: Date; size: number; isHeld: boolean }>(
    `select due_at as due, coalesce(to_n - from_n, cardinality(ns))::int as size, is_held as "isHeld"
     from send_batches where run_id = ? order by due_at, id`,
    [runId]
  )
}

/** The sums as they are kept, by variant. */
export function tallied(runId: number): Promise<StateSums[]> {
  return sql<StateSums>(
    `select variant, audience, sent, skipped, failed, uncertain, cancelled
     from send_tallies where run_id = ? order by variant`,
    [runId]
  )
}

/** The sums as the rows have it, by variant. */
export function counted(runId: number): Promise<StateSums[]> {
  const of = (state: number) => `count(*) filter (where state = ${state})::int`
  return sql<StateSums>(
    `select variant, count(*)::int as audience, ${of(2)} as sent, ${of(3)} as skipped, ${of(4)} as failed,
       ${of(5)} as uncertain, ${of(6)} as cancelled from sends where run_id = ? group by variant order by variant`,
    [runId]
  )
}

/** Mail of all organizations goes to this adapter instead of the one it has; resolves to what puts it back. */
export function useAdapter(adapter: Partial<MailAdapter> & Pick<MailAdapter, 'send'>): () => void {
  const usual = mailAdapters.getOrFail('smtp')
  mailAdapters.remove('smtp')
  mailAdapters.add('smtp', async () => ({
    batchSize: 50,
    concurrency: 1,
    takesRaw: true,
    async close() {},
    ...adapter,
  }))
  return () => {
    mailAdapters.remove('smtp')
    mailAdapters.add('smtp', usual)
  }
}
