import { nextTick, ref, watch } from 'vue'
import { router } from '@inertiajs/vue3'
import { missingOf } from '~/components/crm/deals/details'
import type { Completion } from '~/components/crm/deals/complete_deal.vue'
import type { Card, Setting, Stage } from '~/components/crm/deals/types'

type Board = { cards: Card[] }

/**
 * The cards of a board while people move them: shown where they were put at
 * once, and put back when the server says no. What the server sends wins.
 */
export function useBoard(board: () => Board, setting: () => Setting) {
  const cards = ref<Card[]>([...board().cards])
  const dragged = ref<Card | null>(null)
  const completion = ref<Completion | null>(null)
  const told = ref('')
  watch(board, ({ cards: sent }) => (cards.value = [...sent]))

  const inStage = (stageId: string) => cards.value.filter((card) => card.stageId === stageId)
  const stages = () => setting().pipelines.flatMap((pipeline) => pipeline.stages)
  const stageOf = (id: string) => stages().find((stage) => stage.id === id)

  /** Puts a card before the one at `index` of the stage, as it is shown without the card itself. */
  function move(card: Card, stageId: string, index: number): void {
    const stage = stageOf(stageId)
    if (!stage) return
    const others = inStage(stageId).filter((one) => one.id !== card.id)
    const place = { belowId: others[index - 1]?.id ?? null, aboveId: others[index]?.id ?? null }
    const keys =
      stageId === card.stageId ? [] : missingOf(card, stage.requiredFields, setting().fields)
    if (keys.length > 0) {
      completion.value = { card, stage, keys, place }
      return
    }
    show(card, stage, others, index)
    send(card, stage, place)
  }

  function show(card: Card, stage: Stage, others: Card[], index: number): void {
    const isElsewhere = stage.id !== card.stageId
    const moved = isElsewhere
      ? { ...card, stageId: stage.id, daysInStage: 0, isRotting: false }
      : card
    const rest = cards.value.filter((one) => one.stageId !== stage.id && one.id !== card.id)
    cards.value = [...rest, ...others.slice(0, index), moved, ...others.slice(index)]
    told.value = isElsewhere
      ? `${card.title} moved to ${stage.name}, place ${index + 1}`
      : `${card.title} is now at place ${index + 1} of ${stage.name}`
    void nextTick(() => focus(card.id))
  }

  function send(card: Card, stage: Stage, place: Completion['place']): void {
    router.post(
      `/admin/deals/${card.id}/moves`,
      { stageId: stage.id, ...place },
      {
        preserveScroll: true,
        preserveState: true,
        only: ['board'],
        onSuccess: () => void nextTick(() => focus(card.id)),
        onError: (errors) => {
          cards.value = [...board().cards]
          const keys = missingOf(card, stage.requiredFields, setting().fields)
          // Somebody else emptied it meanwhile: ask for all that the stage wants.
          if (errors.missing) {
            completion.value = {
              card,
              stage,
              keys: keys.length > 0 ? keys : stage.requiredFields,
              place,
            }
          }
        },
      }
    )
  }

  /** By one place, as the keyboard and the menu do. */
  function nudge(card: Card, by: -1 | 1): void {
    const at = inStage(card.stageId).findIndex((one) => one.id === card.id)
    move(card, card.stageId, at + by)
  }

  return { cards, dragged, completion, told, inStage, move, nudge }
}

/** Moving a card makes it anew in its column: who moved it by keyboard goes on from there. */
function focus(id: string): void {
  const active = document.activeElement
  if (active && active !== document.body && !active.closest('[data-card]')) return
  document.querySelector<HTMLElement>(`[data-card="${id}"] a`)?.focus({ preventScroll: true })
}
