import db from '@adonisjs/lucid/services/db'
import { Refusal } from '#core/http/refusal'
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

/** Whether somebody waits for another one's yes: only who is alone with the right may say it to themselves. */
export async function waitsForAnother(campaign: Campaign, userId: string): Promise<boolean> {
  const asker = campaign.approvals.find((one) => one.decision === null)?.requestedById
  return asker === userId && (await staffWho('campaigns:approve')).some((one) => one !== userId)
}

/** Answers it, and tells who asked. Throws Refusal (403) for who asked, where somebody else may answer. */
export async function decideApproval(
  id: string,
  decision: 'approved' | 'refused',
  by: { userId: string; note?: string | null }
): Promise<void> {
  await db.transaction(async (trx) => {
    const campaign = await Campaign.locked(id, trx)
    await campaign.load('approvals')
    const asker = campaign.approvals.find((one) => one.decision === null)?.requestedById
    if (decision === 'approved' && (await waitsForAnother(campaign, by.userId))) {
      throw new Refusal('You asked for it: somebody else has to approve it.', {
        code: 'E_OWN_REQUEST',
        status: 403,
      })
    }
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
