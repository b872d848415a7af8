import { Money } from '#core/money/money'
import { timelineStories, type TimelineFact, type Story } from '#core/registry/timeline_stories'
import type { DealPayload } from '#crm/events/deal_event'

const FIELD_NAMES: Record<string, string> = {
  title: 'title',
  amountMinor: 'amount',
  currency: 'currency',
  contactId: 'contact',
  companyId: 'company',
  ownerId: 'owner',
  expectedCloseOn: 'expected close',
  amountFollowsLines: '',
  custom: 'custom fields',
  lines: 'lines',
  contacts: 'people',
}

type Words = (payload: DealPayload) => { text: string; detail?: string | null }

const amountOf = ({ amountMinor, currency }: DealPayload) =>
  amountMinor > 0 ? Money.of(amountMinor, currency).format() : null

const SENTENCES: Record<string, { icon: string; words: Words }> = {
  'deal.created': {
    icon: 'i-lucide-handshake',
    words: (deal) => ({
      text: `opened the deal ${deal.title} in ${deal.stage}`,
      detail: amountOf(deal),
    }),
  },
  'deal.updated': {
    icon: 'i-lucide-pencil-line',
    words: (deal) => ({ text: `changed ${changedOf(deal)} of the deal ${deal.title}` }),
  },
  'deal.moved': {
    icon: 'i-lucide-move-right',
    words: (deal) => ({
      text: `moved the deal ${deal.title} from ${deal.fromStage} to ${deal.stage}`,
    }),
  },
  'deal.won': {
    icon: 'i-lucide-trophy',
    words: (deal) => ({
      text: `won the deal ${deal.title}`,
      detail: [amountOf(deal), deal.reason].filter(Boolean).join(' · ') || null,
    }),
  },
  'deal.lost': {
    icon: 'i-lucide-circle-x',
    words: (deal) => ({ text: `lost the deal ${deal.title}`, detail: deal.reason ?? null }),
  },
  'deal.reopened': {
    icon: 'i-lucide-rotate-ccw',
    words: (deal) => ({ text: `opened the deal ${deal.title} again` }),
  },
  'deal.deleted': {
    icon: 'i-lucide-trash-2',
    words: (deal) => ({ text: `deleted the deal ${deal.title}` }),
  },
  'deal.restored': {
    icon: 'i-lucide-undo-2',
    words: (deal) => ({ text: `brought the deal ${deal.title} back` }),
  },
}

for (const [type, { icon, words }] of Object.entries(SENTENCES)) {
  timelineStories.add(type, {
    group: 'deals',
    icon,
    tell: (facts) => facts.map((fact) => storyOf(fact, words)),
  })
}

function storyOf({ subjectId, payload, kind }: TimelineFact, words: Words): Story {
  return {
    who: 'actor',
    ...words(payload as unknown as DealPayload),
    href: subjectId && kind !== 'deal.deleted' ? `/admin/deals/${subjectId}` : null,
  }
}

function changedOf({ fields = [] }: DealPayload): string {
  const names = fields.map((field) => FIELD_NAMES[field] ?? field).filter(Boolean)
  if (names.length === 0) return 'details'
  return names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
