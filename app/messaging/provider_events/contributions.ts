import { eventCatalogue } from '#core/events/domain_event'
import { receiptAppliers } from '#core/receipts/receipt'
import MailBounced from '#messaging/events/mail_bounced'
import MailClicked from '#messaging/events/mail_clicked'
import MailComplained from '#messaging/events/mail_complained'
import MailOpened from '#messaging/events/mail_opened'
import MailReplied from '#messaging/events/mail_replied'

for (const event of [MailBounced, MailComplained, MailOpened, MailClicked, MailReplied]) {
  eventCatalogue.add(event.type, event)
}

// `dsn`: what came back as a mail.
for (const provider of ['ses', 'postmark', 'mailgun', 'sendgrid', 'resend', 'dsn']) {
  receiptAppliers.add(provider, async (receipt) => {
    const { applyMailReceipt } = await import('#messaging/provider_events/receipts')
    return applyMailReceipt(receipt)
  })
}
