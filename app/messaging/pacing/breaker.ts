import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { notify } from '#core/notifications/notify'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import { staffWho } from '#identity/staff_who'
import MailAccountStopped from '#messaging/events/mail_account_stopped'
import MailAccount from '#messaging/models/mail_account'
import { forgetRoutes } from '#messaging/pacing/routing'
import { accountsOverLimit, openBreaker, type OverLimit } from '#messaging/queries/breakers'

/** A handful of mails says nothing: so many have to be out, and so many of them bad. */
const LEAST = { leastSent: 100, leastBounced: 5, leastComplained: 2 }

/** The days that count: today and yesterday, so that midnight forgets nothing. */
export function breakerDays(): { today: string; days: string[] } {
  const now = clock.now()
  const today = now.toISODate()
  return { today, days: [now.minus({ days: 1 }).toISODate(), today] }
}

/** Opens the breakers of accounts with too many bounces or complaints, of one account or all. Resolves to how many. */
export async function judgeBreakers(accountId: string | null = null): Promise<number> {
  const { days } = breakerDays()
  const over = await accountsOverLimit({ days, ...LEAST }, accountId)
  for (const one of over) await Tenant.run(one.organizationId, () => stop(one))
  if (over.length > 0) forgetRoutes()
  return over.length
}

async function stop({ id, isBounces, bounceRate, complaintRate }: OverLimit): Promise<void> {
  const account = await MailAccount.findOrFail(id)
  const reason = isBounces
    ? `${percent(bounceRate)} of the mails since yesterday bounced; ${percent(account.bounceLimit)} is the limit`
    : `${percent(complaintRate)} of the readers since yesterday complained; ${percent(account.complaintLimit)} is the limit`
  await db.transaction(async (trx) => {
    const now = clock.now()
    if (!(await openBreaker(id, reason, now.toISO(), trx))) return
    await MailAccountStopped.record(
      {
        organizationId: Tenant.id(),
        subjectId: id,
        payload: { provider: account.provider, reason },
      },
      trx
    )
    await notify(
      await staffWho('senders:update'),
      {
        kind: 'messaging/breaker',
        key: `breaker:${id}:${now.toISO()}`,
        title: `${account.label} sends no more campaigns`,
        body: `${reason}. Look into it, then let it go on.`,
        url: `/admin/settings/mail-accounts/${id}`,
        organizationId: Tenant.id(),
      },
      trx
    )
    await tellStaff('senders', id, trx)
  })
}

const percent = (share: number) => `${Math.round(share * 10_000) / 100} %`
