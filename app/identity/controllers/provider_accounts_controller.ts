import type { HttpContext } from '@adonisjs/core/http'
import { appUrl, sandbox } from '#config/app'
import ProviderAccount from '#identity/models/provider_account'
import ProviderAccountPolicy from '#identity/policies/provider_account_policy'
import { connectAccount, disconnectAccount, rotateAccount } from '#identity/provider_accounts'
import { providerChecks } from '#identity/provider_checks'
import { providerAccountValidator } from '#identity/validators/organization'

/** Connected payment accounts. Secrets go in and never come out. */
export default class ProviderAccountsController {
  async index({ bouncer, inertia, staff }: HttpContext) {
    await bouncer.with(ProviderAccountPolicy).authorize('read')
    const accounts = await ProviderAccount.query().where('state', 'active').orderBy('createdAt')
    return inertia.render('identity/settings/payments', {
      accounts: accounts.map((account) => ({
        id: account.id,
        provider: account.provider,
        label: account.label,
        key: account.publicSettings.key ?? '',
        isLive: account.publicSettings.live === 'true',
        webhookUrl: `${appUrl}/webhooks/stripe/${account.id}`,
        rotatedAt: account.rotatedAt?.toISO() ?? null,
        connectedAt: account.createdAt.toISO(),
      })),
      sandbox: sandbox.on,
      canEdit: staff.can('provider_accounts:create'),
    })
  }

  async store({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(ProviderAccountPolicy).authorize('create')
    await connectAccount('stripe', await request.validateUsing(providerAccountValidator))
    session.flash('success', 'Stripe is connected')
    return response.redirect('/admin/settings/payments')
  }

  async update({ bouncer, params, request, response, session }: HttpContext) {
    const account = await connected(params.id)
    await bouncer.with(ProviderAccountPolicy).authorize('update')
    await rotateAccount(account, await request.validateUsing(providerAccountValidator))
    session.flash('success', 'Keys rotated. The former webhook secret works for another day.')
    return response.redirect('/admin/settings/payments')
  }

  async destroy({ bouncer, params, response, session }: HttpContext) {
    const account = await connected(params.id)
    await bouncer.with(ProviderAccountPolicy).authorize('delete')
    await disconnectAccount(account)
    session.flash('success', 'Stripe is disconnected')
    return response.redirect('/admin/settings/payments')
  }

  async check({ bouncer, params, response, session }: HttpContext) {
    const account = await connected(params.id)
    await bouncer.with(ProviderAccountPolicy).authorize('update')
    try {
      session.flash('success', await providerChecks.getOrFail(account.provider)(account))
    } catch (error) {
      session.flash('error', `The provider says: ${(error as Error).message}`)
    }
    return response.redirect('/admin/settings/payments')
  }
}

/** Rows of accounts that were disconnected stay for late webhooks alone. */
function connected(id: string): Promise<ProviderAccount> {
  return ProviderAccount.query().where({ id, state: 'active' }).firstOrFail()
}
