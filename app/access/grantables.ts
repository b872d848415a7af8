import { Registry } from '#core/registry/registry'

export type DescribedThing = {
  id: string
  title: string
  /** Path of its page on the site. */
  url: string
  /** The product that this page sells ... */
  productId?: string | null
  /** ... unless the thing itself is not to be had. */
  isOnSale?: boolean
}

/** A kind of thing that can be granted, and sold. */
export type Grantable = {
  /** `Course` */
  label: string
  /** Those ids that are there. */
  describe(ids: string[]): Promise<DescribedThing[]>
  /** What staff may choose from. */
  options(): Promise<{ id: string; title: string }[]>
}

/** By subject type, as grants store it: `course`. */
export const grantables = new Registry<Grantable>('grantable')

export type DescribedSubject = Required<DescribedThing> & { type: string; label: string }

/** Titles for grants of any kind, in their order; what is gone is left out. */
export async function describeSubjects(
  subjects: { subjectType: string; subjectId: string }[]
): Promise<DescribedSubject[]> {
  const found = new Map<string, DescribedSubject>()
  for (const [type, grantable] of grantables.entries()) {
    const ids = subjects.filter((one) => one.subjectType === type).map((one) => one.subjectId)
    if (ids.length === 0) continue
    for (const thing of await grantable.describe([...new Set(ids)])) {
      const { productId = null, isOnSale = true } = thing
      found.set(`${type}:${thing.id}`, {
        ...thing,
        productId,
        isOnSale,
        type,
        label: grantable.label,
      })
    }
  }
  return subjects.flatMap(
    ({ subjectType, subjectId }) => found.get(`${subjectType}:${subjectId}`) ?? []
  )
}
