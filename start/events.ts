/*
 * The one wiring page: event -> listeners. Reading it tells every side effect of the house.
 * Readers (timeline, live updates, relay) are registered in start/registries.ts.
 */
import { listen } from '#core/events/listener'

listen('user.email_verified', {
  'crm/link_client': () => import('#crm/listeners/link_client'),
})

listen('access.granted', {
  'courses/enrol_contact': () => import('#courses/listeners/enrol_contact'),
})

const tellStaff = { 'commerce/tell_staff': () => import('#commerce/listeners/tell_staff') }
listen('order.paid', tellStaff)
listen('order.flagged', tellStaff)
listen('seat.missed', tellStaff)
listen('refund.failed', tellStaff)

const connectSandboxEvents = {
  'messaging/connect_sandbox_events': () => import('#messaging/listeners/connect_sandbox_events'),
}
listen('mail_account.connected', connectSandboxEvents)
listen('mail_account.rotated', connectSandboxEvents)

listen('send_run.finished', {
  'campaigns/close_campaign': () => import('#campaigns/listeners/close_campaign'),
})
