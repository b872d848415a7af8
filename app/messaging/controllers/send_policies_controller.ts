import type { HttpContext } from '@adonisjs/core/http'
import SenderPolicy from '#messaging/policies/sender_policy'
import { saveSendPolicy, sendPolicy } from '#messaging/policy/send_policy'
import { sendPolicyValidator } from '#messaging/validators/send_policy'

/** How often and when people are written to, and what may be known of it. */
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
    const { cap, quiet, ...others } = await request.validateUsing(sendPolicyValidator)
    await saveSendPolicy({
      capMails: cap?.mails ?? null,
      capDays: cap?.days ?? null,
      quietFrom: quiet?.from ?? null,
      quietTo: quiet?.to ?? null,
      ...others,
    })
    session.flash('success', 'Saved')
    return response.redirect('/admin/settings/sending')
  }
}
