import { mailLook } from '#messaging/templates/brand'
import { type BlockSource, type Blocks, keysIn } from '#messaging/templates/compile/blocks'
import { compileTemplate } from '#messaging/templates/compile/compile'
import { blocksByKey } from '#messaging/queries/templates/blocks'
import type { Compiled, Writing } from '#messaging/templates/writing'

/** Compiles a writing of a template of the organization in context, with its brand and blocks of today. */
export async function compileNow(
  template: { format: string; kind: string },
  writing: Pick<Writing, 'source' | 'text'>
): Promise<Compiled> {
  const [look, blocks] = await Promise.all([mailLook(), blocksFor(writing.source)])
  const format = template.format as never
  return compileTemplate({ ...writing, format, isBlock: template.kind === 'block' }, look, blocks)
}

/** The blocks that a source asks for, and those that they ask for. */
async function blocksFor(source: string): Promise<Blocks> {
  const found = new Map<string, BlockSource>()
  let wanted = keysIn(source)
  while (wanted.length > 0) {
    const more = await blocksByKey(wanted)
    for (const [key, block] of more) found.set(key, block)
    wanted = [...more.values()]
      .flatMap((block) => keysIn(block.source))
      .filter((key) => !found.has(key))
  }
  return found
}
