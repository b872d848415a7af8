import { htmlLiquid } from '#messaging/rendering/liquid'
import { mailLook } from '#messaging/templates/brand'
import { HOUSE_BLOCKS } from '#messaging/templates/compile/house_mjml'
import { blankWriting, starterWriting } from '#messaging/templates/library/starters'
import type { Format, Kind, Writing } from '#messaging/templates/writing'

type Wanted = { kind: Kind; format: Format; starter: string | null }

/** What a new template begins with: a starter (MJML, or for the visual editor), or an empty sheet of its format. */
export async function writingToBeginWith({ kind, format, starter }: Wanted): Promise<Writing> {
  const isMjml = format === 'visual' || format === 'mjml'
  const writing = starter && isMjml ? await starterWriting(starter) : blankWriting(format, kind)
  if (format !== 'visual') return writing
  return { ...writing, source: await withHouseBlocks(writing.source) }
}

/**
 * The visual editor shows header and footer as parts that can be changed, and not as the names of blocks; and among
 * words it shows variables as they are written, so that the brand is filled in there.
 */
async function withHouseBlocks(source: string): Promise<string> {
  const look = await mailLook()
  const expanded = source.replace(/\{% render '([a-z]+)' %\}/g, (all, key: string) =>
    Object.hasOwn(HOUSE_BLOCKS, key) ? HOUSE_BLOCKS[key].mjml(look) : all
  )
  return expanded.replace(/(<mj-text\b[^>]*>)([\s\S]*?)(<\/mj-text>)/g, (_, open, words, close) => {
    const filled = words.replace(/\{\{\s*brand\.[^}]*\}\}/g, (liquid: string) =>
      htmlLiquid.parseAndRenderSync(liquid, { brand: look })
    )
    return open + filled + close
  })
}
