import type MailAccount from '#messaging/models/mail_account'
import { mailAdapters, type MailAdapter } from '#messaging/transport/contract'

type Kept = { adapter: Promise<MailAdapter>; version: number; usedAt: number }

/** Adapters of this process: their connections live as long as the account is not changed. */
const kept = new Map<string, Kept>()
const IDLE_MS = 10 * 60_000

/** The connected provider of an account. Made once per process, and anew when the account was changed. */
export function adapterFor(account: MailAccount): Promise<MailAdapter> {
  const version = account.updatedAt.toMillis()
  const known = kept.get(account.id)
  if (known?.version === version) {
    known.usedAt = Date.now()
    return known.adapter
  }
  if (known) void known.adapter.then((old) => old.close()).catch(() => {})
  forgetIdle()
  const adapter = mailAdapters.getOrFail(account.provider)({
    id: account.id,
    settings: account.settings,
    secrets: account.plainSecrets,
    maxConnections: account.maxConnections,
  })
  // One that could not be made is tried again by the next who asks.
  adapter.catch(() => kept.delete(account.id))
  kept.set(account.id, { adapter, version, usedAt: Date.now() })
  return adapter
}

function forgetIdle(): void {
  const before = Date.now() - IDLE_MS
  for (const [id, { adapter, usedAt }] of kept) {
    if (usedAt > before) continue
    kept.delete(id)
    void adapter.then((old) => old.close()).catch(() => {})
  }
}

/** Closes all connections of this process. */
export async function closeAdapters(): Promise<void> {
  const all = [...kept.values()]
  kept.clear()
  await Promise.allSettled(all.map(async ({ adapter }) => (await adapter).close()))
}
