import db from '@adonisjs/lucid/services/db'
import { normalizeEmail } from '#core/email_address'
import { keysetPage } from '#core/http/keyset'
import { Refusal } from '#core/http/refusal'
import { fold } from '#crm/fold'
import { homeCountry } from '#crm/home_country'
import { latestRuns } from '#crm/merge_run_undo'
import { actingUser, movingReferences } from '#crm/merging'
import Contact from '#crm/models/contact'
import CustomField from '#crm/models/custom_field'
import DuplicatePair from '#crm/models/duplicate_pair'
import { normalizePhone } from '#crm/phone_number'
import { alikeContacts } from '#crm/queries/alike'
import {
  candidatesOf,
  countOpenPairs,
  dismissPair,
  reopenPair,
} from '#crm/queries/duplicate_review'
import { latestScan } from '#crm/queries/duplicate_scans'
import { countMoving } from '#crm/queries/merge_references'

/** A page of the queue, the surest first. */
export function openPairs({ cursor, limit = 25 }: { cursor?: string; limit?: number }) {
  const open = DuplicatePair.query()
    .where('state', 'open')
    .whereIn('aId', Contact.query().select('id'))
    .whereIn('bId', Contact.query().select('id'))
  return keysetPage<DuplicatePair>(open, {
    columns: [
      ['score', 'desc'],
      ['id', 'desc'],
    ],
    cursor,
    perPage: limit,
    scope: 'duplicates',
  })
}

/** A page of the queue, each pair with both contacts. */
export async function duplicatePage({ cursor }: { cursor?: string }) {
  const page = await openPairs({ cursor, limit: 20 })
  const people = await candidatesOf(page.rows.flatMap((pair) => [pair.aId, pair.bId]))
  return {
    next: page.next,
    previous: page.previous,
    pairs: page.rows.flatMap(({ id, aId, bId, score, reasons }) => {
      const [a, b] = [people.get(aId), people.get(bId)]
      return a && b ? [{ id, score, reasons, a, b }] : []
    }),
  }
}

/** What stands over the queue: how many wait, the last search, the last bulk merge. */
export async function duplicateState() {
  const [open, scan, [run]] = await Promise.all([countOpenPairs(), latestScan(), latestRuns(1)])
  return {
    open: { count: Math.min(open, 10_000), isCapped: open > 10_000 },
    scan: scan && {
      state: scan.state,
      step: scan.step,
      finishedAt: scan.finishedAt?.toISOString() ?? null,
    },
    run: run ?? null,
  }
}

/** Two contacts side by side with what would move. Throws Refusal (409) where one is not there any more. */
export async function compareTwo(aId: string, bId: string) {
  const [people, fields] = await Promise.all([
    candidatesOf([aId, bId]),
    CustomField.query().where({ entity: 'contact' }).whereNull('archivedAt').orderBy('position'),
  ])
  const [a, b] = [people.get(aId), people.get(bId)]
  if (!a || !b || aId === bId) {
    throw new Refusal('One of the two is not there any more', {
      code: 'E_MERGE_GONE',
      status: 409,
    })
  }
  const [fromA, fromB] = await Promise.all([whatMoves(bId, aId), whatMoves(aId, bId)])
  return {
    a,
    b,
    /** What each of the two gives when the other one stays. */
    moves: { a: fromA, b: fromB },
    fields: fields.map(({ key, label }) => ({ key, label })),
  }
}

/** In words: `3 orders`, `2 notes`. */
async function whatMoves(winnerId: string, loserId: string): Promise<string[]> {
  const words: string[] = []
  for (const ref of movingReferences()) {
    const count = await countMoving(ref, winnerId, loserId)
    if (count > 0) words.push(`${count} ${count === 1 ? ref.label.one : ref.label.many}`)
  }
  return words
}

/** Says that the two of a pair are not the same person. Throws Refusal (409) for one that is decided. */
export async function dismiss(pair: DuplicatePair): Promise<void> {
  if (!(await db.transaction((trx) => dismissPair(pair.id, actingUser(), trx)))) {
    throw new Refusal('Somebody has decided about this pair already', {
      code: 'E_PAIR_DECIDED',
      status: 409,
    })
  }
}

export async function reopen(pair: DuplicatePair): Promise<void> {
  await reopenPair(pair.id)
}

/** Who may be meant, while somebody enters a contact; what is not a whole address or number yet finds nothing. */
export async function alikeTo(entered: {
  email?: string | null
  phone?: string | null
  firstName?: string | null
  lastName?: string | null
  company?: string | null
}) {
  const attempt = <T>(make: () => T): T | null => {
    try {
      return make()
    } catch {
      return null
    }
  }
  const country = entered.phone ? await homeCountry() : null
  return alikeContacts({
    emailNorm: entered.email ? attempt(() => normalizeEmail(entered.email!)) : null,
    phoneE164: entered.phone ? attempt(() => normalizePhone(entered.phone!, country)) : null,
    name: fold([entered.lastName, entered.firstName].filter(Boolean).join(' ')),
    company: fold(entered.company ?? ''),
  })
}
