import { v7 as uuid } from 'uuid'
import { sandbox } from '#config/app'
import { sql } from '#core/database/sql'
import { PASSWORD, plantAccount } from '#tests/functional/identity/support'
import { fresh, placeOrder, plantShop, type Shop } from '#tests/support/shop'
import { until } from '#tests/support/until'
import type Order from '#commerce/models/order'
import { linkIn, mailTo } from './mailbox.js'
import { HOUSE, siteOf, type Visitor } from './visitor.js'

export type House = Shop & { site: string; owner: string; order: Order; buyer: string }

/** An organization with an owner who can log in, a course on sale, and one sale of it. */
export async function plantHouse(): Promise<House> {
  const shop = await plantShop()
  const account = await plantAccount()
  const now = new Date()
  await sql(
    `insert into memberships (id, organization_id, user_id, role, created_at, updated_at)
     values (?, ?, ?, 'owner', ?, ?)`,
    [uuid(), shop.organizationId, account.id, now, now]
  )
  const placed = await placeOrder(shop)
  const buyer = `bea-${uuid().slice(-12)}@buyer.test`
  await fetch(`${sandbox.url}/stripe/_test/sessions/${placed.checkoutSessionId}/pay`, {
    method: 'POST',
    body: JSON.stringify({ email: buyer, name: 'Bea Buyer' }),
  })
  const order = await until('the sale', async () => {
    const found = await fresh(placed)
    return found.fulfilledAt && found
  })
  return { ...shop, site: siteOf(shop.organization.slug), owner: account.email, order, buyer }
}

export async function logIn(staff: Visitor, email: string): Promise<void> {
  await staff.open(`${HOUSE}/login`)
  await staff.fill('E-mail', email)
  await staff.fill('Password', PASSWORD)
  await staff.press('Log in')
  await staff.at(/\/admin$/)
}

/** Opens the portal by the link in the receipt. */
export async function enterPortal(client: Visitor, house: House): Promise<void> {
  await client.open(linkIn(await mailTo(house.buyer, /receipt for order/), '/learn/links/'))
  await client.press('Continue to your courses')
  await client.heading('Welcome back, Bea')
}
