import Organization from '#identity/models/organization'
import { Tenant } from '#core/tenancy/tenant'

/** Where the euro is at home, by the capital of the time zone. */
const EURO_ZONES: Record<string, string> = {
  Amsterdam: 'NL',
  Athens: 'GR',
  Berlin: 'DE',
  Bratislava: 'SK',
  Brussels: 'BE',
  Busingen: 'DE',
  Dublin: 'IE',
  Helsinki: 'FI',
  Lisbon: 'PT',
  Ljubljana: 'SI',
  Luxembourg: 'LU',
  Madrid: 'ES',
  Malta: 'MT',
  Paris: 'FR',
  Riga: 'LV',
  Rome: 'IT',
  Tallinn: 'EE',
  Vienna: 'AT',
  Vilnius: 'LT',
  Zagreb: 'HR',
}

type Home = { country?: string | null; currency: string; timeZone: string; locale: string }

/**
 * The country (ISO 3166 alpha-2) of an organization: the one it has set, else
 * what currency, time zone and language let one guess; null when they do not.
 */
export function countryOf({ country, currency, timeZone, locale }: Home): string | null {
  if (country) return country
  if (currency !== 'EUR') return currency.slice(0, 2)
  return EURO_ZONES[timeZone.split('/').at(-1)!] ?? (locale === 'en' ? null : locale.toUpperCase())
}

/** The country of the tenant in context: numbers without a prefix belong to it. */
export async function homeCountry(): Promise<string | null> {
  return countryOf(await Organization.findOrFail(Tenant.id()))
}
