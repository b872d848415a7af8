/** A list that domains contribute to and an engine reads, so that no engine lists domains. */
export class Registry<T> {
  readonly #entries = new Map<string, T>()

  constructor(readonly name: string) {}

  /** Adds an entry. Throws when its key is taken: contributions are made once, at boot. */
  add(key: string, entry: T): this {
    if (this.#entries.has(key)) throw new Error(`${this.name} "${key}" is registered twice`)
    this.#entries.set(key, entry)
    return this
  }

  /** Tests: takes an entry out again. */
  remove(key: string): void {
    this.#entries.delete(key)
  }

  get(key: string): T | undefined {
    return this.#entries.get(key)
  }

  getOrFail(key: string): T {
    const entry = this.#entries.get(key)
    if (!entry) throw new Error(`There is no ${this.name} "${key}"`)
    return entry
  }

  has(key: string): boolean {
    return this.#entries.has(key)
  }

  keys(): string[] {
    return [...this.#entries.keys()]
  }

  all(): T[] {
    return [...this.#entries.values()]
  }

  entries(): [string, T][] {
    return [...this.#entries.entries()]
  }
}
