export type MessageState = 'queued' | 'sending' | 'sent' | 'failed' | 'cancelled'

export type MessageRow = {
  id: string
  state: MessageState
  address: string
  name: string | null
  subject: string
  error: string | null
  marks: string[]
  createdAt: string
}

export type Message = MessageRow & {
  contactId: string | null
  replyTo: string | null
  attachments: { name: string; type: string; size: number }[]
  metadata: Record<string, string>
  attempts: number
  reply: string | null
  messageId: string
  sentAt: string | null
  templateId: string | null
  templateVersion: number | null
  templateName: string | null
  senderAddress: string | null
  keyName: string | null
  accountLabel: string | null
}

export type MessageEvent = {
  kind: string
  isHuman: boolean | null
  detail: string | null
  at: string
}

/** What of its marks tells most, for a list. */
const TOLD: [string, string][] = [
  ['complained', 'Reported as spam'],
  ['bounced', 'Came back'],
  ['soft_bounced', 'Mailbox did not take it'],
  ['blocked', 'Blocked'],
  ['replied', 'Answered'],
  ['clicked_by_person', 'Clicked'],
  ['opened_by_person', 'Opened'],
  ['delivered', 'Delivered'],
]

export const fateOf = ({ marks }: MessageRow): string | null =>
  TOLD.find(([mark]) => marks.includes(mark))?.[1] ?? null

export const EVENTS: Record<string, { icon: string; title: string }> = {
  accepted: { icon: 'i-lucide-check', title: 'Taken by the provider' },
  delivered: { icon: 'i-lucide-check-check', title: 'Delivered' },
  deferred: { icon: 'i-lucide-hourglass', title: 'Put off by the other side' },
  bounced: { icon: 'i-lucide-mail-x', title: 'Came back' },
  blocked: { icon: 'i-lucide-shield-x', title: 'Blocked by the other side' },
  complained: { icon: 'i-lucide-shield-alert', title: 'Reported as spam' },
  opened: { icon: 'i-lucide-mail-open', title: 'Opened' },
  clicked: { icon: 'i-lucide-mouse-pointer-click', title: 'A link was clicked' },
  unsubscribed: { icon: 'i-lucide-user-minus', title: 'Unsubscribed' },
  replied: { icon: 'i-lucide-reply', title: 'Answered' },
  auto_replied: { icon: 'i-lucide-bot', title: 'Answered by a machine' },
  failed: { icon: 'i-lucide-circle-x', title: 'Failed' },
}
