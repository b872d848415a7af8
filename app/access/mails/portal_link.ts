import { type Composed, Mail, type OutgoingMail } from '#core/mail/mail'
import { brandOf } from '#core/mail/brand'
import PortalLink from '#access/models/portal_link'

/** The way into the portal that somebody asked for; its token is made now. */
export default class PortalLinkMail extends Mail<{ contactId: string }> {
  static mailName = 'access/portal_link'

  async compose(row: OutgoingMail<{ contactId: string }>): Promise<Composed> {
    const brand = await brandOf(row.organization_id)
    const token = await PortalLink.issue(row.payload.contactId, 'request')
    return {
      subject: `Your link to ${brand.name}`,
      preheader: 'It opens your courses, once, within 30 minutes.',
      template: 'access/portal_link',
      data: { name: row.to_name, url: `${brand.url}/learn/links/${token}` },
    }
  }
}
