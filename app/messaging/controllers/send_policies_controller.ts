import type { HttpContext } from '@adonisjs/core/http'
import SenderPolicy from '#messaging/policies/sender_policy'
import { saveSendPolicy, sendPolicy } from '#messaging/policy/send_policy'
import { sendPolicyValidator } from '#messaging/validators/send_policy'

/** How often and when people are written to. */
export default class SendPoliciesController {
  async edit({ bouncer, inertia, staff }: HttpContext) {
    await bouncer.with(SenderPolicy).authorize('read')
    return inertia.render('messaging/policy/edit', {
      policy: await sendPolicy(),
      can: { update: staff.can('senders:update') },
    })
  }

  async update({ bouncer, request, response, session }: HttpContext) {
    await bouncer.with(SenderPolicy).authorize('update')
    const { cap, onCap, quiet, onQuiet } = await request.validateUsing(sendPolicyValidator)
    await saveSendPolicy({
      capMails: cap?.mails ?? null,
      capDays: cap?.days ?? null,
      onCap,
      quietFrom: quiet?.from ?? null,
      quietTo: quiet?.to ?? null,
      onQuiet,
    })
    session.flash('success', 'Saved')
    return response.redirect('/admin/settings/sending')
  }
}
