import { Refusal } from '#core/http/refusal'
import type { MailSecrets } from '#messaging/models/mail_account'
import { smtpGuard } from '#messaging/transport/smtp'
import { providers, type ProviderField, type ProviderName } from '#messaging/accounts/providers'

type Settings = Record<string, string | number | boolean | null>

/** What stands in people's form for a provider's settings. Throws a Refusal at the field. */
export function readSettings(provider: string, given: Record<string, string | null>): Settings {
  const settings: Settings = {}
  for (const field of fieldsOf(provider).settings) {
    const text = (given[field.name] ?? '').trim()
    check(field, text, `settings.${field.name}`)
    settings[field.name] = field.kind === 'number' && text ? Number(text) : text || null
  }
  if (provider === 'smtp') checkServer(settings)
  return settings
}

/** The secrets that were typed in; those left empty stay as they are. Throws a Refusal at the field. */
export function readSecrets(
  provider: string,
  given: Record<string, string | null>,
  isNew: boolean
): MailSecrets {
  const secrets: MailSecrets = {}
  for (const field of fieldsOf(provider).secrets) {
    const text = (given[field.name] ?? '').trim()
    if (isNew) check(field, text, `secrets.${field.name}`)
    if (text) secrets[field.name] = text
  }
  return secrets
}

/** A server inside the house is no business of an organization; names are checked again while connecting. */
function checkServer({ host, port }: Settings): void {
  try {
    smtpGuard().check(`http://${host}:${port}`)
  } catch {
    throw new Refusal('This server cannot be reached from here, or not at this port.', {
      code: 'E_BAD_ACCOUNT_FIELD',
      field: 'settings.host',
    })
  }
}

/** The install's own relay has no fields. */
function fieldsOf(provider: string): { settings: ProviderField[]; secrets: ProviderField[] } {
  return providers[provider as ProviderName] ?? { settings: [], secrets: [] }
}

function check(field: ProviderField, text: string, name: string): void {
  const refuse = (message: string) => {
    throw new Refusal(message, { code: 'E_BAD_ACCOUNT_FIELD', field: name })
  }
  if (!text) {
    if (field.isRequired) refuse(`${field.label} is wanted`)
    return
  }
  if (field.options && !field.options.some(({ value }) => value === text)) {
    refuse(`Choose one of the list`)
  }
  if (field.kind === 'number' && !/^\d{1,5}$/.test(text)) refuse('Enter a number')
  // It stands in addresses and headers of requests.
  if (/[\r\n\0]/.test(text)) refuse('Enter one line')
}
