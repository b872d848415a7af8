interface Item {
  id: string
  created?: number
}

export interface Page<T> {
  data: T[]
  hasMore: boolean
}

export interface PageRequest<T> {
  limit: number
  startingAfter?: string
  endingBefore?: string
  matches: (item: T) => boolean
}

/** Objects of one kind in the order they were made; pages are found by id, not by scanning. */
export class Collection<T extends Item> {
  #items: T[] = []
  #positions = new Map<string, number>()

  constructor(private onPut: (item: T) => void = () => {}) {}

  get size() {
    return this.#items.length
  }

  get(id: string): T | undefined {
    const at = this.#positions.get(id)
    return at === undefined ? undefined : this.#items[at]
  }

  has(id: string): boolean {
    return this.#positions.has(id)
  }

  /** Adds an object, or stores its new state. */
  put(item: T): T {
    this.restore(item)
    this.onPut(item)
    return item
  }

  /** Like put, for what was already written down. */
  restore(item: T): void {
    const at = this.#positions.get(item.id)
    if (at === undefined) this.#positions.set(item.id, this.#items.push(item) - 1)
    else this.#items[at] = item
  }

  delete(id: string): void {
    this.#items = this.#items.filter((item) => item.id !== id)
    this.#positions = new Map(this.#items.map((item, at) => [item.id, at]))
  }

  [Symbol.iterator]() {
    return this.#items[Symbol.iterator]()
  }

  /** Newest first, as every list of Stripe's. */
  page({ limit, startingAfter, endingBefore, matches }: PageRequest<T>): Page<T> {
    const back = endingBefore !== undefined
    const step = back ? 1 : -1
    const from = back ? endingBefore : startingAfter
    let at = from === undefined ? this.#items.length - 1 : this.#positions.get(from)! + step
    const data: T[] = []
    for (; at >= 0 && at < this.#items.length; at += step) {
      const item = this.#items[at]
      if (!matches(item)) continue
      if (data.length === limit) return { data: back ? data.reverse() : data, hasMore: true }
      data.push(item)
    }
    return { data: back ? data.reverse() : data, hasMore: false }
  }
}
