import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import { notify } from '#core/notifications/notify'
import { sweepKey } from '#core/queue/sweepers'
import { Tenant } from '#core/tenancy/tenant'
import { staffWho } from '#identity/staff_who'
import { tellStaff } from '#identity/staff_channels'
import { unlessTaken } from '#identity/taken'
import SendingDomainFailed from '#messaging/events/sending_domain_failed'
import SendingDomainVerified from '#messaging/events/sending_domain_verified'
import CheckSendingDomain from '#messaging/jobs/check_sending_domain'
import SendingDomain from '#messaging/models/sending_domain'
import { domainsToCheck } from '#messaging/queries/sending_domains'
import { dns } from '#messaging/senders/dns'
import { checkRecords, isProven, type DomainChecks } from '#messaging/senders/domain_check'
import { REQUIRED } from '#messaging/senders/domain_records'
import { wantedMechanisms } from '#messaging/senders/sending_domains'

/** A proven domain is given up after so many looks in a row without its records. */
const MISSES = 2

/**
 * Looks up a domain's records and keeps what was found. Resolves to null for a domain that is gone. Throws a Refusal
 * when another organization of the install has proven it.
 */
export async function checkSendingDomain(domainId: string): Promise<SendingDomain | null> {
  const row = await SendingDomain.find(domainId)
  if (!row || row.organizationId !== Tenant.id()) return null
  const checks = await checkRecords(row, await wantedMechanisms(), dns)
  return unlessTaken(
    () => db.transaction((trx) => keep(domainId, checks, trx)),
    async () => {
      await db.transaction((trx) => keep(domainId, checks, trx, true))
      throw new Refusal(
        `${row.domain} is proven by another organization of this install. Ask them to give it up.`,
        { code: 'E_DOMAIN_PROVEN_ELSEWHERE', status: 409 }
      )
    }
  )
}

/** Enqueues the looks that are due. */
export async function sweepSendingDomains(limit = 100): Promise<number> {
  const due = await domainsToCheck(limit)
  for (const { id, organizationId } of due) {
    await Tenant.run(organizationId, () =>
      CheckSendingDomain.enqueue({ domainId: id }, { key: sweepKey(id) })
    )
  }
  return due.length
}

async function keep(
  id: string,
  checks: DomainChecks,
  trx: TransactionClientContract,
  isProvenElsewhere = false
): Promise<SendingDomain | null> {
  const row = await SendingDomain.query({ client: trx }).where('id', id).forUpdate().first()
  if (!row) return null
  const before = row.state
  const proven = isProven(checks)
  row.checks = checks
  row.checkedAt = clock.now()
  if (proven && !isProvenElsewhere) {
    row.state = 'verified'
    row.verifiedAt = before === 'verified' ? row.verifiedAt : clock.now()
    row.misses = 0
  } else if (proven === false && before === 'verified') {
    row.misses += 1
    if (row.misses >= MISSES) row.state = 'failed'
  }
  await row.save()
  if (before !== 'verified' && row.state === 'verified') await tellVerified(row, trx)
  if (before === 'verified' && row.state === 'failed') await tellFailed(row, trx)
  await tellStaff('senders', row.id, trx)
  return row
}

function tellVerified({ id, domain }: SendingDomain, trx: TransactionClientContract) {
  return SendingDomainVerified.record(
    { organizationId: Tenant.id(), subjectId: id, payload: { domain } },
    trx
  )
}

async function tellFailed(
  { id, domain, checks, checkedAt }: SendingDomain,
  trx: TransactionClientContract
) {
  const records = REQUIRED.filter((name) => checks[name]?.state !== 'ok')
  await SendingDomainFailed.record(
    { organizationId: Tenant.id(), subjectId: id, payload: { domain, records } },
    trx
  )
  await notify(
    await staffWho('senders:update'),
    {
      kind: 'messaging/sending_domain',
      key: `sending_domain:${id}:${checkedAt!.toISODate()}`,
      title: `${domain} cannot be sent from any more`,
      body: `The records for ${records.map((name) => name.toUpperCase()).join(' and ')} are gone from its DNS.`,
      url: `/admin/settings/sending-domains/${id}`,
      organizationId: Tenant.id(),
    },
    trx
  )
}
