import { eventCatalogue } from '#core/events/domain_event'
import ConversionRecorded from '#core/events/conversion_recorded'
import { mails } from '#core/mail/mail'
import { schedules } from '#core/queue/schedules'
import { sweepers } from '#core/queue/sweepers'
import { contactPanels } from '#core/registry/contact_panels'
import { contactReferences } from '#core/registry/contact_references'
import { dealItemSources } from '#core/registry/deal_item_sources'
import { demoData } from '#core/registry/demo_data'
import { publicPages } from '#core/registry/public_pages'
import { searchSources } from '#core/registry/search'
import { paymentAppliers } from '#payments/payment_appliers'
import '#commerce/notices'
import '#commerce/conditions'
import '#commerce/timeline_stories'
import OrderExpired from '#commerce/events/order_expired'
import OrderFailed from '#commerce/events/order_failed'
import OrderFlagged from '#commerce/events/order_flagged'
import OrderPaid from '#commerce/events/order_paid'
import OrderPlaced from '#commerce/events/order_placed'
import OrderProcessing from '#commerce/events/order_processing'
import OrderReconciled from '#commerce/events/order_reconciled'
import OrderRefunded from '#commerce/events/order_refunded'
import ProductArchived from '#commerce/events/product_archived'
import ProductCreated from '#commerce/events/product_created'
import ProductPublished from '#commerce/events/product_published'
import ProductUnpublished from '#commerce/events/product_unpublished'
import ProductUpdated from '#commerce/events/product_updated'
import RefundFailed from '#commerce/events/refund_failed'
import RefundRequested from '#commerce/events/refund_requested'
import SeatMissed from '#commerce/events/seat_missed'
import SeatReleased from '#commerce/events/seat_released'

for (const event of [
  ConversionRecorded,
  OrderPlaced,
  OrderProcessing,
  OrderPaid,
  OrderFailed,
  OrderExpired,
  OrderFlagged,
  OrderRefunded,
  OrderReconciled,
  RefundRequested,
  RefundFailed,
  SeatReleased,
  SeatMissed,
  ProductCreated,
  ProductUpdated,
  ProductPublished,
  ProductUnpublished,
  ProductArchived,
]) {
  eventCatalogue.add(event.type, event)
}

mails.add('commerce/receipt', () => import('#commerce/mails/receipt'))
mails.add('commerce/seat_refunded', () => import('#commerce/mails/seat_refunded'))
mails.add('commerce/refund', () => import('#commerce/mails/refund'))

// Loaded when the first event is applied: the Stripe SDK is no part of every start.
const appliers = () => import('#commerce/payment_events')
paymentAppliers.add('checkout.session', async (event) => (await appliers()).applySession(event))
paymentAppliers.add('payment_intent', async (event) => (await appliers()).applyPaymentIntent(event))
paymentAppliers.add('charge', async (event) => (await appliers()).applyCharge(event))
paymentAppliers.add('charge.refund', async (event) => (await appliers()).applyRefund(event))
paymentAppliers.add('charge.dispute', async (event) => (await appliers()).applyDispute(event))
paymentAppliers.add('refund', async (event) => (await appliers()).applyRefund(event))

sweepers.add('commerce/holds', async () => (await import('#commerce/expiry')).sweepHolds())
sweepers.add('commerce/refunds', async () =>
  (await import('#commerce/reconciliation')).sweepRefunds()
)

schedules.add('commerce-reconcile', {
  cron: '11 * * * *',
  load: () => import('#commerce/jobs/reconcile_orders'),
})

publicPages.add('products', {
  menu: async () => (await import('#commerce/site_pages')).productMenu(),
  sitemap: async () => (await import('#commerce/site_pages')).productSitemap(),
  home: async () => (await import('#commerce/site_pages')).productCards(),
})

contactReferences.add('orders.contact_id', {
  table: 'orders',
  column: 'contact_id',
  key: ['id'],
  label: { one: 'order', many: 'orders' },
})

contactPanels.add('orders', {
  label: 'Orders',
  icon: 'i-lucide-receipt',
  permission: 'orders:read',
  empty: 'No orders yet',
  rows: async (contactId) => (await import('#commerce/queries/order_search')).ordersOf(contactId),
})

searchSources.add('orders', {
  permission: 'orders:read',
  find: async (term) => (await import('#commerce/queries/order_search')).findOrders(term),
})

searchSources.add('products', {
  permission: 'products:read',
  find: async (term) => (await import('#commerce/queries/products')).findProducts(term),
})

dealItemSources.add('products', {
  label: 'Products',
  icon: 'i-lucide-package',
  permission: 'products:read',
  find: async (words, currency) =>
    (await import('#commerce/queries/deal_items')).dealItems(words, currency),
})

demoData.add('commerce', {
  after: ['courses'],
  seed: async () => (await import('#commerce/demo')).seedCommerce(),
})
