import router from '@adonisjs/core/services/router'

const MailWebhooks = () => import('#messaging/controllers/mail_webhooks_controller')

// No session and no token: what proves the sender is the provider's signature.
router
  .post('webhooks/:provider/:account', [MailWebhooks, 'store'])
  .where('provider', /^(ses|postmark|mailgun|sendgrid|resend)$/)
  .as('messaging.mail_webhook')
