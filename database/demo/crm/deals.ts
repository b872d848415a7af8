/** What is asked for: `{company}` becomes the customer. Amounts in EUR cents. */
export type DemoOffer = {
  title: string
  from: number
  to: number
  lines?: [string, number, number][]
}

/** Customers who buy for their people. */
export const salesOffers: DemoOffer[] = [
  {
    title: 'The whole rabbit for the team of {company}',
    from: 45_000,
    to: 180_000,
    lines: [
      ['The whole rabbit, one seat', 10, 5_900],
      ['Questions and answers, live, one hour', 1, 18_000],
    ],
  },
  { title: 'Bonding evening at {company}', from: 39_000, to: 79_000 },
  {
    title: 'Rabbit room for {company}',
    from: 120_000,
    to: 480_000,
    lines: [
      ['Plan and visit', 1, 45_000],
      ['Set of furniture, rabbit-safe', 2, 62_000],
      ['Building on site, day', 1.5, 52_000],
    ],
  },
  { title: 'Good hay course, {company}', from: 19_000, to: 65_000 },
  { title: 'Yearly licence for {company}', from: 150_000, to: 620_000 },
  { title: 'Staff training at {company}', from: 60_000, to: 240_000 },
  { title: 'Balcony check for {company}', from: 12_000, to: 38_000 },
]

/** Those who recommend, teach along or resell. */
export const partnerOffers: DemoOffer[] = [
  { title: 'Vet partnership with {company}', from: 0, to: 90_000 },
  { title: 'Reselling by {company}', from: 80_000, to: 350_000 },
  { title: 'Shelter programme with {company}', from: 0, to: 40_000 },
  { title: 'Course written with {company}', from: 120_000, to: 300_000 },
]

export const partnerStages = [
  { name: 'First talk', probability: 20, rottingDays: 21, requiredFields: ['company'] },
  { name: 'Terms', probability: 50, rottingDays: 21, requiredFields: ['company', 'contact'] },
  { name: 'Contract', probability: 85, rottingDays: 14, requiredFields: ['company', 'contact'] },
]

/** Notes on what was lost. */
export const lostNotes = [
  'Will ask again next year',
  'Went with a trainer from their own town',
  'The budget went into a new roof',
  'Nobody answered after the second mail',
]
