/** Mailbox providers that judge a sender by all that comes to any of their domains. */
const GROUPS: Record<string, RegExp> = {
  gmail: /^(gmail|googlemail)\.com$/,
  microsoft: /^(outlook|hotmail|live|msn|windowslive)\.([a-z]{2,3}|co\.[a-z]{2}|com\.[a-z]{2})$/,
  yahoo:
    /^((yahoo|ymail|rocketmail)\.([a-z]{2,3}|co\.[a-z]{2}|com\.[a-z]{2})|aol\.[a-z.]+|verizon\.net)$/,
  apple: /^(icloud|me|mac)\.com$/,
  united: /^(gmx\.[a-z]{2,3}|web\.de|1und1\.de|mail\.com)$/,
  telekom: /^(t-online|magenta)\.de$/,
  orange: /^(orange|wanadoo)\.fr$/,
  comcast: /^(comcast\.net|xfinity\.com)$/,
}
const known = new Map<string, string>()
const MOST_KNOWN = 20_000

/** Who stands behind a recipient's domain; a domain that is none of the large ones stands for itself. */
export function recipientGroup(domain: string): string {
  const found = known.get(domain)
  if (found) return found
  const group = Object.keys(GROUPS).find((name) => GROUPS[name].test(domain)) ?? domain
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(domain, group)
  return group
}

/** Sums by group. */
export function byGroup(byDomain: Map<string, number>): Map<string, number> {
  const groups = new Map<string, number>()
  for (const [domain, n] of byDomain) {
    const group = recipientGroup(domain)
    groups.set(group, (groups.get(group) ?? 0) + n)
  }
  return groups
}

/** Deals out what each group got to its domains, in their order. */
export function dealOut(
  wanted: Map<string, number>,
  granted: Map<string, number>
): Map<string, number> {
  const left = new Map(granted)
  const dealt = new Map<string, number>()
  for (const [domain, n] of wanted) {
    const group = recipientGroup(domain)
    const some = Math.min(n, left.get(group) ?? 0)
    left.set(group, (left.get(group) ?? 0) - some)
    dealt.set(domain, some)
  }
  return dealt
}
