import ipaddr from 'ipaddr.js'

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number]

/**
 * The proxy-trust function for `http.trustProxy`, from a comma-separated list of
 * addresses and CIDR ranges. An empty list trusts nobody, so X-Forwarded-For is
 * ignored. Throws for an entry that is neither.
 */
export function trustedProxy(list: string | undefined): (address: string) => boolean {
  const ranges = (list ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry.length > 0)
    .map(parseRange)
  return (address) => {
    if (!ipaddr.isValid(address)) return false
    const ip = ipaddr.process(address)
    return ranges.some(([base, bits]) => ip.kind() === base.kind() && ip.match(base as never, bits))
  }
}

function parseRange(entry: string): Range {
  try {
    if (entry.includes('/')) return ipaddr.parseCIDR(entry)
    const ip = ipaddr.process(entry)
    return [ip, ip.kind() === 'ipv4' ? 32 : 128]
  } catch {
    throw new Error(`TRUSTED_PROXIES: "${entry}" is neither an address nor a CIDR range`)
  }
}

/** Bucket for limits: an IPv4 address as it is, an IPv6 address by its /64. */
export function ipBucket(address: string | null | undefined): string {
  if (!address || !ipaddr.isValid(address)) return 'unknown'
  const ip = ipaddr.process(address)
  if (ip.kind() === 'ipv4') return ip.toString()
  return `${(ip as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`
}
