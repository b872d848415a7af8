import { normalizeEmail } from '#core/email_address'
import { Tenant } from '#core/tenancy/tenant'
import Contact from '#crm/models/contact'
import PortalLinkMail from '#access/mails/portal_link'

/** Mails a link into the portal to the contact with this address; does nothing when there is none. */
export async function mailPortalLink(email: string): Promise<void> {
  const contact = await Contact.query().where('emailNorm', normalizeEmail(email)).first()
  if (!contact) return
  await PortalLinkMail.queue({
    to: {
      email: contact.email,
      name: contact.fullName,
      locale: contact.locale ?? 'en',
      contactId: contact.id,
    },
    organizationId: Tenant.id(),
    payload: { contactId: contact.id },
  })
}
