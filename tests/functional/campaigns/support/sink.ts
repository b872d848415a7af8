import { Tenant } from '#core/tenancy/tenant'
import { ensureHouse } from '#messaging/accounts/house'
import MailAccount from '#messaging/models/mail_account'
import { closeAdapters } from '#messaging/transport/accounts'
import { mailAdapters } from '#messaging/transport/contract'
import { SmtpAdapter } from '#messaging/transport/smtp'
import { SmtpSink } from '#tests/support/smtp_sink'

/** A sink to which an organization's mail goes, and what puts everything back. */
export async function openSink(
  organizationId: string
): Promise<{ sink: SmtpSink; close: () => Promise<void> }> {
  const sink = new SmtpSink()
  const port = await sink.listen()
  await Tenant.run(organizationId, async () => {
    await ensureHouse()
    const house = await MailAccount.findByOrFail('provider', 'house')
    await house.merge({ state: 'disabled' }).save()
    await new MailAccount()
      .merge({
        provider: 'smtp',
        label: 'Sink',
        settings: { host: '127.0.0.1', port, security: 'none', user: null },
        state: 'active',
      })
      .keep({ password: '' })
      .save()
  })
  // The sink is on this machine, where people's own servers must not be.
  const guarded = mailAdapters.getOrFail('smtp')
  mailAdapters.remove('smtp')
  mailAdapters.add(
    'smtp',
    async ({ settings }) =>
      new SmtpAdapter({ host: '127.0.0.1', port: Number(settings.port), security: 'none' }, 5)
  )
  return {
    sink,
    close: async () => {
      mailAdapters.remove('smtp')
      mailAdapters.add('smtp', guarded)
      await closeAdapters()
      await sink.close()
    },
  }
}
