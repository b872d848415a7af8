import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { notify } from '#core/notifications/notify'
import { sweepKey } from '#core/queue/sweepers'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import { staffWho } from '#identity/staff_who'
import CheckReturnDomain from '#messaging/jobs/check_return_domain'
import ReadBounceMailbox from '#messaging/jobs/read_bounce_mailbox'
import BounceMailbox from '#messaging/models/bounce_mailbox'
import MailAccount from '#messaging/models/mail_account'
import { mailboxesToRead, returnDomainsToCheck } from '#messaging/queries/bounce_mailboxes'
import { dns } from '#messaging/senders/dns'
import { judgeSpf, type DomainChecks, type RecordCheck } from '#messaging/senders/domain_check'
import { mechanismsOf, spfWith } from '#messaging/senders/domain_records'
import type { ListedRecord } from '#messaging/senders/record_list'

/** Accounts whose bounces come by mail to the envelope's sender; providers with an API tell by webhooks. */
export const BY_MAIL = ['smtp', 'house']
/** A domain that works is given up after so many looks in a row without its records. */
const MISSES = 2

/** What SPF of a return domain has to name. */
export async function returnMechanisms(): Promise<string[]> {
  const accounts = await MailAccount.query()
    .whereNot('state', 'disabled')
    .whereIn('provider', BY_MAIL)
  return mechanismsOf(accounts)
}

/** Looks up a return domain's records and keeps what was found; null for one that is gone. */
export async function checkReturnDomain(id: string): Promise<BounceMailbox | null> {
  const row = await BounceMailbox.find(id)
  if (!row || row.organizationId !== Tenant.id()) return null
  const checks = await lookUp(row.domain, row.mailbox === null, await returnMechanisms())
  return db.transaction((trx) => keep(id, row.domain, checks, trx))
}

/** Enqueues looks at DNS that are due, and mailboxes that are to be read. */
export async function sweepBounceMailboxes(limit = 500): Promise<number> {
  const now = clock.now()
  const since = {
    day: now.minus({ hours: 24 }).toISO(),
    hour: now.minus({ hours: 1 }).toISO(),
    since: now.minus({ days: 14 }).toISO(),
  }
  const looks = await returnDomainsToCheck(since, limit)
  const reads = await mailboxesToRead(now.toISO(), limit)
  for (const [job, rows] of [
    [CheckReturnDomain, looks],
    [ReadBounceMailbox, reads],
  ] as const) {
    for (const { id, organizationId } of rows) {
      await Tenant.run(organizationId, () => job.enqueue({ mailboxId: id }, { key: sweepKey(id) }))
    }
  }
  return looks.length + reads.length
}

/** The records of the return domain as they are wanted now, each with what was found at the last look. */
export function returnRecords(row: BounceMailbox, mechanisms: string[]): ListedRecord[] {
  const { mx, spf } = row.checks as DomainChecks
  const present = spf?.found.length === 1 ? spf.found[0] : null
  const seen = (check: RecordCheck | undefined) => ({
    ...{ isRequired: true, host: row.domain, found: check?.found ?? [] },
    ...{ state: check?.state ?? ('waiting' as const), hint: check?.hint ?? null },
  })
  return [
    { name: 'mx', type: 'MX', wanted: mx?.wanted ?? row.imapHost, ...seen(mx) },
    { name: 'spf', type: 'TXT', wanted: spfWith(present, mechanisms), ...seen(spf) },
  ]
}

async function lookUp(domain: string, isOwn: boolean, mechanisms: string[]): Promise<DomainChecks> {
  const ask = (question: Promise<string[]>) => question.catch(() => null)
  const [mx, spf, above] = await Promise.all([
    ask(dns.mx(domain)),
    ask(dns.txt(domain)),
    // Whoever takes the mail of the domain above can take this one's as well.
    isOwn ? ask(dns.mx(domain.split('.').slice(1).join('.'))) : null,
  ])
  const spfs = spf?.filter((text) => /^v=spf1\b/i.test(text)) ?? null
  const present = spfs?.length === 1 ? spfs[0] : null
  return {
    mx: {
      ...{ type: 'MX', host: domain, wanted: above?.[0] ?? null, found: mx ?? [] },
      ...(mx ? judgeMx(mx) : NO_ANSWER),
    },
    spf: {
      ...{ type: 'TXT', host: domain, wanted: spfWith(present, mechanisms), found: spfs ?? [] },
      ...(spfs ? judgeSpf(spfs, mechanisms) : NO_ANSWER),
    },
  }
}

type Judgement = Pick<RecordCheck, 'state' | 'hint'>

const NO_ANSWER: Judgement = {
  state: 'unknown',
  hint: 'DNS gave no answer. It is asked again by itself.',
}

function judgeMx(found: string[]): Judgement {
  if (found.length > 0) return { state: 'ok', hint: null }
  return {
    state: 'missing',
    hint: 'Nobody takes mail for this domain yet. Name the server that the mailbox is on.',
  }
}

async function keep(
  id: string,
  domain: string,
  checks: DomainChecks,
  trx: TransactionClientContract
): Promise<BounceMailbox | null> {
  const row = await BounceMailbox.query({ client: trx }).where('id', id).forUpdate().first()
  // Another domain was set while this one was looked up.
  if (!row || row.domain !== domain) return row
  const before = row.state
  const states = [checks.mx?.state, checks.spf?.state]
  row.merge({ checks, checkedAt: clock.now() })
  if (states.every((state) => state === 'ok')) {
    row.merge({ state: 'verified', verifiedAt: row.verifiedAt ?? clock.now(), misses: 0 })
  } else if (!states.includes('unknown') && before === 'verified') {
    row.misses += 1
    if (row.misses >= MISSES) row.merge({ state: 'failed', verifiedAt: null })
  }
  await row.save()
  if (before === 'verified' && row.state === 'failed') await tellFailed(row, trx)
  await tellStaff('senders', row.id, trx)
  return row
}

async function tellFailed(
  { id, domain, checkedAt }: BounceMailbox,
  trx: TransactionClientContract
) {
  await notify(
    await staffWho('senders:update'),
    {
      kind: 'messaging/bounce_mailbox',
      key: `return_domain:${id}:${checkedAt!.toISODate()}`,
      title: `Bounces do not come home to ${domain} any more`,
      body: 'Its DNS records are gone. Until they are back, bounces go to the senders’ own addresses.',
      url: '/admin/settings/bounces',
      organizationId: Tenant.id(),
    },
    trx
  )
}
