import { fold } from '#crm/fold'

/** The part of an address that a name becomes. */
export function slugOf(name: string): string {
  const slug = fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
  return slug || 'letter'
}

/** The slug itself, or with the first number that is free. */
export function freeSlug(slug: string, taken: string[]): string {
  if (!taken.includes(slug)) return slug
  for (let n = 2; ; n++) if (!taken.includes(`${slug}-${n}`)) return `${slug}-${n}`
}
