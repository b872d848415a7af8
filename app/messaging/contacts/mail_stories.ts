import { type Story, timelineStories, type TimelineFact } from '#core/registry/timeline_stories'
import type { MailFactPayload } from '#messaging/events/mail_fact_payload'
import { contentsOfRuns, subjectsOfMails } from '#messaging/queries/mails_of_contact'

type Content = { subject: string | null; links: { url: string; label: string }[] }
type Tell = (title: string, payload: MailFactPayload, content: Content) => Omit<Story, 'href'>

const BOUNCES: Record<string, string> = {
  hard: 'There is no such mailbox.',
  soft: 'The mailbox did not take it.',
  blocked: 'It was refused by a policy; the address itself is fine.',
}

const STORIES: Record<string, { icon: string; tell: Tell }> = {
  'mail.opened': {
    icon: 'i-lucide-mail-open',
    tell: (title) => ({ who: 'contact', text: `opened ${title}` }),
  },
  'mail.clicked': {
    icon: 'i-lucide-mouse-pointer-click',
    tell: (title, { link }, { links }) => {
      const clicked = link === null ? undefined : links[link]
      return {
        who: 'contact',
        text: `clicked in ${title}`,
        detail: clicked ? clicked.label || clicked.url : null,
      }
    },
  },
  'mail.bounced': {
    icon: 'i-lucide-mail-x',
    tell: (title, { bounce }) => ({
      who: null,
      text: `${capital(title)} came back`,
      detail: BOUNCES[bounce ?? ''] ?? null,
    }),
  },
  'mail.complained': {
    icon: 'i-lucide-shield-alert',
    tell: (title) => ({ who: 'contact', text: `reported ${title} as spam` }),
  },
  'mail.replied': {
    icon: 'i-lucide-reply',
    tell: (title) => ({ who: 'contact', text: `replied to ${title}` }),
  },
}

for (const [type, { icon, tell }] of Object.entries(STORIES)) {
  timelineStories.add(type, {
    group: 'mails',
    icon,
    tell: async (facts) => {
      const contents = await contentsOf(facts)
      return facts.map((fact, n) => {
        const payload = fact.payload as MailFactPayload
        const { subject } = contents[n]
        const title = subject ? `the mail “${subject}”` : 'a mail'
        const isCampaign = payload.sourceKind === 'campaign' && payload.sourceId
        return {
          ...tell(title, payload, contents[n]),
          href: isCampaign ? `/admin/campaigns/${payload.sourceId}` : null,
        }
      })
    },
  })
}

/** What the mails of facts were about: read once for all of them. */
async function contentsOf(facts: TimelineFact[]): Promise<Content[]> {
  const payloads = facts.map(({ payload }) => payload as MailFactPayload)
  const [runs, mails] = await Promise.all([
    contentsOfRuns(
      payloads.flatMap(({ runId, variant }) =>
        runId === null ? [] : { runId, variant: variant ?? 0 }
      )
    ),
    subjectsOfMails(payloads.flatMap(({ mailId }) => mailId ?? [])),
  ])
  return payloads.map(
    ({ runId, variant, mailId }): Content =>
      runs.get(`${runId}.${variant ?? 0}`) ?? {
        subject: mails.get(mailId ?? '') ?? null,
        links: [],
      }
  )
}

const capital = (text: string) => text[0].toUpperCase() + text.slice(1)
