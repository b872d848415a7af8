import type { HttpContext } from '@adonisjs/core/http'
import { sandbox } from '#config/app'
import {
  bounceMailbox,
  removeBounceMailbox,
  setReturnAddress,
} from '#messaging/bounces/bounce_mailboxes'
import { bouncePage } from '#messaging/bounces/bounce_page'
import BounceMailboxPolicy from '#messaging/policies/bounce_mailbox_policy'
import BounceMailboxTransformer from '#messaging/transformers/bounce_mailbox_transformer'
import { returnAddressValidator } from '#messaging/validators/bounce_mailbox'

const PAGE = '/admin/settings/bounces'

/** Where bounces of plain SMTP mail go; an organization has one such mailbox at most. */
export default class BounceMailboxesController {
  async show({ bouncer, inertia, staff }: HttpContext) {
    await bouncer.with(BounceMailboxPolicy).authorize('read')
    const row = await bounceMailbox()
    return inertia.render('messaging/bounces/show', {
      mailbox: row ? BounceMailboxTransformer.transform(row).useVariant('forSettings') : null,
      ...(await bouncePage(row)),
      sandbox: sandbox.on,
      can: { update: staff.can('senders:update'), delete: staff.can('senders:delete') },
    })
  }

  async update({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(BounceMailboxPolicy).authorize('update')
    const row = await setReturnAddress(await request.validateUsing(returnAddressValidator))
    session.flash(
      'success',
      row.isVerified ? 'Saved' : 'Saved. It is used as soon as its DNS records are there.'
    )
    return response.redirect(PAGE)
  }

  async destroy({ bouncer, response, session }: HttpContext) {
    await bouncer.with(BounceMailboxPolicy).authorize('delete')
    await removeBounceMailbox()
    session.flash('success', 'Bounces go to the senders’ own addresses again')
    return response.redirect(PAGE)
  }
}
