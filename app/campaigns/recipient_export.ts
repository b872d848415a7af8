import { Readable } from 'node:stream'
import { Tenant } from '#core/tenancy/tenant'
import { REASON, reasonOf, stateOf } from '#messaging/ledger/states'
import { BYTE_ORDER_MARK, csvLine } from '#crm/exports/csv_text'
import CampaignExported from '#campaigns/events/campaign_exported'
import type Campaign from '#campaigns/models/campaign'
import { letterOf } from '#campaigns/models/campaign_variant'
import { type Position, recipientRows } from '#campaigns/queries/recipients'
import { marksIn } from '#campaigns/recipient_pages'

const ROWS = 1000
const HEAD = ['name', 'email', 'version', 'state', 'reason', 'what happened', 'changed']

/** All recipients as CSV, page by page, so that a million of them need no memory. That they were taken out is noted. */
export async function recipientsCsv(campaign: Campaign): Promise<Readable> {
  const { id, organizationId, name } = campaign
  await CampaignExported.recordAlone({ organizationId, subjectId: id, payload: { name } })
  return Readable.from(lines(campaign))
}

async function* lines(campaign: Campaign): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(HEAD)
  let after: Position = { runId: 0, n: -1 }
  for (;;) {
    // Streams read when their reader is ready, in nobody's context.
    const rows = await Tenant.run(campaign.organizationId, () =>
      recipientRows(campaign.id, { after, limit: ROWS })
    )
    const page = rows.slice(0, ROWS)
    yield page
      .map((row) =>
        csvLine([
          row.name,
          row.email ?? '',
          campaign.testOf ? letterOf(row.variant) : '',
          stateOf(row.state),
          REASON[reasonOf(row.reason)].people,
          marksIn(row.marks).join('; '),
          row.at.toISOString(),
        ])
      )
      .join('')
    if (rows.length <= ROWS) return
    after = page.at(-1)!
  }
}
