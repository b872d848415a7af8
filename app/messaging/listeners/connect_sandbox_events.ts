import { Listener } from '#core/events/listener'
import type { RecordedEvent } from '#core/events/domain_event'

/** Sandbox accounts have events without anybody setting them up. */
export default class ConnectSandboxEvents extends Listener {
  static listenerName = 'messaging/connect_sandbox_events'

  async handle({ subjectId }: RecordedEvent) {
    const { default: MailAccount } = await import('#messaging/models/mail_account')
    const { connectSandboxEvents } = await import('#messaging/provider_events/sandbox_endpoint')
    const account = await MailAccount.find(subjectId)
    if (account) await connectSandboxEvents(account)
  }
}
