import type { Choice } from '#core/registry/segment_conditions'

/** Groups of countries, codes that are reserved, and those of countries that are no more: they have names too. */
const NO_COUNTRIES = new Set(
  'EU EZ UN QO ZZ XA XB UK FX AN CS DD SU YU TP BU ZR YD NT RH VD DY HV NH'.split(' ')
)
const display = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

/** ISO 3166 alpha-2 codes. */
export function countryCodes(): string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters.flatMap((a) => letters.map((b) => a + b))
  return codes.filter((code) => display.of(code) && !NO_COUNTRIES.has(code))
}

/** To choose from, by name. */
export const COUNTRIES: Choice[] = countryCodes()
  .map((value) => ({ value, label: display.of(value)! }))
  .sort((a, b) => a.label.localeCompare(b.label, 'en'))
