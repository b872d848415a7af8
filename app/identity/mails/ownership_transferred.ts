import { type Composed, Mail, type OutgoingMail } from '#core/mail/mail'
import Organization from '#identity/models/organization'
import OwnershipTransfer from '#identity/models/ownership_transfer'
import User from '#identity/models/user'

/** Tells both sides that the organization has a new owner. */
export default class OwnershipTransferredMail extends Mail<{ transferId: string }> {
  static mailName = 'identity/ownership_transferred'

  async compose(row: OutgoingMail<{ transferId: string }>): Promise<Composed | null> {
    const transfer = await OwnershipTransfer.query()
      .where('id', row.payload.transferId)
      .firstOrFail()
    const organization = await Organization.findOrFail(transfer.organizationId)
    const [from, to] = await Promise.all([
      User.findOrFail(transfer.fromUserId),
      User.findOrFail(transfer.toUserId),
    ])
    return {
      subject: `${organization.name} has a new owner`,
      preheader: `${to.fullName} owns it now.`,
      template: 'identity/ownership_transferred',
      data: { organization: organization.name, from: from.fullName, to: to.fullName },
    }
  }
}
