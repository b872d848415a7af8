import type { HttpContext } from '@adonisjs/core/http'
import { readSoon, setReading } from '#messaging/bounces/bounce_mailboxes'
import BounceMailboxPolicy from '#messaging/policies/bounce_mailbox_policy'
import { bounceReadingValidator } from '#messaging/validators/bounce_mailbox'

const PAGE = '/admin/settings/bounces'

/** How bounces come home. The mailbox's password goes in and never comes out. */
export default class BounceReadingsController {
  async store({ bouncer, response, session }: HttpContext) {
    await bouncer.with(BounceMailboxPolicy).authorize('update')
    await readSoon()
    session.flash('success', 'The mailbox is being read')
    return response.redirect(PAGE)
  }

  async update({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(BounceMailboxPolicy).authorize('update')
    const row = await setReading(await request.validateUsing(bounceReadingValidator))
    session.flash(
      'success',
      row.reading === 'imap' ? 'Saved. The mailbox is read each minute from now on.' : 'Saved'
    )
    return response.redirect(PAGE)
  }
}
