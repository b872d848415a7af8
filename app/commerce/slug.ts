import string from '@adonisjs/core/helpers/string'

/** A name as part of an address; never empty. */
export function slugOf(name: string, fallback: string): string {
  const slug = string.slug(name, { lower: true, strict: true, trim: true }).slice(0, 80)
  return slug.replace(/-+$/, '') || fallback
}

/** The first of `slug`, `slug-2`, `slug-3` ... that is not taken. */
export function freeSlug(slug: string, taken: readonly string[]): string {
  const used = new Set(taken)
  let candidate = slug
  for (let n = 2; used.has(candidate); n++) candidate = `${slug}-${n}`
  return candidate
}
