import { htmlLiquid } from '#messaging/rendering/liquid'

const LIQUID = /\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/g
const BRAND = /^\{\{-?\s*brand\./
const RENDER = /^\{%-?\s*render\s+(['"])([a-z0-9][a-z0-9_-]{0,79})\1\s*-?%\}$/

/**
 * Liquid in a source, hidden behind plain words while the source is taken apart by parsers that know
 * nothing of it, and shown again in what they made. What the brand says is filled in at once.
 */
export class LiquidTokens {
  readonly #hidden: string[] = []
  readonly #mark: string

  constructor(
    source: string,
    private readonly brand: Record<string, unknown>
  ) {
    let mark = 'zlq'
    while (source.includes(mark)) mark += 'q'
    this.#mark = mark
  }

  /** Finds what stands for Liquid. */
  get pattern(): RegExp {
    return new RegExp(`${this.#mark}\\d+z`, 'g')
  }

  hide(text: string): string {
    return text.replace(LIQUID, (liquid) => {
      if (BRAND.test(liquid)) return this.#ofBrand(liquid)
      return `${this.#mark}${this.#hidden.push(liquid) - 1}z`
    })
  }

  show(text: string): string {
    return text.replace(this.pattern, (token) => this.at(token))
  }

  at(token: string): string {
    return this.#hidden[Number(token.slice(this.#mark.length, -1))] ?? ''
  }

  /** The key of the block that a token renders; null for other Liquid. */
  blockAt(token: string): string | null {
    return RENDER.exec(this.at(token))?.[2] ?? null
  }

  /** Whether conditions or loops ask for the brand, which is only filled in where it is put out. */
  get asksBrandInTags(): boolean {
    return this.#hidden.some((liquid) => liquid.startsWith('{%') && /\bbrand\./.test(liquid))
  }

  #ofBrand(liquid: string): string {
    try {
      return htmlLiquid.parseAndRenderSync(liquid, { brand: this.brand })
    } catch {
      return ''
    }
  }
}
