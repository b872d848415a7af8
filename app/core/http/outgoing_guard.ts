import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Exception } from '@adonisjs/core/exceptions'
import env from '#start/env'

/** An address that outgoing requests must not reach. The message is the same for all, so that it tells nothing. */
export class OutgoingRefused extends Exception {
  static status = 422
  static code = 'E_OUTGOING_REFUSED'
  static message = 'This address cannot be reached from here.'
}

export type Resolve = (
  host: string,
  options: { all: true; verbatim: true },
  done: (error: Error | null, addresses: LookupAddress[]) => void
) => void

type LookupDone = (error: Error | null, address: string | LookupAddress[], family?: number) => void

type Options = {
  /** `OUTGOING_ALLOW`: hosts (`erp.lan`, `erp.lan:8443`), addresses and CIDR ranges. */
  allow?: string[]
  ports?: number[]
  /** Own hosts: a request to ourselves would go round in circles. */
  own?: string[]
  resolve?: Resolve
}

/** Azure's platform address is public by its number and private by its nature. */
const HIDDEN = ['168.63.129.16']
const PRIVATE_NAMES =
  /(^|\.)(localhost|local|localdomain|internal|lan|home|corp|svc|home\.arpa|metadata\.goog)$/
const PUBLIC_IPV6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number]

/**
 * Decides which addresses outgoing requests may reach: public unicast ones on
 * the web's ports, and what the operator allows. Checks literals before and
 * names while connecting, so that a name cannot change its mind in between.
 */
export class OutgoingGuard {
  readonly #hosts: Set<string>
  readonly #ranges: [ipaddr.IPv4 | ipaddr.IPv6, number][]
  readonly #ports: number[]
  readonly #own: string[]
  readonly #resolve: Resolve

  constructor({ allow = [], ports = [80, 443], own = [], resolve = systemLookup }: Options = {}) {
    const entries = allow.map((entry) => entry.trim().toLowerCase()).filter(Boolean)
    const isRange = (entry: string) => isIP(entry) > 0 || ipaddr.isValidCIDR(entry)
    this.#hosts = new Set(entries.filter((entry) => !isRange(entry)))
    this.#ranges = entries.filter(isRange).map((entry) => {
      if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry)
      const ip = ipaddr.process(entry)
      return [ip, ip.kind() === 'ipv4' ? 32 : 128]
    })
    this.#ports = ports
    this.#own = own.map((host) => host.toLowerCase())
    this.#resolve = resolve
  }

  static ofInstall(): OutgoingGuard {
    return new OutgoingGuard({
      allow: (env.get('OUTGOING_ALLOW') ?? '').split(','),
      own: [env.get('APP_DOMAIN')],
    })
  }

  /** Checks and normalises an address. Throws OutgoingRefused. Names are checked again by lookup(). */
  check(address: string): URL {
    if (address.length > 2048 || !URL.canParse(address)) throw new OutgoingRefused()
    const url = new URL(address)
    if (!['http:', 'https:'].includes(url.protocol)) throw new OutgoingRefused()
    if (url.username || url.password) throw new OutgoingRefused()
    url.hostname = url.hostname.replace(/\.+$/, '')
    const host = url.hostname
    const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
    if (this.#hosts.has(host) || this.#hosts.has(`${host}:${port}`)) return url
    const literal = host.replace(/^\[|\]$/g, '')
    if (isIP(literal)) {
      if (!this.#mayReach(literal)) throw new OutgoingRefused()
      if (!this.#isAllowed(literal)) this.#checkPort(port)
      return url
    }
    this.#checkPort(port)
    if (!host.includes('.') || PRIVATE_NAMES.test(host) || this.#isOwn(host))
      throw new OutgoingRefused()
    return url
  }

  /** For `connect.lookup` of undici: resolves a name, and fails when any of its addresses is not to be reached. */
  lookup = (host: string, options: { all?: boolean }, done: LookupDone): void => {
    this.#resolve(host, { all: true, verbatim: true }, (error, addresses) => {
      if (error) return done(error, [])
      const isListed = [...this.#hosts].some((entry) => entry.split(':')[0] === host)
      const isSafe =
        addresses.length > 0 && addresses.every(({ address }) => this.#mayReach(address))
      if (!isListed && !isSafe) return done(new OutgoingRefused(), [])
      if (options.all) return done(null, addresses)
      done(null, addresses[0].address, addresses[0].family)
    })
  }

  #checkPort(port: number): void {
    if (!this.#ports.includes(port)) throw new OutgoingRefused()
  }

  #isOwn(host: string): boolean {
    return this.#own.some((own) => host === own || host.endsWith(`.${own}`))
  }

  #mayReach(address: string): boolean {
    return this.#isAllowed(address) || isPublic(address)
  }

  #isAllowed(address: string): boolean {
    if (!ipaddr.isValid(address)) return false
    const ip = ipaddr.process(address)
    return this.#ranges.some(
      ([base, bits]) => ip.kind() === base.kind() && ip.match(base as never, bits)
    )
  }
}

/** Whether an address belongs to the public internet. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const ip = ipaddr.process(address)
  if (HIDDEN.includes(ip.toString()) || ip.range() !== 'unicast') return false
  return ip.kind() === 'ipv4' || (ip as ipaddr.IPv6).match(PUBLIC_IPV6)
}
