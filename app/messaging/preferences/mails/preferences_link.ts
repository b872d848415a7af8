import { brandOf } from '#core/mail/brand'
import { type Composed, Mail, type OutgoingMail } from '#core/mail/mail'
import { preferencesUrl } from '#messaging/preferences/headers'

/** The way to the preference centre that somebody asked for. */
export default class PreferencesLinkMail extends Mail<Record<string, never>> {
  static mailName = 'messaging/preferences_link'

  async compose(row: OutgoingMail<Record<string, never>>): Promise<Composed> {
    const brand = await brandOf(row.organization_id)
    return {
      subject: `What you hear from ${brand.name}`,
      preheader: 'Choose what to hear about, or unsubscribe.',
      template: 'messaging/preferences_link',
      data: { name: row.to_name, url: preferencesUrl({ kind: 'mail', mailId: row.id }, brand.url) },
    }
  }
}
