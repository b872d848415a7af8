import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { notify } from '#core/notifications/notify'
import { kindOf } from '#crm/imports/kinds/kinds'
import type Import from '#crm/models/import'

/** What the ledger of an import says in the end. */
export type Outcome = {
  created: number
  updated: number
  unchanged: number
  skipped: number
  refused: number
  kept: number
}

/** Tells the person who imports how it went. */
export async function tellImporter(
  batch: Import,
  { created, updated, unchanged, skipped, refused, kept }: Outcome,
  trx: TransactionClientContract
): Promise<void> {
  if (!batch.createdBy) return
  const count = (n: number) => n.toLocaleString('en')
  const isBegun = created + updated + unchanged + skipped + refused > 0
  const { one, many } = kindOf(batch.kind).words
  const noun = (n: number) => `${count(n)} new ${n === 1 ? one : many}`
  const soFar = `${noun(created)} and ${count(updated)} updated so far.`
  const texts: Record<string, { title: string; body: string }> = {
    done: {
      title: `${batch.name} is imported`,
      body: `${noun(created)}, ${count(updated)} updated.`,
    },
    failed: {
      title: `${batch.name} could not be imported`,
      body: [batch.problem, isBegun ? soFar : null].filter(Boolean).join(' '),
    },
    cancelled: { title: `The import of ${batch.name} is stopped`, body: soFar },
    undone: {
      title: `The import of ${batch.name} is undone`,
      body:
        kept > 0
          ? `${count(kept)} ${kept === 1 ? one : many} changed since and stay.`
          : 'Everything is as before.',
    },
  }
  const said = texts[batch.state]
  if (!said) return
  await notify(
    [batch.createdBy],
    {
      kind: 'crm/import',
      key: `import:${batch.id}:${batch.state}:${batch.finishedAt?.toMillis() ?? 0}`,
      ...said,
      url: `/admin/contacts/imports/${batch.id}`,
      organizationId: batch.organizationId,
    },
    trx
  )
}
