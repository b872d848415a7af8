import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import type { Card, Stage } from '~/components/crm/deals/types'

type BoardHands = {
  isHeld: Ref<boolean>
  told: Ref<string>
  inStage: (stageId: string) => Card[]
  show: (card: Card, stageId: string, index: number, isFocused?: boolean) => void
  move: (card: Card, stageId: string, index: number) => void
}
type Step = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight'

/**
 * Carrying a card by keyboard: Space takes it, arrows carry it, Space or Enter puts it down,
 * Escape brings it back. Nothing is sent before it is put down.
 */
export function useGrab({ isHeld, told, inStage, show, move }: BoardHands, stages: () => Stage[]) {
  const grabbed = ref<Card | null>(null)
  let from = 0

  const at = (id: string) => {
    const stage = stages().find((one) => inStage(one.id).some((card) => card.id === id))
    const cards = stage ? inStage(stage.id) : []
    return { stage, cards, index: cards.findIndex((card) => card.id === id) }
  }
  const where = (id: string) => {
    const { stage, cards, index } = at(id)
    return `place ${index + 1} of ${cards.length} in ${stage?.name}`
  }

  function grab(card: Card) {
    grabbed.value = card
    isHeld.value = true
    from = at(card.id).index
    told.value = `${card.title} is taken, ${where(card.id)}. Arrow keys carry it, Space puts it down, Escape brings it back.`
  }

  function carry(step: Step) {
    const card = grabbed.value
    if (!card) return
    const { stage, cards, index } = at(card.id)
    if (!stage) return
    if (step === 'ArrowUp' || step === 'ArrowDown') {
      const to = index + (step === 'ArrowUp' ? -1 : 1)
      if (to >= 0 && to < cards.length) show(card, stage.id, to)
    } else {
      const next = stages()[stages().indexOf(stage) + (step === 'ArrowLeft' ? -1 : 1)]
      if (next) show(card, next.id, Math.min(index, inStage(next.id).length))
    }
    told.value = `${card.title}, ${where(card.id)}`
  }

  function letGo() {
    grabbed.value = null
    isHeld.value = false
  }

  function bringBack(isFocused = true) {
    const card = grabbed.value
    if (!card) return
    letGo()
    show(card, card.stageId, from, isFocused)
    told.value = `${card.title} is back at ${where(card.id)}`
  }

  function putDown() {
    const card = grabbed.value
    if (!card) return
    const { stage, index } = at(card.id)
    if (!stage || (stage.id === card.stageId && index === from)) return bringBack()
    letGo()
    // From where it was, so that a stage that asks for something first leaves it there.
    show(card, card.stageId, from)
    move(card, stage.id, index)
  }

  /** Returns whether the key meant something to the card that has the focus. */
  function press(card: Card, key: string): boolean {
    if (!grabbed.value) {
      if (key === ' ') grab(card)
      return key === ' '
    }
    if (key === ' ' || key === 'Enter') putDown()
    else if (key === 'Escape') bringBack()
    else if (key.startsWith('Arrow')) carry(key as Step)
    else return false
    return true
  }

  // Who goes elsewhere leaves the card where it was.
  const leave = ({ target }: FocusEvent) => {
    const { id } = grabbed.value ?? {}
    if (id && !(target as Element).closest?.(`[data-card="${id}"]`)) bringBack(false)
  }
  onMounted(() => document.addEventListener('focusin', leave))
  onBeforeUnmount(() => document.removeEventListener('focusin', leave))

  return { grabbed, press }
}
