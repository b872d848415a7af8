import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#core/clock/clock'
import { hashToken } from '#core/crypto/tokens'
import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import { buyers, demoProducts, demoSales, type DemoSale } from '#database/demo/commerce/sales'
import { fulfil } from '#commerce/fulfilment'
import Order from '#commerce/models/order'
import Product from '#commerce/models/product'
import ProductGrant from '#commerce/models/product_grant'
import { Placement } from '#commerce/placement'
import { settleDemoMail } from '#commerce/queries/demo_mails'
import { refundOrder } from '#commerce/refunding'
import { performRefund } from '#commerce/refunds'
import { Seats } from '#commerce/seats'

/** Products and three months of sales, made by the code that makes real ones, at the time of each. */
export async function seedCommerce(): Promise<string> {
  let made = 0
  for (const slug of Object.keys(demoSales)) {
    const organization = await Organization.findByOrFail('slug', slug)
    await Tenant.run(organization.id, async () => {
      await seedProducts(slug)
      made += await seedSales(slug)
    })
  }
  return `${made} orders made, the others were there`
}

async function seedProducts(slug: string): Promise<void> {
  for (const { name, description, price, seats, refundPolicy, gives } of demoProducts[slug] ?? []) {
    if (await Product.query().where('name', name).first()) continue
    const grants = await ProductGrant.query().whereIn(
      'productId',
      (await Product.query().whereIn('name', gives)).map((product) => product.id)
    )
    await db.transaction(async (trx) => {
      const product = await Product.begin(name, trx)
      await product.revise({ description, refundPolicy }, trx)
      await product.setPrices([{ currency: 'EUR', amountMinor: price }], trx)
      await product.setGrants(grants, trx)
      await product.limitSeats(seats, trx)
      await product.publishWithin(trx)
    })
  }
}

/** Business time stands at each sale while it is made, and goes on where it was. */
async function seedSales(slug: string): Promise<number> {
  const offset = clock.offsetSeconds
  const today = DateTime.utc().startOf('day')
  let made = 0
  try {
    for (const [n, sale] of demoSales[slug].entries()) {
      const key = hashToken(`demo-${slug}-${n}`)
      if (await Order.query().where('returnTokenHash', key).first()) continue
      const at = today
        .minus({ days: sale.daysAgo })
        .set({ hour: 7 + (n % 14), minute: (n * 17) % 60 })
      clock.freeze(DateTime.min(at, DateTime.utc().minus({ minutes: 5 })))
      await sell(sale, key)
      made++
    }
  } finally {
    clock.restore()
    clock.setOffset(offset)
  }
  return made
}

async function sell(sale: DemoSale, returnTokenHash: string): Promise<void> {
  const product = await Product.query().where('name', sale.product).preload('prices').firstOrFail()
  const price =
    product.prices.find((one) => one.currency === sale.currency) ?? product.prices[0] ?? null
  const placed = await new Placement(product).place({
    price: { minor: price?.amountMinor ?? 0, currency: price?.currency ?? 'EUR' },
    locale: 'en',
    provider: null,
    providerAccount: null,
    returnTokenHash,
  })
  if (sale.ends === 'expired') return abandon(placed.id)
  await pay(placed.id, sale)
  await settleDemoMail(placed.id, clock.now().toISO())
  if (sale.ends !== 'paid' && !placed.isFree) await giveBack(placed, sale)
}

async function pay(orderId: string, sale: DemoSale): Promise<void> {
  await db.transaction(async (trx) => {
    const order = await Order.locked(orderId, trx)
    const capture = {
      provider: 'manual',
      providerRef: `transfer-${order.number}`,
      chargeRef: null,
      amountMinor: order.totalMinor,
      currency: order.currency,
      method: 'bank transfer',
      at: clock.now(),
    }
    const buyer = buyers[sale.buyer]
    await fulfil(order, { buyer, capture: order.isFree ? null : capture }, trx)
  })
}

async function abandon(orderId: string): Promise<void> {
  await db.transaction(async (trx) => {
    const order = await Order.locked(orderId, trx)
    order.note = 'The checkout was not finished'
    await order.transitionTo('expired', trx)
    await new Seats(order, trx).release()
  })
}

async function giveBack(order: Order, sale: DemoSale): Promise<void> {
  clock.travel({ days: Math.min(3, sale.daysAgo / 2) })
  const refund = await refundOrder(order.id, {
    amountMinor: sale.ends === 'part' ? Math.floor(order.totalMinor / 2) : null,
    reason: sale.ends === 'part' ? 'Paid twice by mistake' : 'Changed their mind within two weeks',
    requestedBy: null,
  })
  await performRefund(refund.id)
  await settleDemoMail(refund.id, clock.now().toISO())
}
