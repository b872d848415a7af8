import { appUrl } from '#config/app'
import { type Composed, Mail, type OutgoingMail } from '#core/mail/mail'
import Organization from '#identity/models/organization'
import OwnershipTransfer from '#identity/models/ownership_transfer'
import User from '#identity/models/user'

/** Tells a member that the organization is offered to her. */
export default class OwnershipOfferMail extends Mail<{ transferId: string }> {
  static mailName = 'identity/ownership_offer'

  async compose(row: OutgoingMail<{ transferId: string }>): Promise<Composed | null> {
    const transfer = await OwnershipTransfer.query().where('id', row.payload.transferId).first()
    if (!transfer?.isOpen) return null
    const organization = await Organization.findOrFail(transfer.organizationId)
    const from = await User.findOrFail(transfer.fromUserId)
    return {
      subject: `Become the owner of ${organization.name}`,
      preheader: `${from.fullName} wants to hand it over to you.`,
      template: 'identity/ownership_offer',
      data: {
        organization: organization.name,
        from: from.fullName,
        url: `${appUrl}/admin/settings/members`,
      },
    }
  }
}
