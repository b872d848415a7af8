import router from '@adonisjs/core/services/router'

const StripeWebhooks = () => import('#payments/controllers/stripe_webhooks_controller')

// No session and no token: what proves the sender is the signature on the raw bytes.
router.post('webhooks/stripe/:account', [StripeWebhooks, 'store']).as('payments.stripe_webhook')
