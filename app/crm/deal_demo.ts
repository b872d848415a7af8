import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { Context } from '#core/context'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import {
  lostNotes,
  partnerOffers,
  partnerStages,
  salesOffers,
  type DemoOffer,
} from '#database/demo/crm/deals'
import Deal from '#crm/models/deal'
import DealReason from '#crm/models/deal_reason'
import Pipeline from '#crm/models/pipeline'
import { addPipeline, pipelinesOrFirst } from '#crm/pipelines'
import { demoCustomers, demoSellers, type DemoCustomer } from '#crm/queries/demo_customers'

const COUNT = 120
const LONGEST_AGO = 210

/** Deals of half a year, begun, moved and closed by the code that does it for people, at the time of each. */
export async function seedDeals(): Promise<string> {
  const organization = await Organization.findByOrFail('slug', 'bunny')
  const made = await Tenant.run(organization.id, makeMissing)
  return `${made} deals made, ${COUNT - made} were there`
}

async function makeMissing(): Promise<number> {
  const [customers, sellers, pipelines] = [
    await demoCustomers(COUNT),
    await demoSellers(),
    await demoPipelines(),
  ]
  if (customers.length === 0 || sellers.length === 0) return 0
  const there = new Set(
    (await Deal.withDeleted().where('source', 'demo').select('externalId')).map(
      (deal) => (deal as Deal).externalId
    )
  )
  const offset = clock.offsetSeconds
  let made = 0
  try {
    for (let n = 0; n < COUNT; n++) {
      const key = `demo-deal-${n}`
      if (there.has(key)) continue
      const pipeline = pipelines[n % 4 === 3 ? 1 : 0]
      const actor = { type: 'user' as const, id: sellers[n % sellers.length] }
      await Context.run({ actor }, () => live(n, key, pipeline, customers[n % customers.length]))
      made++
    }
  } finally {
    clock.restore()
    clock.setOffset(offset)
  }
  return made
}

async function demoPipelines(): Promise<Pipeline[]> {
  const [sales, partners] = await pipelinesOrFirst()
  if (partners) return [sales, partners]
  const added = await addPipeline('Partners')
  await db.transaction((trx) => added.layStages(partnerStages, trx))
  return Pipeline.living()
}

/** One deal's life: when it began, how far it came, and how it ended. */
async function live(
  n: number,
  externalId: string,
  { name, stages }: Pipeline,
  customer: DemoCustomer
): Promise<void> {
  const chance = dice(n)
  const offers = name === 'Partners' ? partnerOffers : salesOffers
  const offer = offers[Math.floor(chance() * offers.length)]
  // Newer ones are open, older ones decided.
  const age = Math.ceil(chance() ** 1.6 * LONGEST_AGO) + 1
  const isDecided = chance() < Math.min(0.85, age / 90)
  const last = isDecided ? stages.length - 1 : Math.floor(chance() ** 0.8 * stages.length)
  const days = Math.max(1, Math.floor((age * (isDecided ? 0.7 : 0.9)) / (last + 1)))
  at(age, n)
  const details = { ...detailsOf(n, offer, customer, chance), externalId }
  const deal = await Deal.begin(stages[0].id, details, 'demo')
  if (offer.lines && chance() < 0.6) await deal.setLines(linesOf(offer), true)
  for (let step = 1; step <= last; step++) {
    at(Math.max(1, age - step * days), n)
    await deal.moveTo(stages[step].id)
  }
  if (!isDecided) return
  at(Math.max(0.1, age - (last + 1) * days), n)
  const outcome = chance() < 0.58 ? 'won' : 'lost'
  const reasons = await DealReason.query()
    .where({ outcome })
    .whereNull('archivedAt')
    .orderBy('position')
  await deal.close({
    outcome,
    reasonId: reasons[Math.floor(chance() * reasons.length)]?.id ?? null,
    note: outcome === 'lost' ? lostNotes[n % lostNotes.length] : null,
  })
}

function detailsOf(n: number, offer: DemoOffer, customer: DemoCustomer, chance: () => number) {
  const amount = offer.from + chance() * (offer.to - offer.from)
  return {
    title: offer.title.replace('{company}', customer.company).slice(0, 200),
    amountMinor: Math.max(5, Math.round(amount / 500)) * 500,
    currency: n % 12 === 5 ? 'CHF' : 'EUR',
    contactId: customer.contactId,
    companyId: customer.companyId,
    ownerId: Context.get().actor.id,
    expectedCloseOn: clock
      .now()
      .plus({ days: Math.round(25 + chance() * 130) })
      .toISODate(),
  }
}

function linesOf({ lines = [] }: DemoOffer) {
  return lines.map(([name, quantity, unitMinor]) => ({
    name,
    quantityHundredths: Math.round(quantity * 100),
    unitMinor,
  }))
}

/** Business time stands at a working hour so many days ago, never later than now. */
function at(daysAgo: number, n: number): void {
  const then = DateTime.utc()
    .minus({ days: daysAgo })
    .set({ hour: 8 + (n % 9), minute: (n * 13) % 60 })
  clock.freeze(DateTime.min(then, DateTime.utc().minus({ minutes: 3 })))
}

/** Numbers below 1 that are the same in every run. */
function dice(seed: number): () => number {
  let state = ((seed + 1) * 2_654_435_761) % 2_147_483_647
  return () => {
    state = (state * 48_271 + 11) % 2_147_483_647
    return state / 2_147_483_647
  }
}
