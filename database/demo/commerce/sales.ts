import { goodHay } from '#database/demo/courses/good_hay'
import { harbourSailing } from '#database/demo/courses/harbour_sailing'
import { rabbitsAtHome } from '#database/demo/courses/rabbits_at_home'

export type DemoProduct = {
  name: string
  description: string
  /** EUR cents. */
  price: number
  seats: number | null
  refundPolicy: string
  /** Names of the products whose contents it gives. */
  gives: string[]
}

export type DemoSale = {
  daysAgo: number
  product: string
  currency: string
  /** Number in the list of buyers. */
  buyer: number
  ends: 'paid' | 'refunded' | 'part' | 'expired'
}

const WORKSHOP = 'Live evening: bonding two rabbits'
const BUNDLE = 'The whole rabbit'

export const demoProducts: Record<string, DemoProduct[]> = {
  bunny: [
    {
      name: BUNDLE,
      description:
        'Both of our courses for one price: how rabbits live well in a flat, and how to find hay that keeps their teeth and bellies in order.',
      price: 6900,
      seats: null,
      refundPolicy: 'period_end',
      gives: [rabbitsAtHome.title, goodHay.title],
    },
    {
      name: WORKSHOP,
      description:
        'Two hours, live, with at most twelve people and their questions. We go through a real bonding, step by step. The hay course comes with it, to read before.',
      price: 2900,
      seats: 12,
      refundPolicy: 'revoke',
      gives: [goodHay.title],
    },
  ],
}

const NAMES = `Anna Becker,Liam Novak,Sofia Rossi,Emil Hansen,Chloé Martin,Mateusz Zieliński,Ines Duarte,Oskar Lind,
Hannah Vogel,Noah Peeters,Giulia Conti,Tomáš Dvořák,Freya Olsen,Elif Demir,Jonas Huber,Maja Kowalska,Ruben de Vries,
Clara Schmitt,Aoife Byrne,Luca Moretti,Nina Jansen,Pablo García,Eva Horváth,Samir Haddad,Lotte Bakker,Henrik Dahl,
Julia Wagner,Thea Larsen,Marco Ferrari,Zoe Papadaki,Felix Bauer,Ida Nilsson,Rosa Almeida,Adam Wójcik,Leonie Koch,
Isla Murray,Victor Popescu,Mila Petrović,Anton Berg,Camille Dubois,Greta Fuchs,Owen Hughes,Lena Maurer,Hugo Laurent`

export const buyers = NAMES.split(',').map((text) => {
  const name = text.trim()
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').replace(/ł/g, 'l').toLowerCase()
  return { name, email: `${plain.replace(/[^a-z]+/g, '.')}@buyers.test` }
})

/** The client whose log-in the demo names. */
const ADA = buyers.push({ name: 'Ada Byron', email: 'ada@client.test' }) - 1

/** The same numbers on every machine, so that the demo is the same demo. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/** A little more each month, quiet on some days, with what goes wrong now and then. */
function sales(count: number, seed: number, choose: (roll: number) => string): DemoSale[] {
  const roll = dice(seed)
  const list = Array.from({ length: count }, (_, n): DemoSale => {
    const end = roll()
    return {
      daysAgo: Math.floor(90 * (1 - Math.sqrt(roll()))),
      product: choose(roll()),
      currency: ['EUR', 'EUR', 'EUR', 'EUR', 'USD', 'GBP'][Math.floor(roll() * 6)],
      buyer: (n * 7 + seed) % 44,
      ends: end < 0.86 ? 'paid' : end < 0.91 ? 'expired' : end < 0.96 ? 'refunded' : 'part',
    }
  })
  return list.sort((a, b) => b.daysAgo - a.daysAgo)
}

export const demoSales: Record<string, DemoSale[]> = {
  bunny: [
    ...sales(60, 4, (roll) =>
      roll < 0.62
        ? rabbitsAtHome.title
        : roll < 0.76
          ? BUNDLE
          : roll < 0.9
            ? goodHay.title
            : WORKSHOP
    ),
    { daysAgo: 12, product: rabbitsAtHome.title, currency: 'EUR', buyer: ADA, ends: 'paid' },
  ],
  harbour: sales(9, 11, () => harbourSailing.title),
}
