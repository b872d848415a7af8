import { Tenant } from '#core/tenancy/tenant'
import Organization from '#identity/models/organization'
import Membership from '#identity/models/membership'
import type { ConditionTree } from '#crm/conditions/tree'
import Segment from '#crm/models/segment'
import Tag from '#crm/models/tag'
import { buildSegment } from '#crm/segment_building'

const leaf = (condition: string, operator: string, value?: unknown): ConditionTree => ({
  condition,
  operator,
  value,
})

/** Some segments of Bunny at Home, gathered. Repeatable: those that are there stay. */
export async function seedSegments(): Promise<string> {
  const organization = await Organization.findByOrFail('slug', 'bunny')
  return Tenant.run(organization.id, async () => {
    const owner = await Membership.query().where('role', 'owner').firstOrFail()
    const maker = { user: { id: owner.userId }, can: () => true }
    const tags = new Map((await Tag.query()).map(({ name, id }) => [name, id]))
    let made = 0
    for (const [name, definition] of definitions(tags)) {
      if (await Segment.query().where('name', name).first()) continue
      const segment = await Segment.define({ name, kind: 'dynamic', definition }, maker)
      await buildSegment(segment.id)
      made++
    }
    return `${made} segments made`
  })
}

function definitions(tags: Map<string, string>): [string, ConditionTree][] {
  const tag = (name: string) => tags.get(name) ?? []
  const tagged = (operator: string, ...names: string[]) =>
    leaf('contact.tag', operator, names.flatMap(tag))
  const european = leaf('contact.country', 'any', ['DE', 'AT', 'CH'])
  return [
    ['Newsletter, German-speaking', { all: [tagged('any', 'Newsletter'), european] }],
    [
      'Owners who never bought',
      {
        all: [
          { any: [tagged('any', 'Rabbit owner'), leaf('custom.rabbits', 'more', 0)] },
          leaf('commerce.last_order', 'never'),
        ],
      },
    ],
    ['New in the last 30 days', leaf('contact.created_at', 'within', 30)],
    [
      'Workshop guests, not yet customers',
      {
        all: [
          tagged('any', 'Workshop 2025'),
          { not: leaf('contact.lifecycle', 'any', ['customer', 'former']) },
        ],
      },
    ],
  ]
}
