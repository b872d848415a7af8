export type BounceMailbox = {
  id: string
  domain: string
  /** What stands before the plus; null for a domain of its own. */
  mailbox: string | null
  state: string
  reading: 'pipe' | 'imap'
  isShaky: boolean
  checkedAt: string | null
  isStopped: boolean
  lastError: string | null
  failures: number
  failingSince: string | null
  dueAt: string | null
  lastReadAt: string | null
  lastReportAt: string | null
  taken: number
  passed: number
  host: string | null
  port: number | null
  security: string
  user: string | null
  folder: string
  doneFolder: string | null
  hasPassword: boolean
}

export type SenderDomain = {
  id: string
  domain: string
  isVerified: boolean
  isAligned: boolean
}

export type BouncingAccount = {
  id: string
  label: string
  icon: string
  way: 'mail' | 'webhook' | 'none'
}

export type Pipe = { server: string; files: { name: string; text: string }[] }

/** How the state of a return domain is shown. */
export const RETURN_LOOKS: Record<
  string,
  { label: string; color: 'success' | 'warning' | 'error'; icon: string }
> = {
  verified: { label: 'In use', color: 'success', icon: 'i-lucide-circle-check' },
  pending: { label: 'Waits for DNS', color: 'warning', icon: 'i-lucide-hourglass' },
  failed: { label: 'Records are gone', color: 'error', icon: 'i-lucide-circle-x' },
}
