import { Registry } from '#core/registry/registry'

/** A domain's part of the demo. Repeatable: it finds what is there and makes what is missing. */
export type DemoData = {
  /** Domains whose demo has to be there first. */
  after?: string[]
  /** Resolves to a line that says what is there now. */
  seed(): Promise<string>
}

export const demoData = new Registry<DemoData>('demo data')

/** All parts in an order in which each comes after those that it builds on. Throws on a cycle. */
export function demoInOrder(): [string, DemoData][] {
  const ordered: [string, DemoData][] = []
  const visit = (name: string, path: string[]) => {
    if (ordered.some(([done]) => done === name)) return
    if (path.includes(name))
      throw new Error(`Demo data: ${[...path, name].join(' -> ')} is a cycle`)
    const part = demoData.getOrFail(name)
    for (const earlier of part.after ?? []) visit(earlier, [...path, name])
    ordered.push([name, part])
  }
  for (const name of demoData.keys()) visit(name, [])
  return ordered
}
