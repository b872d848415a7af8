import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import logger from '@adonisjs/core/services/logger'
import type { Outcome, StoredReceipt } from '#core/receipts/receipt'
import { applyFacts, MOST_FACTS } from '#messaging/provider_events/facts'
import type { MailFact } from '#messaging/provider_events/mail_fact'
import { readReceipt } from '#messaging/provider_events/read_receipt'
import {
  endReceipts,
  lockReceipts,
  mailsByProviderId,
  type MailReceipt,
  type ReceiptEnd,
} from '#messaging/queries/mail_receipts'
import { noteWebhooks } from '#messaging/queries/webhook_accounts'
import type { ReadFact } from '#messaging/provider_events/webhook'

/** So often an event is tried again whose mail does not know its provider's id yet. */
const MOST_WAITS = 8

const NOTES = {
  applied: 'Written down',
  strange: 'Nothing here depends on such events',
  unknown: 'No mail here belongs to it',
  early: 'Waits for the mail that it speaks of',
}

/**
 * Applies stored receipts of mail providers together, in one transaction with their new states, so that each counts
 * once whoever comes with it twice. Resolves to how they ended.
 */
export async function applyReceipts(ids: number[]): Promise<ReceiptEnd[]> {
  const ends: ReceiptEnd[] = []
  const accounts = new Set<string>()
  for (let from = 0; from < ids.length; from += MOST_FACTS) {
    const some = ids.slice(from, from + MOST_FACTS)
    ends.push(
      ...(await db.transaction(async (trx) => {
        const receipts = await lockReceipts(some, trx)
        for (const { account, provider } of receipts) if (provider !== 'dsn') accounts.add(account)
        const ended = await apply(receipts, trx)
        await endReceipts(ended, trx)
        return ended
      }))
    )
  }
  await noteWebhooks([...accounts])
  return ends
}

/** The same for one, as the receipts' own jobs and their sweeper want it. Throws where it is too early. */
export async function applyMailReceipt({ id }: StoredReceipt): Promise<Outcome> {
  const [end] = await applyReceipts([id])
  if (end?.state === 'received') throw new Error(end.note)
  return { state: end?.state ?? 'applied', note: end?.note ?? NOTES.applied }
}

/** Applies what a hint names; where one of them cannot be applied, the others still are. */
export async function applyHinted(ids: number[]): Promise<void> {
  try {
    await applyReceipts(ids)
  } catch (error) {
    if (ids.length === 1) throw error
    logger.warn({ err: error, receipts: ids.length }, 'receipts are applied one by one')
    const ends = await Promise.allSettled(ids.map((id) => applyReceipts([id])))
    const failed = ends.find((end) => end.status === 'rejected')
    if (failed) throw failed.reason
  }
}

async function apply(
  receipts: MailReceipt[],
  trx: TransactionClientContract
): Promise<ReceiptEnd[]> {
  const read = receipts.map((receipt) => ({ receipt, facts: factsOf(receipt) }))
  const named = await withRefs(read, trx)
  const { unknown } = await applyFacts(
    named.flatMap(({ facts }) => facts),
    trx
  )
  const strangers = new Set(unknown)
  return named.map(({ receipt, facts, isEarly, isStrange }): ReceiptEnd => {
    const { id, attempts } = receipt
    if (isStrange) return { id, state: 'ignored', note: NOTES.strange }
    if (isEarly && attempts < MOST_WAITS) return { id, state: 'received', note: NOTES.early }
    return facts.some((fact) => !strangers.has(fact))
      ? { id, state: 'applied', note: NOTES.applied }
      : { id, state: 'ignored', note: NOTES.unknown }
  })
}

function factsOf(receipt: MailReceipt): ReadFact[] {
  try {
    return readReceipt(receipt.provider, receipt.body)
  } catch (error) {
    logger.warn(
      { err: error, receipt_id: receipt.id },
      'an event of a mail provider is not understood'
    )
    return []
  }
}

/** Facts with the mails that they speak of: by our own ref, else by the provider's id of a transactional mail. */
async function withRefs(
  read: { receipt: MailReceipt; facts: ReadFact[] }[],
  trx: TransactionClientContract
) {
  const byProviderId = await lookUp(read, trx)
  return read.map(({ receipt, facts }) => {
    const named = facts.flatMap((fact): MailFact[] => {
      const mailId = byProviderId.get(`${receipt.account} ${fact.providerId}`)
      const ref = fact.ref ?? (mailId ? ({ kind: 'mail', mailId } as const) : null)
      if (!ref) return []
      const { organizationId, account, provider } = receipt
      return [
        {
          ...fact,
          ref,
          detail: { ...withoutEmpty(fact.detail), provider },
          organizationId,
          accountId: provider === 'dsn' ? null : account,
          dedupeKey: null,
        },
      ]
    })
    return {
      receipt,
      facts: named,
      isStrange: facts.length === 0,
      isEarly: facts.length > 0 && named.length === 0 && facts.some((fact) => fact.providerId),
    }
  })
}

async function lookUp(
  read: { receipt: MailReceipt; facts: ReadFact[] }[],
  trx: TransactionClientContract
): Promise<Map<string, string>> {
  const wanted = new Map<string, { organizationId: string; ids: Set<string> }>()
  for (const { receipt, facts } of read) {
    for (const { ref, providerId } of facts) {
      if (ref || !providerId) continue
      const account = wanted.get(receipt.account)
      if (account) account.ids.add(providerId)
      else {
        const { organizationId } = receipt
        wanted.set(receipt.account, { organizationId, ids: new Set([providerId]) })
      }
    }
  }
  const found = new Map<string, string>()
  for (const [account, { organizationId, ids }] of wanted) {
    const mails = await mailsByProviderId(organizationId, account, [...ids], trx)
    for (const [providerId, mailId] of mails) found.set(`${account} ${providerId}`, mailId)
  }
  return found
}

function withoutEmpty(detail: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(detail)
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([key, value]) => [key, typeof value === 'string' ? storable(value) : value])
  )
}

/** Text that jsonb takes: no NUL, no half of a character. */
const storable = (text: string) => text.slice(0, 1000).toWellFormed().replaceAll('\0', '')
