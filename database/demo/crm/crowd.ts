import {
  BREEDS,
  COMPANY_NAMES,
  COMPANY_SIZES,
  INTERESTS,
  JOBS,
  LIFECYCLES,
  MAIL_HOSTS,
  PLACES,
  type Place,
  SOURCES,
  TAGS,
} from '#database/demo/crm/words'

/** A person of the demo, as a row of contacts; `tags` are numbers of TAGS, `company` a number below the companies'. */
export type DemoPerson = {
  first_name: string
  last_name: string
  email: string
  phone_e164: string | null
  job_title: string | null
  street: string | null
  city: string
  region: string | null
  postal_code: string
  country: string
  time_zone: string
  locale: string
  source: string
  lifecycle: string
  created_at: string
  last_seen_at: string | null
  tags: number[]
  company: number | null
  custom: Record<string, unknown>
}

export type DemoCompany = {
  name: string
  domain: string
  industry: string
  size: string
  city: string
  region: string | null
  postal_code: string
  country: string
  created_at: string
}

const DAY = 86_400_000
const PLACE_WEIGHTS = PLACES.map((place): [Place, number] => [place, place.weight])

/** The same numbers each time for the same seed, between 0 and 1 (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** What a crowd has in common: how many there are, when it is looked at (epoch ms), and in how many companies they work. */
export type Crowd = { count: number; today: number; companies: number }

/** Person number `n`, who came after those before. With `numbered` every address holds n. */
export function demoPerson(
  n: number,
  { count, today, companies }: Crowd,
  numbered: boolean
): DemoPerson {
  const roll = dice(n * 7919 + 17)
  const place = weighted(PLACE_WEIGHTS, roll())
  const first_name = skewed(roll() < 0.58 ? place.names.women : place.names.men, roll())
  const last_name = skewed(place.names.families, roll())
  const age = (count - n - roll()) / count
  const created = today - Math.floor(age ** 1.4 * 730 * DAY) - Math.floor(roll() * 3_600_000)
  const isOwner = roll() < 0.45
  const worksFor = companies > 0 && roll() < 0.22 ? Math.floor(roll() ** 1.5 * companies) : null
  return {
    first_name,
    last_name,
    email: `${plain(first_name)}.${plain(last_name)}${numbered ? n : ''}@${pick(MAIL_HOSTS, roll())}`,
    phone_e164: roll() < 0.5 ? digits(place.phone, roll) : null,
    job_title: worksFor !== null || roll() < 0.2 ? pick(JOBS, roll()) : null,
    street: null,
    city: place.city,
    region: place.region,
    postal_code: digits(place.postalCode, roll),
    country: place.country,
    time_zone: place.timeZone,
    locale: place.locale,
    source: weighted(SOURCES, roll()),
    lifecycle: weighted(LIFECYCLES, roll()),
    created_at: new Date(created).toISOString(),
    last_seen_at:
      roll() < 0.6 ? new Date(created + roll() * (today - created)).toISOString() : null,
    tags: TAGS.flatMap(([, , share], number) => (roll() < share ? [number] : [])),
    company: worksFor,
    custom: isOwner
      ? {
          rabbits: 1 + Math.floor(roll() ** 2 * 6),
          breed: pick(BREEDS, roll()),
          interests: INTERESTS.filter(() => roll() < 0.35),
          adopted_on: new Date(today - Math.floor(roll() * 2500) * DAY).toISOString().slice(0, 10),
        }
      : {},
  }
}

/** Company number `n`; its name is as good as unique for the first few hundred. */
export function demoCompany(n: number, today: number): DemoCompany {
  const roll = dice(n * 104729 + 5)
  const place = weighted(PLACE_WEIGHTS, roll())
  const [pattern, industry] = COMPANY_NAMES[n % COMPANY_NAMES.length]
  const name = pattern.replace('{}', pick(place.names.families, roll())).replace('[]', place.city)
  return {
    name,
    domain: `${plain(name)}${n}.test`,
    industry,
    size: pick(COMPANY_SIZES, roll() ** 1.3),
    city: place.city,
    region: place.region,
    postal_code: digits(place.postalCode, roll),
    country: place.country,
    created_at: new Date(today - Math.floor(roll() * 700 * DAY)).toISOString(),
  }
}

function weighted<T>(choices: [T, number][], roll: number): T {
  let left = roll * choices.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [choice, weight] of choices) {
    left -= weight
    if (left < 0) return choice
  }
  return choices[choices.length - 1][0]
}

const pick = <T>(list: T[], roll: number): T =>
  list[Math.min(list.length - 1, Math.floor(roll * list.length))]

/** The first ones more often, as names are. */
const skewed = <T>(list: T[], roll: number): T => pick(list, roll ** 1.8)

const digits = (pattern: string, roll: () => number): string =>
  pattern.replace(/#/g, () => String(Math.floor(roll() * 10)))

/** Letters of an address. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[øö]/g, 'o')
    .replace(/æ/g, 'ae')
    .replace(/ł/g, 'l')
    .replace(/ı/g, 'i')
    .normalize('NFKD')
    .replace(/[^a-z]/g, '')
