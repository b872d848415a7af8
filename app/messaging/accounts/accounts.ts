import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import { tellStaff } from '#identity/staff_channels'
import { readSecrets, readSettings } from '#messaging/accounts/account_fields'
import { ensureHouse } from '#messaging/accounts/house'
import type { ProviderName } from '#messaging/accounts/providers'
import MailAccountConnected from '#messaging/events/mail_account_connected'
import MailAccountDisabled from '#messaging/events/mail_account_disabled'
import MailAccountPaused from '#messaging/events/mail_account_paused'
import MailAccountReleased from '#messaging/events/mail_account_released'
import MailAccountResumed from '#messaging/events/mail_account_resumed'
import MailAccountRotated from '#messaging/events/mail_account_rotated'
import MailAccountUpdated from '#messaging/events/mail_account_updated'
import MailAccount from '#messaging/models/mail_account'
import { countsOf } from '#messaging/queries/breakers'
import { forgetWebhookAccounts } from '#messaging/provider_events/webhook_accounts'
import { orderAccounts } from '#messaging/queries/mail_account_order'
import { breakerDays } from '#messaging/pacing/breaker'
import { forgetRoutes } from '#messaging/pacing/routing'

export type AccountState = 'active' | 'paused' | 'disabled'
type Texts = Record<string, string | null>

/** Connects an account and puts it first in order. Throws a Refusal at the field for what is missing. */
export async function connectMailAccount(given: {
  provider: ProviderName
  label: string
  settings?: Texts
  secrets: Texts
}): Promise<MailAccount> {
  const { provider, label } = given
  const settings = readSettings(provider, given.settings ?? {})
  const secrets = readSecrets(provider, given.secrets, true)
  await ensureHouse()
  return db.transaction(async (trx) => {
    const account = new MailAccount().useTransaction(trx)
    account.fill({ provider, label, settings, position: 0 })
    await account.keep(secrets).save()
    await orderAccounts([account.id], trx)
    await MailAccountConnected.record(fact(account, { provider, label }), trx)
    return account
  })
}

export type AccountLimits = Pick<
  MailAccount,
  | 'label'
  | 'takesMarketing'
  | 'takesTransactional'
  | 'maxConnections'
  | 'perSecond'
  | 'perDay'
  | 'bounceLimit'
  | 'complaintLimit'
>

/** Changes what an account is called, may take, and how much of it. */
export async function reviseMailAccount(
  account: MailAccount,
  { settings, ...limits }: AccountLimits & { settings?: Texts }
): Promise<void> {
  await db.transaction(async (trx) => {
    account.useTransaction(trx).merge(limits)
    // What is no field of the form, as the topic of a webhook, stays.
    if (settings) {
      account.settings = { ...account.settings, ...readSettings(account.provider, settings) }
    }
    const changed = Object.keys(account.$dirty)
    if (changed.length === 0) return
    await account.save()
    await MailAccountUpdated.record(fact(account, { provider: account.provider, changed }), trx)
  })
}

/** Exchanges the secrets that were typed in; those left empty stay. */
export async function rotateSecrets(account: MailAccount, given: Texts): Promise<void> {
  const secrets = readSecrets(account.provider, given, false)
  if (Object.keys(secrets).length === 0) {
    throw new Refusal('Enter at least one new secret', { code: 'E_NO_SECRET' })
  }
  await db.transaction(async (trx) => {
    await account.keep(secrets).useTransaction(trx).save()
    await MailAccountRotated.record(fact(account, { provider: account.provider }), trx)
  })
  forgetWebhookAccounts()
}

const EVENTS = {
  active: MailAccountResumed,
  paused: MailAccountPaused,
  disabled: MailAccountDisabled,
}

/** Pauses an account, lets it go on, or takes it out of use; its row stays for late webhooks. */
export async function turnMailAccount(account: MailAccount, state: AccountState): Promise<void> {
  if (account.state === state) return
  await db.transaction(async (trx) => {
    account.useTransaction(trx).state = state
    await account.save()
    await EVENTS[state].record(fact(account, { provider: account.provider }), trx)
    await tellStaff('senders', account.id, trx)
  })
}

/** The accounts in the order in which mail tries them. */
export async function orderMailAccounts(ids: string[]): Promise<void> {
  await db.transaction((trx: TransactionClientContract) => orderAccounts(ids, trx))
  forgetRoutes()
}

/** Closes the breaker: what was counted until now does not open it again. */
export async function releaseBreaker(account: MailAccount): Promise<void> {
  if (account.breaker === 'closed') return
  await db.transaction(async (trx) => {
    const { today, days } = breakerDays()
    const counts = await countsOf(account.id, days, trx)
    account.useTransaction(trx).merge({
      breaker: 'closed',
      breakerReason: null,
      breakerOpenedAt: null,
      breakerBase: { day: today, ...counts },
    })
    await account.save()
    await MailAccountReleased.record(fact(account, { provider: account.provider }), trx)
    await tellStaff('senders', account.id, trx)
  })
}

function fact<P>(account: MailAccount, payload: P) {
  return { organizationId: Tenant.id(), subjectId: account.id, payload }
}
