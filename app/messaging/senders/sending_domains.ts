import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import { normalizeHost } from '#identity/hosts'
import { tellStaff } from '#identity/staff_channels'
import { unlessTaken } from '#identity/taken'
import SendingDomainAdded from '#messaging/events/sending_domain_added'
import SendingDomainRemoved from '#messaging/events/sending_domain_removed'
import SendingDomainUpdated from '#messaging/events/sending_domain_updated'
import CheckSendingDomain from '#messaging/jobs/check_sending_domain'
import MailAccount from '#messaging/models/mail_account'
import Sender from '#messaging/models/sender'
import SendingDomain from '#messaging/models/sending_domain'
import { makeDkimKeys, makeSelector } from '#messaging/senders/domain_keys'
import { mechanismsOf } from '#messaging/senders/domain_records'

/** Adds a domain with keys of its own. Throws a Refusal at the field for one that is none, or is there already. */
export async function addSendingDomain(text: string): Promise<SendingDomain> {
  const domain = readDomain(text)
  const keys = await makeDkimKeys()
  return unlessTaken(
    () =>
      db.transaction(async (trx) => {
        const row = new SendingDomain().useTransaction(trx)
        row.fill({ domain, dkimSelector: makeSelector(), state: 'pending', checks: {} })
        await row.keepKeys(keys).save()
        await SendingDomainAdded.record(
          { organizationId: Tenant.id(), subjectId: row.id, payload: { domain } },
          trx
        )
        trx.after(
          'commit',
          () => void CheckSendingDomain.enqueue({ domainId: row.id }).catch(() => {})
        )
        return row
      }),
    () => {
      throw new Refusal('This domain is in the list already', {
        code: 'E_DOMAIN_TAKEN',
        field: 'domain',
      })
    }
  )
}

/** Takes a domain out. Throws a Refusal while addresses of it are in use, or stand in what was sent. */
export async function removeSendingDomain(row: SendingDomain): Promise<void> {
  const refuse = () =>
    new Refusal(`${row.domain} cannot be removed: mail was, or is, sent from its addresses.`, {
      code: 'E_DOMAIN_IN_USE',
      status: 409,
    })
  if (await Sender.query().where('domainId', row.id).whereNull('archivedAt').first()) throw refuse()
  try {
    await db.transaction(async (trx) => {
      await Sender.query({ client: trx }).where('domainId', row.id).delete()
      await row.useTransaction(trx).delete()
      await SendingDomainRemoved.record(
        { organizationId: Tenant.id(), subjectId: row.id, payload: { domain: row.domain } },
        trx
      )
    })
  } catch (error) {
    // A foreign key of what was sent.
    throw (error as { code?: string }).code === '23503' ? refuse() : error
  }
}

/** Mails per day from the first day on, for a domain that nobody knows yet; null for none. Begins today. */
export async function planWarmUp(row: SendingDomain, plan: number[] | null): Promise<void> {
  await db.transaction(async (trx) => {
    row.useTransaction(trx)
    const isRunning = row.warmUp !== null && row.warmUpFrom !== null
    row.warmUp = plan
    row.warmUpFrom = plan ? (isRunning ? row.warmUpFrom : clock.now().startOf('day')) : null
    await row.save()
    await SendingDomainUpdated.record(
      {
        organizationId: Tenant.id(),
        subjectId: row.id,
        payload: { domain: row.domain, warmUp: plan },
      },
      trx
    )
    await tellStaff('senders', row.id, trx)
  })
}

/** What the SPF record has to name, by the accounts that mail leaves by. */
export async function wantedMechanisms(client?: TransactionClientContract): Promise<string[]> {
  return mechanismsOf(await MailAccount.query({ client }).whereNot('state', 'disabled'))
}

function readDomain(text: string): string {
  try {
    return normalizeHost(text.includes('@') ? text.slice(text.lastIndexOf('@') + 1) : text)
  } catch (error) {
    throw new Refusal((error as Error).message, { code: 'E_NO_DOMAIN', field: 'domain' })
  }
}
