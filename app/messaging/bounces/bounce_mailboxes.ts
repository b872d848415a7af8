import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { InvalidEmailException, normalizeEmail } from '#core/email_address'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import { normalizeHost } from '#identity/hosts'
import { tellStaff } from '#identity/staff_channels'
import { unlessTaken } from '#identity/taken'
import { fillImap, type ImapDetails } from '#messaging/bounces/imap_settings'
import { isAligned } from '#messaging/bounces/return_path'
import BounceMailboxChanged from '#messaging/events/bounce_mailbox_changed'
import BounceMailboxRemoved from '#messaging/events/bounce_mailbox_removed'
import CheckReturnDomain from '#messaging/jobs/check_return_domain'
import ReadBounceMailbox from '#messaging/jobs/read_bounce_mailbox'
import BounceMailbox from '#messaging/models/bounce_mailbox'
import SendingDomain from '#messaging/models/sending_domain'
import { MAILBOX_MAX, type ReturnDomain } from '#messaging/provider_events/bounce_address'

export type ReturnAddress =
  | { form: 'domain'; domain: string }
  /** One mailbox, as `bounces@school.test`, whose server takes plus-addressing. */
  | { form: 'mailbox'; address: string }

/**
 * Sets where bounces go. Mail gets such return paths as soon as DNS has what they need. Throws a Refusal at the field
 * for what is no address, or is on a domain that is not the organization's.
 */
export async function setReturnAddress(given: ReturnAddress): Promise<BounceMailbox> {
  const address = await readAddress(given)
  const save = () =>
    db.transaction(async (trx) => {
      const row = (await lockedMailbox(trx)) ?? begun(trx)
      const isSame = row.domain === address.domain && row.mailbox === address.mailbox
      if (isSame && row.$isPersisted) return row
      // Another domain has to show its own records.
      if (row.domain !== address.domain) {
        row.merge({ state: 'pending', checks: {}, checkedAt: null, verifiedAt: null, misses: 0 })
      }
      await row.merge(address).save()
      await told(row, trx)
      trx.after(
        'commit',
        () => void CheckReturnDomain.enqueue({ mailboxId: row.id }).catch(() => {})
      )
      return row
    })
  // Two at once make one.
  return unlessTaken(save, save)
}

/** Sets how bounces come home: piped by a mail server, or read by IMAP. Reading begins, or goes on, at once. */
export async function setReading(
  given: { reading: 'pipe' } | ({ reading: 'imap' } & ImapDetails)
): Promise<BounceMailbox> {
  return db.transaction(async (trx) => {
    const row = await presentMailbox(trx)
    if (given.reading === 'imap') fillImap(row, given)
    row.merge({ reading: given.reading })
    await goOn(row)
    await told(row, trx)
    return row
  })
}

/** Reads the mailbox now, also one that was given up. */
export async function readSoon(): Promise<void> {
  await db.transaction(async (trx) => goOn(await presentMailbox(trx)))
}

/** Bounces go to the senders' own addresses again. */
export async function removeBounceMailbox(): Promise<void> {
  await db.transaction(async (trx) => {
    const row = await presentMailbox(trx)
    await row.delete()
    await BounceMailboxRemoved.record(
      { organizationId: Tenant.id(), subjectId: row.id, payload: { domain: row.domain } },
      trx
    )
  })
}

export function bounceMailbox(): Promise<BounceMailbox | null> {
  return BounceMailbox.query().first()
}

function begun(trx: TransactionClientContract): BounceMailbox {
  const row = new BounceMailbox().useTransaction(trx)
  return row.fill({
    ...{ reading: 'pipe', state: 'pending', checks: {}, misses: 0, lastUid: 0, dueAt: clock.now() },
    ...{ imapSecurity: 'tls', imapFolder: 'INBOX', isStopped: false, failures: 0 },
  })
}

function lockedMailbox(trx: TransactionClientContract): Promise<BounceMailbox | null> {
  return BounceMailbox.query({ client: trx }).forUpdate().first()
}

async function presentMailbox(trx: TransactionClientContract): Promise<BounceMailbox> {
  const row = await lockedMailbox(trx)
  if (row) return row
  throw new Refusal('Say first where bounces go.', { code: 'E_NO_BOUNCE_MAILBOX', status: 409 })
}

/** Takes the lease away: whoever reads by the former settings ends. */
async function goOn(row: BounceMailbox): Promise<void> {
  row.merge({ isStopped: false, failures: 0, failingSince: null, lastError: null })
  row.merge({ leasedBy: null, leasedUntil: null, dueAt: clock.now() })
  await row.save()
  if (row.reading !== 'imap') return
  row.$trx!.after(
    'commit',
    () => void ReadBounceMailbox.enqueue({ mailboxId: row.id }).catch(() => {})
  )
}

async function told(row: BounceMailbox, trx: TransactionClientContract): Promise<void> {
  const { id, domain, reading } = row
  await BounceMailboxChanged.record(
    { organizationId: Tenant.id(), subjectId: id, payload: { domain, reading } },
    trx
  )
  await tellStaff('senders', id, trx)
}

async function readAddress(given: ReturnAddress): Promise<ReturnDomain> {
  const field = given.form === 'domain' ? 'domain' : 'address'
  const refuse = (message: string): never => {
    throw new Refusal(message, { code: 'E_BAD_RETURN_ADDRESS', field })
  }
  const { domain, mailbox } =
    given.form === 'domain' ? readHost(given, refuse) : readMailbox(given, refuse)
  const own = (await SendingDomain.query()).map((one) => one.domain)
  if (!own.some((one) => isAligned(domain, one))) {
    refuse(`${domain} is no part of your sending domains. Add its domain under Senders first.`)
  }
  if (!mailbox && own.includes(domain)) {
    refuse(`People’s own mail goes to ${domain}. Take a part of it, such as bounces.${domain}.`)
  }
  return { domain, mailbox }
}

type Refuse = (message: string) => never

function readHost({ domain }: { domain: string }, refuse: Refuse): ReturnDomain {
  try {
    return { domain: normalizeHost(domain), mailbox: null }
  } catch (error) {
    return refuse((error as Error).message)
  }
}

function readMailbox({ address }: { address: string }, refuse: Refuse): ReturnDomain {
  try {
    const normal = normalizeEmail(address)
    const at = normal.lastIndexOf('@')
    const mailbox = normal.slice(0, at)
    if (mailbox.includes('+'))
      return refuse('Enter the address without a plus: it is added for you.')
    if (!/^[a-z0-9._-]+$/.test(mailbox)) return refuse('Use letters, digits, dots and dashes.')
    if (mailbox.length > MAILBOX_MAX) {
      return refuse(`What stands before the @ may have ${MAILBOX_MAX} characters at most.`)
    }
    return { domain: normalizeHost(normal.slice(at + 1)), mailbox }
  } catch (error) {
    if (error instanceof Refusal) throw error
    return refuse(error instanceof InvalidEmailException ? error.message : 'Enter a valid address')
  }
}
