import vine, { symbols } from '@vinejs/vine'

type Node = { allowNull: boolean }
type Described = {
  allowNull?: boolean
  [symbols.PARSE](...args: unknown[]): Node
}

/**
 * A field that is described by `.meta()` takes null only where it says so by `.nullable()`. In VineJS 4.4 describing a
 * field lets null through, past its rules and its type.
 */
export function refuseNullOfDescribedFields(): void {
  const described = Object.getPrototypeOf(vine.string().meta({})) as Described
  const parse = described[symbols.PARSE]
  described[symbols.PARSE] = function (this: Described, ...args: unknown[]) {
    const node = parse.apply(this, args)
    node.allowNull = this.allowNull === true
    return node
  }
}
