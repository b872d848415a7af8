import { timelineStories, type TimelineFact } from '#core/registry/timeline_stories'
import { grantables } from '#access/grantables'

for (const [type, verb, icon] of [
  ['access.granted', 'may use', 'i-lucide-key-round'],
  ['access.revoked', 'may no longer use', 'i-lucide-lock'],
] as const) {
  timelineStories.add(type, {
    group: 'learning',
    icon,
    tell: async (facts) => {
      const titles = await titlesOf(facts)
      return facts.map(({ payload }) => ({
        who: 'contact',
        text: `${verb} “${titles.get(String(payload.subjectId)) ?? 'deleted since'}”`,
        detail: typeof payload.reason === 'string' ? payload.reason : null,
      }))
    },
  })
}

timelineStories.add('portal.opened', {
  group: 'profile',
  icon: 'i-lucide-door-open',
  tell: (facts) => facts.map(() => ({ who: 'contact', text: 'opened the portal by a link' })),
})

/** Titles of what was granted, asked once per kind of thing. */
async function titlesOf(facts: TimelineFact[]): Promise<Map<string, string>> {
  const kinds = [...new Set(facts.map(({ payload }) => String(payload.subjectType)))]
  const described = await Promise.all(
    kinds.map((kind) => {
      const ids = facts
        .filter(({ payload }) => payload.subjectType === kind)
        .map(({ payload }) => String(payload.subjectId))
      return grantables.get(kind)?.describe([...new Set(ids)]) ?? []
    })
  )
  return new Map(described.flat().map(({ id, title }) => [id, title]))
}
