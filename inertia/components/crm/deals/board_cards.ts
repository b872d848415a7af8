import type { Board, Card } from '~/components/crm/deals/types'

type Position = { rank: string; id: string }

/** How far the cards of a stage are loaded, by the stage's id. */
export type Reach = Record<string, Position>

/** Before all ranks that there are. */
const START: Position = { rank: '0', id: '00000000-0000-0000-0000-000000000000' }

export const reachOf = (reach: Reach, stageId: string): Position => reach[stageId] ?? START

/** As the server sorts: ranks byte by byte. */
export function isBefore(a: Position, b: Position): boolean {
  return a.rank === b.rank ? a.id < b.id : a.rank < b.rank
}

/** The last card of each stage. */
export function reachOfCards(cards: Card[]): Reach {
  return Object.fromEntries(cards.map(({ stageId, rank, id }) => [stageId, { rank, id }]))
}

/**
 * Puts in what became of some deals: those that are not among `fresh` leave, the others go where
 * they belong, unless that is further down than the stage is loaded.
 */
export function withFresh(
  { cards, more }: Pick<Board, 'cards' | 'more'>,
  reach: Reach,
  ids: string[],
  fresh: Card[]
): Card[] {
  const next = cards.filter((card) => !ids.includes(card.id))
  for (const card of fresh) {
    const { stageId } = card
    if (more.includes(stageId) && isBefore(reachOf(reach, stageId), card)) continue
    const at = next.findIndex((one) => one.stageId === stageId && isBefore(card, one))
    next.splice(at < 0 ? next.length : at, 0, card)
  }
  return next
}

/** The first cards of each stage read anew, and after them those that were scrolled to before. */
export function withFirst(current: Board, fresh: Board): Board {
  const ids = new Set(fresh.cards.map(({ id }) => id))
  const ends = reachOfCards(fresh.cards)
  const kept = current.cards.filter(
    (card) =>
      !ids.has(card.id) && fresh.more.includes(card.stageId) && isBefore(ends[card.stageId], card)
  )
  const isWhole = (stageId: string) =>
    !current.more.includes(stageId) && kept.some((card) => card.stageId === stageId)
  return {
    totals: fresh.totals,
    cards: [...fresh.cards, ...kept],
    more: fresh.more.filter((stageId) => !isWhole(stageId)),
  }
}
