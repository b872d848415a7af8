import {
  Tag,
  type Context,
  type Emitter,
  type Liquid,
  type TagToken,
  type Template,
  type TopLevelToken,
} from 'liquidjs'
import { harmless, isPage, parseAddress } from '#messaging/rendering/liquid_address'

/** What `track.link` of the values is: our own address that leads to `url`; null where it is not led over ours. */
export type LinkMaker = (n: number, url: string) => string | null

/** `{% tracked <number> <address> %}` for a link whose address is another one for each reader. */
export function trackedTag(n: number, address: string): string {
  return `{% tracked ${n} ${Buffer.from(address, 'utf8').toString('base64url')} %}`
}

/**
 * The tag, for an engine whose text is written by `encode`. The address is made where the link stands, so that loops and
 * assignments around it are known, and signed for this reader; without `track.link` it is put out as it is.
 */
export function trackedTagOf(encode: (text: string) => string) {
  return class Tracked extends Tag {
    readonly #n: number
    readonly #parts: Template[]

    constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
      super(token, remaining, liquid)
      const [, n, address] = /^(\d{1,5}) ([\w-]+)$/.exec(token.args.trim()) ?? []
      if (!address) throw new Error('tag "tracked" not found')
      this.#n = Number(n)
      this.#parts = parseAddress(Buffer.from(address, 'base64url').toString('utf8'))
    }

    *render(ctx: Context, emitter: Emitter): Generator<unknown, void, unknown> {
      const made = yield this.liquid.renderer.renderTemplates(this.#parts, ctx)
      const address = String(made).trim()
      // Liquid would call a function that it finds: this one is none of its variables.
      const { track } = ctx.environments as { track?: { link?: LinkMaker } }
      const led = isPage(address) ? track?.link?.(this.#n, address) : null
      emitter.write(encode(led ?? harmless(address)))
    }

    /** For who asks which variables a mail has. */
    *children(): Generator<unknown, Template[]> {
      return this.#parts
    }
  }
}
