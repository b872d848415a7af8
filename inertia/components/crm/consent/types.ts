export type Channel = 'email' | 'sms' | 'voice' | 'whatsapp'
export type State = 'granted' | 'pending' | 'denied'

export type Suppressed = {
  id: string
  channel: Channel
  reason: string
  scope: 'all' | 'marketing'
  expiresAt: string | null
  note: string | null
}
export type ConsentAddress = {
  kind: 'email' | 'phone'
  address: string
  norm: string
  isPrimary: boolean
  label: string
  suppressions: Suppressed[]
}
export type Consent = {
  addresses: ConsentAddress[]
  states: {
    channel: Channel
    topicId: string | null
    topic: string | null
    state: State
    source: string
    at: string
  }[]
  history: {
    id: number
    channel: Channel
    topic: string | null
    /** What it was said for; null when that is gone, or was never known. */
    address: string | null
    isAddressGone: boolean
    state: State
    source: string
    wording: string | null
    proof: Record<string, unknown>
    by: string | null
    at: string
    inForce: boolean
  }[]
  topics: { id: string; name: string }[]
}

export const CHANNELS: Record<Channel, { label: string; icon: string }> = {
  email: { label: 'E-mail', icon: 'i-lucide-mail' },
  sms: { label: 'SMS', icon: 'i-lucide-message-square' },
  voice: { label: 'Calls', icon: 'i-lucide-phone' },
  whatsapp: { label: 'WhatsApp', icon: 'i-lucide-message-circle' },
}
export const channelItems = Object.entries(CHANNELS).map(([value, { label, icon }]) => ({
  value: value as Channel,
  label,
  icon,
}))

export const STATES: Record<
  State,
  { label: string; color: 'success' | 'warning' | 'error'; icon: string }
> = {
  granted: { label: 'Agreed', color: 'success', icon: 'i-lucide-circle-check' },
  pending: { label: 'Not confirmed yet', color: 'warning', icon: 'i-lucide-hourglass' },
  denied: { label: 'Refused', color: 'error', icon: 'i-lucide-ban' },
}

export const REASONS: Record<string, string> = {
  hard_bounce: 'Bounced',
  complaint: 'Complained',
  unsubscribe: 'Unsubscribed',
  manual: 'Suppressed by staff',
  import: 'Suppressed by an import',
}

export const SOURCES: Record<string, string> = {
  staff: 'told to staff',
  import: 'imported',
  form: 'on a form',
  preferences: 'in the preferences',
  unsubscribe: 'by unsubscribing',
  checkout: 'at checkout',
}
export const sourceWords = (source: string) => SOURCES[source] ?? source.replaceAll('_', ' ')

/** What is not sent to which address, in a word or two: `No marketing`. */
export function optOutsOf(consent: Consent | undefined): Record<string, string> {
  const words: Record<string, string> = {}
  for (const { kind, norm, suppressions } of consent?.addresses ?? []) {
    const isAll = suppressions.some(({ scope }) => scope === 'all')
    const channels =
      kind === 'email' ? (['email'] as const) : (['sms', 'voice', 'whatsapp'] as const)
    const refused = consent!.states.filter(
      ({ channel, topicId, state }) =>
        topicId === null && state === 'denied' && channels.some((one) => one === channel)
    )
    if (isAll) words[norm] = 'Nothing is sent'
    else if (suppressions.length || refused.length) {
      const named = [...suppressions, ...refused].map(({ channel }) => CHANNELS[channel].label)
      words[norm] =
        kind === 'email' ? 'No marketing' : `No marketing by ${[...new Set(named)].join(', ')}`
    }
  }
  return words
}
