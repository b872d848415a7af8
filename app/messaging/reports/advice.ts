import type { AccountHealth } from '#messaging/reports/account_rows'
import type { DomainHealth } from '#messaging/reports/domain_health'
import { LEAST_SENT, levelOf, LIMITS, type Rate } from '#messaging/reports/limits'
import type { RecipientRow } from '#messaging/reports/recipient_rows'
import type { SendSums } from '#messaging/queries/reports/send_sums'

export type Advice = {
  level: 'good' | 'warn' | 'stop'
  title: string
  /** What to do, in plain words. */
  text: string
  href: string | null
}

const WORDS: Record<Rate, { what: string; todo: string; href: string | null }> = {
  bounced: {
    what: 'of your mails came back for good',
    todo: 'Bounced addresses are suppressed by themselves. Write to people who signed up or read you lately, leave out old imports, and turn on double opt-in for your forms.',
    href: '/admin/contacts/suppressions',
  },
  complained: {
    what: 'of your readers said that it is spam',
    todo: 'Send to people who read you, less often, and say at the top why they get it and how to leave. Look at which campaign it was before the next one.',
    href: '/admin/campaigns',
  },
  blocked: {
    what: 'of your mails were turned away by the other side’s rules',
    todo: 'The address is right, but they do not trust the sender yet. Check the DNS records, send more slowly for some days and begin with those who open your mails.',
    href: '/admin/settings/senders',
  },
  deferred: {
    what: 'of your mails were asked to come again later',
    todo: 'Nothing is lost: they are tried again, more slowly. If it stays so, lower the mails per second of the account or plan a warm-up.',
    href: '/admin/settings/mail-accounts',
  },
}

const BOUNDS: Record<Rate, string> = {
  bounced: 'Amazon SES looks into accounts from 5 % on and may stop them at 10 %.',
  complained: 'Gmail and Yahoo want less than 0.1 % and turn mail away from 0.3 % on.',
  blocked: '',
  deferred: '',
}

/** What there is to do, the most pressing first; one good word where there is nothing. */
export function adviceFor({
  sums,
  recipients,
  accounts,
  domains,
  bounces,
}: {
  sums: SendSums
  recipients: RecipientRow[]
  accounts: AccountHealth[]
  domains: DomainHealth[]
  /** What there is to do about bounces that come by mail. */
  bounces: Advice[]
}): Advice[] {
  const found = [
    ...accounts.flatMap(ofAccount),
    ...bounces,
    ...(domains.length === 0 && sums.sent >= LEAST_SENT ? [NO_DOMAIN] : domains.flatMap(ofDomain)),
    ...(Object.keys(LIMITS) as Rate[]).flatMap((rate) => ofRate(rate, sums)),
    ...recipients.slice(0, 10).flatMap((row) => ofRecipient(row, sums)),
  ].sort((a, b) => Number(b.level === 'stop') - Number(a.level === 'stop'))
  if (found.length > 0) return found
  return sums.sent < LEAST_SENT
    ? []
    : [
        {
          level: 'good',
          title: 'Your mail arrives',
          text: 'Bounces, complaints and blocks are well below what Gmail and Amazon tolerate, and the DNS records are right.',
          href: null,
        },
      ]
}

/** Whoever shares a name shares its standing. */
const NO_DOMAIN: Advice = {
  level: 'warn',
  title: 'You have no sending domain of your own',
  text: 'Your mail goes out in the name of this install, whose standing you share with others. Gmail and Yahoo ask everybody who writes to many for a domain with SPF, DKIM and DMARC: add yours, its records are made for you.',
  href: '/admin/settings/senders',
}

function ofRate(rate: Rate, sums: SendSums): Advice[] {
  const level = levelOf(rate, sums)
  if (level !== 'warn' && level !== 'stop') return []
  const { what, todo, href } = WORDS[rate]
  return [
    {
      level,
      title: `${percent(sums[rate] / sums.sent)} ${what}`,
      text: [BOUNDS[rate], todo].filter(Boolean).join(' '),
      href,
    },
  ]
}

/** A provider that turns away what others take has a rule of its own. */
function ofRecipient(row: RecipientRow, sums: SendSums): Advice[] {
  if (levelOf('blocked', row) !== 'stop' || levelOf('blocked', sums) === 'stop') return []
  return [
    {
      level: 'warn',
      title: `${row.name} turns away ${percent(row.blocked / row.sent)} of your mails`,
      text: 'Others take them. Send there more slowly, only to people who open your mails, and look at what their answer says in the report of the campaign.',
      href: '/admin/campaigns',
    },
  ]
}

function ofAccount({ id, label, breaker, breakerReason, hook, state }: AccountHealth): Advice[] {
  if (state === 'disabled') return []
  const href = `/admin/settings/mail-accounts/${id}`
  const found: Advice[] = []
  if (breaker === 'open') {
    found.push({
      level: 'stop',
      title: `${label} sends no campaigns at the moment`,
      text: `${breakerReason ?? 'Too many bounces or complaints'}. Find out why, then let it go on.`,
      href,
    })
  }
  const told = {
    never: `${label} has never told what became of a mail. Set up its webhook, or bounces and complaints stay unknown.`,
    silent: `${label} has told nothing for more than a day though mails left. See whether its webhook still stands.`,
    late: `What ${label} told waits to be taken in for ${Math.round(hook.lateSeconds / 60)} minutes. See whether the worker runs.`,
    failed: `${hook.failed} of the things that ${label} told in the last week could not be taken in.`,
    by_mail: null,
    fine: null,
  }[hook.state]
  if (told) found.push({ level: 'warn', title: `No word from ${label}`, text: told, href })
  return found
}

function ofDomain({ id, domain, state, records }: DomainHealth): Advice[] {
  const href = `/admin/settings/sending-domains/${id}`
  const wrong = records.filter((record) => record.state === 'missing' || record.state === 'wrong')
  if (wrong.length === 0) return []
  const names = wrong.map(({ name }) => name.toUpperCase()).join(', ')
  return [
    {
      level: state === 'failed' ? 'stop' : 'warn',
      title:
        state === 'failed'
          ? `${domain} lost its DNS records`
          : `${names} of ${domain} ${wrong.length === 1 ? 'is' : 'are'} not right`,
      text: wrong[0].hint ?? 'The page of the domain shows the record to add.',
      href,
    },
  ]
}

export const percent = (share: number) => `${Number((share * 100).toPrecision(2))} %`
