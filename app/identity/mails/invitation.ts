import { appUrl } from '#config/app'
import { type Composed, Mail, type OutgoingMail } from '#core/mail/mail'
import { makeToken } from '#core/crypto/tokens'
import Invitation from '#identity/models/invitation'
import Organization from '#identity/models/organization'
import User from '#identity/models/user'
import { roles } from '#identity/roles'

/** Invites somebody; the token is made here and only its hash is kept. */
export default class InvitationMail extends Mail<{ invitationId: string }> {
  static mailName = 'identity/invitation'

  async compose(row: OutgoingMail<{ invitationId: string }>): Promise<Composed | null> {
    const invitation = await Invitation.query().where('id', row.payload.invitationId).first()
    if (!invitation?.isPending) return null
    const { token, hash } = makeToken()
    await invitation.merge({ tokenHash: hash }).save()
    const organization = await Organization.findOrFail(invitation.organizationId)
    const inviter = invitation.invitedBy ? await User.find(invitation.invitedBy) : null
    return {
      subject: `Join ${organization.name}`,
      preheader: `${inviter?.fullName ?? organization.name} invites you.`,
      template: 'identity/invitation',
      data: {
        organization: organization.name,
        inviter: inviter?.fullName ?? organization.name,
        role: roles().get(invitation.role).label,
        url: `${appUrl}/invitations/${token}`,
      },
    }
  }
}
