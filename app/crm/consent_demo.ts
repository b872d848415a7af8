import Organization from '#identity/models/organization'
import { Tenant } from '#core/tenancy/tenant'
import { scanOrganization, searchAll } from '#crm/duplicates'
import Topic from '#crm/models/topic'
import { plantConsents, plantTwins } from '#crm/queries/plant_consents'
import { beginTopic, type TopicDetails } from '#crm/topics'

const TOPICS: TopicDetails[] = [
  {
    name: 'Newsletter',
    description: 'What is new at the hutch, twice a month',
    doubleOptIn: true,
    isDefault: true,
  },
  {
    name: 'Care tips',
    description: 'One short tip a week on feeding, health and housing',
    doubleOptIn: true,
    isDefault: true,
  },
  {
    name: 'Events',
    description: 'Meetings and open days near you',
    doubleOptIn: false,
    isDefault: false,
  },
]

/** Topics, what people said about them, and a few who were entered twice, for Bunny at Home. */
export async function seedConsent(): Promise<string> {
  const organization = await Organization.findByOrFail('slug', 'bunny')
  return Tenant.run(organization.id, async () => {
    for (const topic of TOPICS) {
      if (!(await Topic.query().where('name', topic.name).first())) await beginTopic(topic)
    }
    const words = await plantConsents()
    const twins = await plantTwins()
    await searchAll()
    await scanOrganization()
    return `${words} words about consent and ${twins} twins made, the others were there`
  })
}
