export type ProviderField = {
  name: string
  label: string
  hint?: string
  placeholder?: string
  isRequired?: boolean
  options?: { value: string; label: string }[]
  kind?: 'text' | 'number'
  initial?: string
}

export type Provider = {
  label: string
  icon: string
  about: string
  settings: ProviderField[]
  secrets: ProviderField[]
  hasWebhook: boolean
}

export type Account = {
  id: string
  provider: string
  label: string
  state: 'active' | 'paused' | 'disabled'
  breaker: 'open' | 'closed'
  breakerReason: string | null
  takesMarketing: boolean
  takesTransactional: boolean
  perSecond: number | null
  perDay: number | null
  lastError: string | null
  icon: string
}

export type AccountDay = {
  sent: number
  deferred: number
  bounced: number
  blocked: number
  complained: number
}

export type AccountSettings = Account & {
  providerLabel: string
  about: string
  settings: Record<string, string | number | boolean | null>
  settingFields: ProviderField[]
  secretFields: (ProviderField & { isSet: boolean })[]
  maxConnections: number
  bounceLimit: number
  complaintLimit: number
  webhookUrl: string | null
  webhookHint: string | null
  breakerOpenedAt: string | null
  checkedAt: string | null
  lastErrorAt: string | null
  lastWebhookAt: string | null
  createdAt: string
}
