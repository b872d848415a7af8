import { LRUCache } from 'lru-cache'
import { Tenant } from '#core/tenancy/tenant'
import BounceMailbox from '#messaging/models/bounce_mailbox'
import SendingDomain from '#messaging/models/sending_domain'
import { bounceAddress } from '#messaging/provider_events/bounce_address'
import { findReturnDomain } from '#messaging/queries/bounce_mailboxes'
import type { MailRef } from '#messaging/refs'

/** The envelope sender (return path) of a mail. */
export type ReturnPath = (ref: MailRef) => string

/** A change is heeded by every process after this long at the latest, by the one that makes it at once. */
const KEPT_MS = 1000
type Found = { found: Awaited<ReturnType<typeof findReturnDomain>> }
const kept = new LRUCache<string, Found>({ max: 1000, ttl: KEPT_MS })

for (const model of [BounceMailbox, SendingDomain]) {
  model.boot()
  model.after('save', forgetReturnPaths)
  model.after('delete', forgetReturnPaths)
}

/**
 * Where bounces of mail from a domain go. Null while the organization has no return domain that works, and for the
 * install's own address: its domain is not the organization's, nor is who may send for it.
 */
export async function returnPathFor(senderDomain: string): Promise<ReturnPath | null> {
  const id = Tenant.id()
  let known = kept.get(id)
  if (!known) {
    known = { found: await findReturnDomain() }
    kept.set(id, known)
  }
  const { found } = known
  if (!found?.senders.includes(senderDomain)) return null
  return (ref) => bounceAddress(ref, found)
}

export function forgetReturnPaths(): void {
  kept.clear()
}

/** Whether SPF of a return domain speaks for mail from a sender's domain (DMARC, relaxed alignment). */
export function isAligned(returnDomain: string, senderDomain: string): boolean {
  return returnDomain === senderDomain || returnDomain.endsWith(`.${senderDomain}`)
}
