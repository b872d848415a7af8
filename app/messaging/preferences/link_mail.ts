import { Tenant } from '#core/tenancy/tenant'
import Contact from '#crm/models/contact'
import { Suppression } from '#crm/suppression'
import { normalizeEmail } from '#core/email_address'
import PreferencesLinkMail from '#messaging/preferences/mails/preferences_link'

/** Mails the way to their preferences to the contact with this address; nothing where there is none, or none may be mailed. */
export async function mailPreferencesLink(email: string): Promise<void> {
  const contact = await Contact.ofAddress(email)
  if (!contact) return
  const held = await Suppression.covers('email', [normalizeEmail(email)], 'transactional')
  if (held.size > 0) return
  await PreferencesLinkMail.queue({
    to: {
      // As it is known here, not as somebody spelt it.
      email: await contact.spellingOf(email),
      name: contact.fullName,
      locale: contact.locale ?? 'en',
      contactId: contact.id,
    },
    organizationId: Tenant.id(),
    payload: {},
  })
}
