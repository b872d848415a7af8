import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import { tellReport } from '#messaging/provider_events/live_reports'
import { bitsOf, type MailFact } from '#messaging/provider_events/mail_fact'
import { DaySums, RunSums } from '#messaging/provider_events/fact_sums'
import { standingAfter, type SendRow } from '#messaging/provider_events/standing'
import { tellOf, type Told } from '#messaging/provider_events/consequences'
import {
  insertKeys,
  insertSendEvents,
  lockMails,
  lockSends,
  type MailRow,
  runHeads,
  type RunHead,
  updateMails,
  updateSends,
} from '#messaging/queries/fact_rows'
import type { MailRef } from '#messaging/refs'

/** `unknown`: no such mail, or none of the organization that may tell. */
export type Applied = { applied: number; repeated: number; unknown: MailFact[] }

/** More facts than this are several calls: their transaction would hold its rows for too long. */
export const MOST_FACTS = 1000

/** A ref may be made up; what no integer column takes is asked nowhere. */
const MOST_ROWS = 2 ** 31 - 1

type Found = { fact: MailFact; organizationId: string | null; send?: SendRow; mail?: MailRow }

/**
 * Writes down what happened to mails, for hundreds at once, in any order and of any number of organizations: the
 * facts themselves, the marks and states of their mails, the sums of runs and days, dead and complaining addresses,
 * and events for whom it concerns. All within `trx`. What is told twice counts once: by the caller's receipt or
 * spool, or by the facts' `dedupeKey`.
 */
export async function applyFacts(
  facts: MailFact[],
  trx: TransactionClientContract
): Promise<Applied> {
  const heads = await headsOf(facts)
  const all = await find(facts, heads, trx)
  const found = await withoutRepeated(all, trx)
  const known = new Set(all.map(({ fact }) => fact))
  const unknown = facts.filter((fact) => !known.has(fact))
  if (found.length === 0) return { applied: 0, repeated: all.length, unknown }

  const runs = new RunSums()
  const days = new DaySums()
  const told: Told[] = []
  await changeSends(found, heads, { runs, days, told }, trx)
  await changeMails(found, { days, told }, trx)
  await insertSendEvents(
    found.flatMap(({ fact, organizationId }) =>
      organizationId ? { ...fact, happenedAt: notLater(fact.happenedAt), organizationId } : []
    ),
    trx
  )
  for (const [organizationId, some] of byOrganization(told)) {
    await Tenant.run(organizationId, () => tellOf(some, trx))
  }
  // Everybody who sends moves these rows: they are locked last, and for as short as may be.
  await runs.write(trx)
  await days.write(trx)
  trx.after('commit', () => tellReports(told))
  return { applied: found.length, repeated: all.length - found.length, unknown }
}

type Sums = { runs: RunSums; days: DaySums; told: Told[] }

async function headsOf(facts: MailFact[]): Promise<Map<string, RunHead>> {
  const ids = new Set(facts.flatMap(({ ref }) => (ref.kind === 'send' ? ref.runId : [])))
  const heads = ids.size > 0 ? await runHeads([...ids]) : []
  return new Map([
    ...heads.map((head) => [`${head.runId}`, head] as const),
    ...heads.map((head) => [`${head.runId}.${head.variant}`, head] as const),
  ])
}

/** The rows that facts speak of, locked; without those that the teller has no say in. */
async function find(
  facts: MailFact[],
  heads: Map<string, RunHead>,
  trx: TransactionClientContract
): Promise<Found[]> {
  const wanted = new Map<string, { runId: number; n: number; month: string }>()
  const mailIds = new Set<string>()
  for (const { ref, organizationId } of facts) {
    if (ref.kind === 'mail') mailIds.add(ref.mailId)
    else {
      const head = heads.get(`${ref.runId}`)
      if (!head || ref.n > MOST_ROWS || !mayTell(organizationId, head.organizationId)) continue
      wanted.set(keyOf(ref), { runId: ref.runId, n: ref.n, month: head.month })
    }
  }
  const sends = wanted.size > 0 ? await lockSends([...wanted.values()], trx) : []
  const mails = mailIds.size > 0 ? await lockMails([...mailIds], trx) : []
  const sendOf = new Map(sends.map((row) => [keyOf({ kind: 'send', ...row }), row]))
  const mailOf = new Map(mails.map((row) => [keyOf({ kind: 'mail', mailId: row.id }), row]))
  return facts.flatMap((fact): Found[] => {
    const send = sendOf.get(keyOf(fact.ref))
    const mail = mailOf.get(keyOf(fact.ref))
    const row = send ?? mail
    if (!row || !mayTell(fact.organizationId, row.organizationId)) return []
    return [{ fact, organizationId: row.organizationId, send, mail }]
  })
}

/** A provider that an organization connected speaks of that organization's mails alone. */
const mayTell = (teller: string | undefined, owner: string | null) => !teller || teller === owner

const keyOf = (ref: MailRef) => (ref.kind === 'send' ? `${ref.runId}.${ref.n}` : ref.mailId)

async function withoutRepeated(found: Found[], trx: TransactionClientContract): Promise<Found[]> {
  const keyed = found.flatMap(({ fact, organizationId }) =>
    fact.dedupeKey && organizationId ? [{ organizationId, key: fact.dedupeKey }] : []
  )
  if (keyed.length === 0) return found
  const fresh = await insertKeys(keyed, clock.now().toISO(), trx)
  return found.filter(({ fact, organizationId }) => {
    if (!fact.dedupeKey || !organizationId) return true
    // Twice in this call counts once, too.
    return fresh.delete(organizationId + fact.dedupeKey)
  })
}

async function changeSends(
  found: Found[],
  heads: Map<string, RunHead>,
  { runs, days, told }: Sums,
  trx: TransactionClientContract
): Promise<void> {
  const changes = [...groupBy(found, ({ send }) => send).entries()].map(([row, some]) => {
    const facts = some.map(({ fact }) => fact)
    const after = standingAfter(row, facts)
    const head = heads.get(`${row.runId}.${row.variant}`) ?? heads.get(`${row.runId}`)!
    const address = facts.find((fact) => fact.address)?.address ?? row.email
    const organizationId = row.organizationId
    runs.add(row, after)
    days.add({ ...row, ...after, organizationId, before: row.marks, address, head })
    told.push({
      organizationId,
      facts,
      before: row.marks,
      after: after.marks,
      address,
      head,
      contactId: row.contactId,
      variant: row.variant,
      mailId: null,
    })
    return { row, after }
  })
  await updateSends(
    changes.filter(({ row, after }) => row.marks !== after.marks || row.state !== after.state),
    clock.now().toISO(),
    trx
  )
}

async function changeMails(
  found: Found[],
  { days, told }: Omit<Sums, 'runs'>,
  trx: TransactionClientContract
): Promise<void> {
  const changes = [...groupBy(found, ({ mail }) => mail).entries()].map(([row, some]) => {
    const facts = some.map(({ fact }) => fact)
    const marks = facts.reduce((sum, fact) => sum | bitsOf(fact), row.marks)
    const accountId = row.accountId ?? facts.find((fact) => fact.accountId)?.accountId ?? null
    const providerId = facts.find((fact) => fact.providerId)?.providerId ?? null
    const { organizationId, address, contactId } = row
    if (organizationId) {
      const head = { senderDomain: row.senderDomain }
      days.add({ ...row, organizationId, before: row.marks, marks, accountId, head })
      told.push({
        organizationId,
        facts,
        before: row.marks,
        after: marks,
        address,
        head: null,
        contactId,
        variant: null,
        mailId: row.id,
      })
    }
    return { id: row.id, marks, accountId, providerId }
  })
  await updateMails(changes, trx)
}

function groupBy<K>(found: Found[], rowOf: (one: Found) => K | undefined): Map<K, Found[]> {
  const groups = new Map<K, Found[]>()
  for (const one of found) {
    const row = rowOf(one)
    if (row) groups.set(row, [...(groups.get(row) ?? []), one])
  }
  return groups
}

function tellReports(told: Told[]): void {
  for (const { organizationId, head, before, after } of told) {
    if (head?.sourceKind === 'campaign' && before !== after) {
      tellReport(organizationId, head.sourceId)
    }
  }
}

function byOrganization(told: Told[]): Map<string, Told[]> {
  const groups = new Map<string, Told[]>()
  for (const one of told) {
    const group = groups.get(one.organizationId)
    if (group) group.push(one)
    else groups.set(one.organizationId, [one])
  }
  return groups
}

/** Clocks of others go ahead: what happened, happened by now. */
function notLater(at: Date): Date {
  const now = clock.now().toJSDate()
  return at > now || Number.isNaN(at.getTime()) ? now : at
}
