import { BaseTransformer } from '@adonisjs/core/transformers'
import { appUrl } from '#config/app'
import { providers, type ProviderName } from '#messaging/accounts/providers'
import type MailAccount from '#messaging/models/mail_account'

/** Secrets never leave; whether there is one does. */
export default class MailAccountTransformer extends BaseTransformer<MailAccount> {
  toObject() {
    const { id, provider, label, state, breaker, breakerReason, lastError } = this.resource
    const { takesMarketing, takesTransactional, perSecond, perDay } = this.resource
    return {
      id,
      provider,
      label,
      state,
      breaker,
      breakerReason,
      takesMarketing,
      takesTransactional,
      perSecond,
      perDay,
      lastError,
      icon: providers[provider as ProviderName]?.icon ?? 'i-lucide-house',
    }
  }

  forSettings() {
    const { id, provider, settings, maxConnections, bounceLimit, complaintLimit } = this.resource
    const { breakerOpenedAt, checkedAt, lastErrorAt, lastWebhookAt, createdAt } = this.resource
    const known = providers[provider as ProviderName]
    return {
      ...this.toObject(),
      providerLabel: known?.label ?? 'The relay of this install',
      about: known?.about ?? 'The relay that whoever runs this install has set up.',
      settings,
      settingFields: known?.settings ?? [],
      secretFields: (known?.secrets ?? []).map((field) => ({
        ...field,
        isSet: Boolean(this.resource.plainSecrets[field.name]),
      })),
      maxConnections,
      bounceLimit,
      complaintLimit,
      webhookUrl: known?.hasWebhook ? `${appUrl}/webhooks/${provider}/${id}` : null,
      webhookHint: known?.webhookHint ?? null,
      breakerOpenedAt: breakerOpenedAt?.toISO() ?? null,
      checkedAt: checkedAt?.toISO() ?? null,
      lastErrorAt: lastErrorAt?.toISO() ?? null,
      lastWebhookAt: lastWebhookAt?.toISO() ?? null,
      createdAt: createdAt.toISO(),
    }
  }
}
