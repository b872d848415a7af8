import db from '@adonisjs/lucid/services/db'
import { notify } from '#core/notifications/notify'
import { Tenant } from '#core/tenancy/tenant'
import Campaign from '#campaigns/models/campaign'
import { refuseFaulty } from '#campaigns/launching'
import { staffWho } from '#identity/staff_who'

/** Asks for leave to send, and tells those who may give it. Throws Refusal while something is missing. */
export async function requestApproval(id: string, userId: string): Promise<void> {
  await db.transaction(async (trx) => {
    const campaign = await Campaign.locked(id, trx)
    await campaign.load('variants')
    await refuseFaulty(campaign)
    await campaign.requestApproval(userId, trx)
    const others = (await staffWho('campaigns:approve')).filter((one) => one !== userId)
    await notify(
      others,
      {
        kind: 'campaigns/approval',
        key: `campaign-approval:${id}:${campaign.updatedAt.toMillis()}`,
        title: `“${campaign.name}” waits for your approval`,
        body: campaign.subject,
        url: `/admin/campaigns/${id}/edit`,
        organizationId: Tenant.id(),
      },
      trx
    )
  })
}

/** Answers it, and tells who asked. */
export async function decideApproval(
  id: string,
  decision: 'approved' | 'refused',
  by: { userId: string; note?: string | null }
): Promise<void> {
  await db.transaction(async (trx) => {
    const campaign = await Campaign.locked(id, trx)
    await campaign.load('approvals')
    const asker = campaign.approvals.find((one) => one.decision === null)?.requestedById
    await (decision === 'approved' ? campaign.approve(by, trx) : campaign.refuseApproval(by, trx))
    if (!asker || asker === by.userId) return
    await notify(
      [asker],
      {
        kind: 'campaigns/approval',
        key: `campaign-decision:${id}:${campaign.updatedAt.toMillis()}`,
        title: `“${campaign.name}” ${decision === 'approved' ? 'is approved' : 'was not approved'}`,
        body: by.note ?? campaign.subject,
        url: `/admin/campaigns/${id}/edit`,
        organizationId: Tenant.id(),
      },
      trx
    )
  })
}
