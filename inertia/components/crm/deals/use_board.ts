import { computed, nextTick, onBeforeUnmount, onMounted, ref, watch } from 'vue'
import { router } from '@inertiajs/vue3'
import { useToast } from '@nuxt/ui/composables/useToast'
import { call } from '~/components/crm/activity/call'
import {
  isBefore,
  reachOf,
  reachOfCards,
  withFirst,
  withFresh,
  type Reach,
} from '~/components/crm/deals/board_cards'
import { missingOf } from '~/components/crm/deals/details'
import type { Completion } from '~/components/crm/deals/complete_deal.vue'
import type { News } from '~/components/crm/deals/use_fresh'
import type { Board, Card, Setting, Stage } from '~/components/crm/deals/types'

/** Of more news than this the board is read anew. */
const MOST_NEWS = 50
/** Loaded cards up to this many are still there when one comes back to the page. */
const MOST_KEPT = 600

/**
 * The cards of a board while people move them and scroll on: shown where they were put at once,
 * and put back when the server says no. `query` names the pipeline and filters in an address.
 */
export function useBoard(
  sent: () => Board & { isKept?: boolean },
  setting: () => Setting,
  query: () => Record<string, string>
) {
  const toast = useToast()
  const board = ref<Board>({ ...sent() })
  const completion = ref<Completion | null>(null)
  const told = ref('')
  /** Whether a card is carried by keyboard: it stays in the hand, whatever others do meanwhile. */
  const isHeld = ref(false)
  const sending = ref(0)
  const loading = ref<string[]>([])
  let reach: Reach = reachOfCards(board.value.cards)
  let isStale = false
  let key = JSON.stringify(query())
  let queue = Promise.resolve()
  let timer: ReturnType<typeof setTimeout> | undefined

  watch(sent, async (fresh) => {
    if (fresh.isKept) return
    await untilFree()
    if (fresh !== sent()) return
    const isOther = key !== JSON.stringify(query())
    const next = isOther || isStale ? { ...fresh } : withFirst(board.value, fresh)
    const before = isOther || isStale ? {} : reach
    key = JSON.stringify(query())
    isStale = false
    reach = { ...before, ...reachOfCards(fresh.cards) }
    for (const [id, end] of Object.entries(before)) if (isBefore(reach[id], end)) reach[id] = end
    board.value = next
  })

  const cards = computed(() => board.value.cards)
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
    const at = inStage(card.stageId).findIndex((one) => one.id === card.id)
    show(card, stageId, index)
    told.value =
      stageId === card.stageId
        ? `${card.title} is now at place ${index + 1} of ${stage.name}`
        : `${card.title} moved to ${stage.name}, place ${index + 1}`
    void send(card, stage, place, at)
  }

  /** Shows a card there, and nothing more. */
  function show(card: Card, stageId: string, index: number, isFocused = true): void {
    const moved =
      stageId === card.stageId ? card : { ...card, stageId, daysInStage: 0, isRotting: false }
    const others = inStage(stageId).filter((one) => one.id !== card.id)
    const rest = cards.value.filter((one) => one.stageId !== stageId && one.id !== card.id)
    board.value.cards = [...rest, ...others.slice(0, index), moved, ...others.slice(index)]
    if (isFocused) void nextTick(() => focus(card.id))
  }

  async function send(card: Card, stage: Stage, place: Completion['place'], at: number) {
    sending.value++
    const answer = await call('POST', `/admin/deals/${card.id}/moves`, {
      stageId: stage.id,
      ...place,
    })
    if (answer.ok) await patch([card.id], true)
    sending.value--
    // Unless one has gone on to another card meanwhile.
    if (!document.activeElement?.closest('[data-card]')) void nextTick(() => focus(card.id))
    if (answer.ok) return
    show(card, card.stageId, at)
    told.value = `${card.title} stays where it was. ${answer.error}`
    if (answer.errors.missing) {
      const keys = missingOf(card, stage.requiredFields, setting().fields)
      // Somebody else emptied it meanwhile: ask for all that the stage wants.
      completion.value = {
        card,
        stage,
        keys: keys.length > 0 ? keys : stage.requiredFields,
        place,
      }
      return
    }
    toast.add({ title: answer.error, color: 'error', icon: 'i-lucide-circle-alert' })
    void patch([card.id])
  }

  const addressOf = (more: Record<string, string>, ids: string[] = []) => {
    const search = new URLSearchParams({ ...query(), ...more })
    for (const id of ids) search.append('ids[]', id)
    return `/admin/deals/cards?${search}`
  }

  /** Reads what became of some deals, one reading after the other. `isOwn`: one put them there oneself. */
  function patch(ids: string[], isOwn = false): Promise<void> {
    const asked = key
    queue = queue.then(async () => {
      let answer
      do {
        await untilFree()
        answer = await call<Board>('GET', addressOf({}, ids))
      } while (isHeld.value)
      if (!answer.ok || asked !== key) return
      const { cards: fresh, totals } = answer.data
      // What one put under the last card stands right after it: so far the stage is known then.
      for (const card of isOwn ? fresh : [])
        if (isBefore(reachOf(reach, card.stageId), card)) reach[card.stageId] = card
      board.value.cards = withFresh(board.value, reach, ids, fresh)
      board.value.totals = totals
      keep()
    })
    return queue
  }

  function untilFree(): Promise<void> {
    if (!isHeld.value) return Promise.resolve()
    return new Promise((resolve) => watch(isHeld, () => resolve(), { once: true }))
  }

  /** Loads the next cards of a stage. */
  async function further(stageId: string): Promise<void> {
    if (loading.value.includes(stageId) || !board.value.more.includes(stageId)) return
    const asked = key
    loading.value.push(stageId)
    const { rank, id } = reachOf(reach, stageId)
    const answer = await call<{ cards: Card[]; hasMore: boolean }>(
      'GET',
      addressOf({ 'stage': stageId, 'after[rank]': rank, 'after[id]': id })
    )
    loading.value = loading.value.filter((one) => one !== stageId)
    if (asked !== key) return
    if (!answer.ok) return void toast.add({ title: answer.error, color: 'error' })
    const there = new Set(cards.value.map((card) => card.id))
    Object.assign(reach, reachOfCards(answer.data.cards))
    board.value.cards = [...cards.value, ...answer.data.cards.filter((card) => !there.has(card.id))]
    if (!answer.data.hasMore) board.value.more = board.value.more.filter((one) => one !== stageId)
    keep(0)
  }

  /** Who goes to a deal and back finds the board as it was left. */
  function keep(after = 400) {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (cards.value.length > MOST_KEPT) return
      // The history takes plain values alone.
      const plain = JSON.parse(JSON.stringify(board.value)) as Board
      router.replaceProp('board', { ...plain, isKept: true })
    }, after)
  }

  /** What happened meanwhile to a board that was kept: above all anew, further down card by card. */
  function refresh() {
    router.reload({ only: ['board'] })
    const ids = cards.value.map((card) => card.id)
    for (let n = 0; n < ids.length; n += MOST_NEWS) void patch(ids.slice(n, n + MOST_NEWS))
  }

  /** What others did: read for the deals concerned, or for the whole board when that is not known. */
  function hear(news: News[]) {
    const ids = [...new Set(news.map((one) => one?.dealId))]
    if (ids.length <= MOST_NEWS && ids.every((id) => typeof id === 'string')) {
      return void patch(ids as string[])
    }
    isStale = true
    router.reload({ only: ['board'] })
  }

  /** By one place, as the keyboard and the menu do. */
  function nudge(card: Card, by: -1 | 1): void {
    const at = inStage(card.stageId).findIndex((one) => one.id === card.id)
    move(card, card.stageId, at + by)
  }

  onMounted(() => sent().isKept && refresh())
  onBeforeUnmount(() => clearTimeout(timer))

  return {
    board,
    isHeld,
    loading,
    sending,
    completion,
    told,
    inStage,
    move,
    show,
    nudge,
    patch,
    further,
    hear,
  }
}

/** Moving a card makes it anew in its column: who moved it by keyboard goes on from there. */
function focus(id: string): void {
  const active = document.activeElement
  if (active && active !== document.body && !active.closest('[data-card]')) return
  document.querySelector<HTMLElement>(`[data-card="${id}"] a`)?.focus({ preventScroll: true })
}
