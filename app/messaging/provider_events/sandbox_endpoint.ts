import { appUrl, sandbox } from '#config/app'
import type MailAccount from '#messaging/models/mail_account'
import { isSandboxKey } from '#messaging/transport/http_provider'

/** By what the stand-in for a provider knows an account. */
const NAMES: Record<string, (account: MailAccount) => { key: string; name: string }> = {
  ses: ({ settings, plainSecrets }) => ({
    key: plainSecrets.secretAccessKey ?? '',
    name: String((settings as Record<string, unknown>).accessKeyId),
  }),
  postmark: ({ plainSecrets: { serverToken: key = '' } }) => ({ key, name: key }),
  mailgun: ({ plainSecrets: { apiKey: key = '' } }) => ({ key, name: key }),
  sendgrid: ({ plainSecrets: { apiKey: key = '' } }) => ({ key, name: key }),
  resend: ({ plainSecrets: { apiKey: key = '' } }) => ({ key, name: key }),
}

/**
 * Has the sandbox tell a stand-in's events where a provider would be told by its owner: at the account's webhook,
 * with a secret of the sandbox's. False for accounts that are real ones.
 */
export async function connectSandboxEvents(account: MailAccount): Promise<boolean> {
  const named = NAMES[account.provider]?.(account)
  if (!named || !isSandboxKey(named.key)) return false
  const answer = await fetch(`${sandbox.url}/mail-events/endpoints`, {
    method: 'POST',
    body: JSON.stringify({
      provider: account.provider,
      account: named.name,
      url: `${appUrl}/webhooks/${account.provider}/${account.id}`,
      secret: account.plainSecrets.webhookSecret,
      region: (account.settings as Record<string, unknown>).region,
    }),
    signal: AbortSignal.timeout(5000),
  })
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}`)
  const { secret } = (await answer.json()) as { secret: string }
  if (secret !== account.plainSecrets.webhookSecret)
    await account.keep({ webhookSecret: secret }).save()
  return true
}
