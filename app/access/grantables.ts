import { Registry } from '#core/registry/registry'

/** A kind of thing that can be granted, and sold. */
export type Grantable = {
  /** `Course` */
  label: string
  /** Titles and paths of the site, for those ids that are there. */
  describe(ids: string[]): Promise<{ id: string; title: string; url: string }[]>
  /** What staff may choose from. */
  options(): Promise<{ id: string; title: string }[]>
}

/** By subject type, as grants store it: `course`. */
export const grantables = new Registry<Grantable>('grantable')

export type DescribedSubject = {
  type: string
  id: string
  label: string
  title: string
  url: string | null
}

/** Titles for grants of any kind, in their order; what is gone is left out. */
export async function describeSubjects(
  subjects: { subjectType: string; subjectId: string }[]
): Promise<DescribedSubject[]> {
  const found = new Map<string, DescribedSubject>()
  for (const [type, grantable] of grantables.entries()) {
    const ids = subjects.filter((one) => one.subjectType === type).map((one) => one.subjectId)
    if (ids.length === 0) continue
    for (const { id, title, url } of await grantable.describe([...new Set(ids)])) {
      found.set(`${type}:${id}`, { type, id, label: grantable.label, title, url })
    }
  }
  return subjects.flatMap(
    ({ subjectType, subjectId }) => found.get(`${subjectType}:${subjectId}`) ?? []
  )
}
