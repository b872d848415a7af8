/**
 * Whom a sending is meant for, before anybody asks whether they may be written to. Who fits one of `include` is in;
 * who fits one of `exclude` is out again.
 */
export type AudienceSpec = {
  include: {
    /** Members of any of these segments and lists. */
    segments: string[]
    /** All living contacts. */
    everybody?: boolean
    /** Who agreed to this topic by itself, beside or instead of the segments. */
    topicId?: string | null
    /** Who was sent one of these before; with `unopened` only those of whom no person opened it. */
    received?: { sources: string[]; unopened?: boolean } | null
  }
  exclude: {
    segments: string[]
    /** Who was sent any of these (campaigns, by id). */
    campaigns?: string[]
  }
  /**
   * A share of the people, drawn by the hash of their ids: those whose number in [0, 1) is within [from, to). The same
   * `salt` draws the same numbers, so that shares of one test never meet.
   */
  part?: { from: number; to: number; salt: string } | null
}

export const NOBODY: AudienceSpec = { include: { segments: [] }, exclude: { segments: [] } }

/** Whether the specification includes anybody at all. */
export function isNobody({ include }: AudienceSpec): boolean {
  return (
    !include.everybody &&
    include.segments.length === 0 &&
    !include.topicId &&
    !include.received?.sources.length
  )
}
