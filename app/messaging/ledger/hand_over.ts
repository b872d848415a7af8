import type MailAccount from '#messaging/models/mail_account'
import { domainOf, type Press } from '#messaging/ledger/press'
import type { Recipient } from '#messaging/queries/send_chunks'
import { adapterFor } from '#messaging/transport/accounts'
import type { MailAdapter, OutgoingMessage, SendResult } from '#messaging/transport/contract'

/** A mail with whom it is for. */
export type Printed = { reader: Recipient; message: OutgoingMessage }

/** Hands messages to a provider, as many at once as it takes. One result per message, in order. */
export async function handOver(account: MailAccount, printed: Printed[]): Promise<SendResult[]> {
  const results: SendResult[] = new Array(printed.length)
  if (printed.length === 0) return results
  let adapter: MailAdapter
  try {
    adapter = await adapterFor(account)
  } catch (error) {
    return results.fill({ kind: 'unreachable', reply: (error as Error).message })
  }
  let next = 0
  const lane = async () => {
    while (next < printed.length) {
      const from = next
      next += adapter.batchSize
      const some = printed.slice(from, next)
      const told = await adapter.send(some.map(({ message }) => message))
      for (const [at, result] of told.entries()) results[from + at] = result
    }
  }
  await Promise.all(Array.from({ length: Math.min(adapter.concurrency, printed.length) }, lane))
  return results
}

/** Readers whose mails have the same sender: they go by the same accounts. */
export function bySender(readers: Recipient[], press: Press): Recipient[][] {
  const groups = new Map<string, Recipient[]>()
  for (const reader of readers) {
    const { id } = press.senderOf(reader.variant)
    const group = groups.get(id)
    if (group) group.push(reader)
    else groups.set(id, [reader])
  }
  return [...groups.values()]
}

/** What a provider made of the mails, by the readers' domains. */
export function countsOf(printed: Printed[], results: SendResult[]) {
  const counts = new Map<
    string,
    { sent: number; deferred: number; bounced: number; blocked: number }
  >()
  for (const [at, { kind, ...result }] of results.entries()) {
    const domain = domainOf(printed[at].reader.email)
    const count = counts.get(domain) ?? { sent: 0, deferred: 0, bounced: 0, blocked: 0 }
    if (kind === 'accepted') count.sent++
    if (kind === 'deferred') count.deferred++
    if (kind === 'refused')
      count[(result as { isAddress: boolean }).isAddress ? 'bounced' : 'blocked']++
    counts.set(domain, count)
  }
  return counts
}
