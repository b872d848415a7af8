import type { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { notify } from '#core/notifications/notify'
import { Tenant } from '#core/tenancy/tenant'
import { staffWho } from '#identity/staff_who'
import BounceMailboxStopped from '#messaging/events/bounce_mailbox_stopped'
import BounceMailbox from '#messaging/models/bounce_mailbox'
import type { Failure } from '#messaging/queries/bounce_mailboxes'

/** A server that says no is not asked for ever: it may lock the account. */
const MOST_REFUSALS = 5
const MOST_HOURS = 24

/** Whether people have to see to a mailbox before it is read again. */
export function isHopeless(failure: Failure, isRefusal: boolean, now: DateTime): boolean {
  const hours = (now.toMillis() - failure.failingSince.getTime()) / 3_600_000
  return (isRefusal && failure.failures >= MOST_REFUSALS) || hours >= MOST_HOURS
}

/** Stops reading, and says so. Bounces wait in the mailbox. */
export async function giveUp({ id }: BounceMailbox, problem: string): Promise<void> {
  await db.transaction(async (trx) => {
    const row = await BounceMailbox.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
    if (row.isStopped) return
    await row.merge({ isStopped: true }).save()
    const address = row.imapUser ?? row.domain
    await BounceMailboxStopped.record(
      { organizationId: Tenant.id(), subjectId: id, payload: { mailbox: address, problem } },
      trx
    )
    await notify(
      await staffWho('senders:update'),
      {
        kind: 'messaging/bounce_mailbox',
        key: `bounce_mailbox:${id}:${clock.now().toISO()}`,
        title: 'Bounces are not read any more',
        body: `${address} could not be read: ${problem} Bounces wait there until you set it right.`,
        url: '/admin/settings/bounces',
        organizationId: Tenant.id(),
      },
      trx
    )
  })
}
