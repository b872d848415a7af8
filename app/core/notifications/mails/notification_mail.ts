import { appUrl } from '#config/app'
import { sql } from '#core/database/sql'
import { Mail, type Composed, type OutgoingMail } from '#core/mail/mail'

type Payload = { notificationId: string }

/** A notification by mail. */
export default class NotificationMail extends Mail<Payload> {
  static mailName = 'core/notification'

  async compose({ payload }: OutgoingMail<Payload>): Promise<Composed | null> {
    const [notice] = await sql<{ title: string; body: string | null; url: string | null }>(
      'select title, body, url from notifications where id = ?',
      [payload.notificationId]
    )
    if (!notice) return null
    return {
      subject: notice.title,
      preheader: notice.body ?? notice.title,
      template: 'core/notification',
      data: {
        title: notice.title,
        body: notice.body,
        url: notice.url && new URL(notice.url, `${appUrl}/`).href,
        preferencesUrl: `${appUrl}/admin/settings/notifications`,
      },
    }
  }
}
