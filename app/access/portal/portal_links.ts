import { Tenant } from '#core/tenancy/tenant'
import Contact from '#crm/models/contact'
import PortalLinkMail from '#access/mails/portal_link'

/** Mails a link into the portal to the contact with this address; does nothing when there is none. */
export async function mailPortalLink(email: string): Promise<void> {
  const contact = await Contact.ofAddress(email)
  if (!contact) return
  await PortalLinkMail.queue({
    to: {
      // As it is known here, not as somebody spelt it.
      email: await contact.spellingOf(email),
      name: contact.fullName,
      locale: contact.locale ?? 'en',
      contactId: contact.id,
    },
    organizationId: Tenant.id(),
    payload: { contactId: contact.id },
  })
}
