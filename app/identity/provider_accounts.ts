import db from '@adonisjs/lucid/services/db'
import { Refusal } from '#core/http/refusal'
import { Tenant } from '#core/tenancy/tenant'
import ProviderAccountConnected from '#identity/events/provider_account_connected'
import ProviderAccountDisconnected from '#identity/events/provider_account_disconnected'
import ProviderAccountRotated from '#identity/events/provider_account_rotated'
import ProviderAccount, { type ProviderSecrets } from '#identity/models/provider_account'
import { unlessTaken } from '#identity/taken'

/** Connects the organization's own account. Throws a Refusal while one is connected. */
export function connectAccount(
  provider: string,
  secrets: ProviderSecrets
): Promise<ProviderAccount> {
  return unlessTaken(() => connect(provider, secrets), refuseSecond)
}

function connect(provider: string, secrets: ProviderSecrets): Promise<ProviderAccount> {
  const organizationId = Tenant.id()
  return db.transaction(async (trx) => {
    if (await ProviderAccount.query({ client: trx }).where({ provider, state: 'active' }).first())
      refuseSecond()
    const account = new ProviderAccount()
    account.provider = provider
    account.label = 'Stripe'
    account.state = 'active'
    await account.keep(secrets).useTransaction(trx).save()
    await ProviderAccountConnected.record(
      { organizationId, subjectId: account.id, payload: { provider } },
      trx
    )
    return account
  })
}

function refuseSecond(): never {
  throw new Refusal('An account is connected already. Rotate its keys, or disconnect it first.', {
    code: 'E_ALREADY_CONNECTED',
    field: 'secretKey',
  })
}

export async function rotateAccount(
  account: ProviderAccount,
  secrets: ProviderSecrets
): Promise<void> {
  await db.transaction(async (trx) => {
    await account.keep(secrets).useTransaction(trx).save()
    await ProviderAccountRotated.record(
      {
        organizationId: account.organizationId,
        subjectId: account.id,
        payload: { provider: account.provider },
      },
      trx
    )
  })
}

/** Takes the account out of use; its row stays, so that late webhooks of it still find their secret. */
export async function disconnectAccount(account: ProviderAccount): Promise<void> {
  await db.transaction(async (trx) => {
    await account.useTransaction(trx).merge({ state: 'disabled' }).save()
    await ProviderAccountDisconnected.record(
      {
        organizationId: account.organizationId,
        subjectId: account.id,
        payload: { provider: account.provider },
      },
      trx
    )
  })
}
