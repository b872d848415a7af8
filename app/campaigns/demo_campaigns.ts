export type DemoCampaign = {
  name: string
  topic: string
  subject: string
  preheader: string
  source: string
  /** The subject of version B of an A/B test. */
  witty?: string
  /** Sent so many days ago, or planned for so many ahead; a draft without either. */
  daysAgo?: number
  daysAhead?: number
  isPublic: boolean
}

/** In Markdown, as somebody at Bunny at Home writes. */
export const DEMO_CAMPAIGNS: DemoCampaign[] = [
  {
    name: 'October letter',
    topic: 'Newsletter',
    subject: 'Hay, and why more of it is better',
    preheader: 'Four fifths of what a rabbit eats. Here is how to choose it.',
    daysAgo: 24,
    isPublic: true,
    source: `# Hay, and why more of it is better

Hello {{ contact.first_name | default: "friend of rabbits" }},

four fifths of what a rabbit eats should be hay. It keeps teeth short, guts moving and minds busy. Three signs of good hay:

- it is **green**, not yellow, and smells of summer
- its stalks are long: the chewing matters more than the taste
- it is dry to the touch, and has no dust when you shake it

Want to know how much, how often and what beside it? The lesson on feeding in our course has a plan for every age.

[See the feeding plan]({{ organization.url }}/courses)

Next month: how two rabbits become friends.

Yours,
the people at {{ organization.name }}

[Read older letters]({{ organization.url }}/newsletter)`,
  },
  {
    name: 'November letter',
    topic: 'Newsletter',
    subject: 'How two rabbits become friends',
    witty: 'Your rabbit wants a flatmate. Do it in these five steps',
    preheader: 'Slowly, on neutral ground, and with a lot of parsley.',
    daysAgo: 8,
    isPublic: true,
    source: `# How two rabbits become friends

Hello {{ contact.first_name | default: "friend of rabbits" }},

a rabbit alone is a sad rabbit, and two strangers in one hutch are a fight. So take your time:

1. Let them smell each other through a fence for a week.
2. Swap their blankets every evening.
3. Meet on ground that belongs to neither, for ten minutes.
4. Feed them side by side. Parsley makes peace.
5. Move in together only when they have groomed each other.

[Watch it in the course]({{ organization.url }}/courses)

If you want somebody beside you: we have a few seats left in December.

[See our offers]({{ organization.url }}/products)

Yours,
the people at {{ organization.name }}`,
  },
  {
    name: 'Winter care tip',
    topic: 'Care tips',
    subject: 'Cold is fine. Draught is not.',
    preheader: 'What a hutch needs before the first frost.',
    daysAhead: 3,
    isPublic: true,
    source: `# Cold is fine. Draught is not.

Hello {{ contact.first_name | default: "friend of rabbits" }},

rabbits bear frost better than July. What they cannot bear is wind through the hutch and wet straw below them. Before the first frost:

- close three sides, and leave the front open
- double the straw, and change what is wet each day
- give water twice a day: bottles freeze, bowls can be changed

[The whole checklist]({{ organization.url }}/courses)`,
  },
  {
    name: 'December offer',
    topic: 'Newsletter',
    subject: 'A course under the tree',
    preheader: '',
    isPublic: false,
    source: `# A course under the tree

Hello {{ contact.first_name | default: "friend of rabbits" }},

if somebody you know gets a rabbit this winter, give them the course first.

[See the course]({{ organization.url }}/courses)`,
  },
]
