import { clock } from '#core/clock/clock'
import { type ProviderName, providers } from '#messaging/accounts/providers'
import type MailAccount from '#messaging/models/mail_account'
import type { ReceiptLag } from '#messaging/queries/reports/receipt_lag'

/** Beyond it what a provider told should have been applied long ago. */
const LATE_SECONDS = 120
/** So long without a word after mails left is odd. */
const SILENT_HOURS = 24

/** Whether a provider tells what becomes of mails, as it looks from here. */
export type HookState =
  /** SMTP: bounces come back as mails. */
  'by_mail' | 'fine' | 'never' | 'silent' | 'late' | 'failed'

export type AccountHealth = ReturnType<typeof accountHealth>

/** How an account is doing, but for what it sent. `sentRecently`: in the last days. */
export function accountHealth(
  account: MailAccount,
  lag: ReceiptLag | undefined,
  sentRecently: number
) {
  const { id, label, provider, state, breaker, breakerReason, breakerOpenedAt } = account
  const known = providers[provider as ProviderName]
  const oldestAt = lag?.oldestAt ?? null
  return {
    id,
    label,
    icon: known?.icon ?? 'i-lucide-house',
    state,
    breaker,
    breakerReason,
    breakerOpenedAt: breakerOpenedAt?.toISO() ?? null,
    bounceLimit: account.bounceLimit,
    complaintLimit: account.complaintLimit,
    lastError: account.lastError,
    hook: {
      state: hookState(account, lag, sentRecently),
      lastAt: account.lastWebhookAt?.toISO() ?? null,
      waiting: lag?.waiting ?? 0,
      failed: lag?.failed ?? 0,
      oldestAt: oldestAt?.toISOString() ?? null,
      lateSeconds: lateBy(oldestAt),
    },
  }
}

function hookState(
  { provider, lastWebhookAt }: MailAccount,
  lag: ReceiptLag | undefined,
  sentRecently: number
): HookState {
  if (!providers[provider as ProviderName]?.hasWebhook) return 'by_mail'
  if (lateBy(lag?.oldestAt ?? null) > LATE_SECONDS) return 'late'
  if (lag && lag.failed > 0) return 'failed'
  if (sentRecently === 0) return 'fine'
  if (!lastWebhookAt) return 'never'
  return clock.now().diff(lastWebhookAt, 'hours').hours > SILENT_HOURS ? 'silent' : 'fine'
}

/** Receipts are stamped with the real time. */
const lateBy = (oldestAt: Date | null) =>
  oldestAt ? Math.max(0, Math.round((Date.now() - oldestAt.getTime()) / 1000)) : 0
