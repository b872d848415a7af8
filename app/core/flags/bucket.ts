/** Buckets of a flag: one is 0.01 %. */
export const BUCKETS = 10_000

/** 32-bit FNV-1a over UTF-16 code units. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let n = 0; n < text.length; n++) {
    hash ^= text.charCodeAt(n)
    hash += (hash << 1) + (hash << 4) + (hash << 7) + (hash << 8) + (hash << 24)
  }
  return hash >>> 0
}

/**
 * The bucket of an id under a seed, 0 to 9,999: GrowthBook's hash, version 2.
 * The seed is stored with the flag, so that renaming the flag moves nobody.
 */
export function bucketOf(id: string, seed: string): number {
  return fnv1a(String(fnv1a(seed + id))) % BUCKETS
}
