import {
  dkimHost,
  hasMechanism,
  REQUIRED,
  wantedRecords,
  type RecordName,
} from '#messaging/senders/domain_records'
import type { DnsSource } from '#messaging/senders/dns'

/** `unknown`: DNS gave no answer, which says nothing about the record. */
export type CheckState = 'ok' | 'missing' | 'wrong' | 'unknown'

/** What was found of one record, and what is wanted. Kept in `sending_domains.checks`. */
export type RecordCheck = {
  type: 'TXT' | 'MX'
  host: string
  wanted: string | null
  found: string[]
  state: CheckState
  /** For people, where it is not right. */
  hint: string | null
}
export type DomainChecks = Partial<Record<RecordName, RecordCheck>>

type Checked = { domain: string; dkimSelector: string; dkimPublicKey: string }
type Judgement = Pick<RecordCheck, 'state' | 'hint'>

const OK: Judgement = { state: 'ok', hint: null }

/** Looks up the records of a domain. Never throws: what cannot be found out is `unknown`. */
export async function checkRecords(
  domain: Checked,
  mechanisms: string[],
  dns: DnsSource
): Promise<Record<RecordName, RecordCheck>> {
  const [dkim, spf, dmarc, mx] = await Promise.all([
    ask(() => dns.txt(dkimHost(domain.domain, domain.dkimSelector))),
    ask(async () => (await dns.txt(domain.domain)).filter((text) => /^v=spf1\b/i.test(text))),
    ask(() => dmarcOf(domain.domain, dns)),
    ask(() => dns.mx(domain.domain)),
  ])
  const wanted = wantedRecords(domain, mechanisms, spf?.length === 1 ? spf[0] : null)
  const judged = (found: string[] | null, judge: (found: string[]) => Judgement) => ({
    found: found ?? [],
    ...(found ? judge(found) : NO_ANSWER),
  })
  return {
    dkim: {
      ...recordOf(wanted.dkim),
      ...judged(dkim, (found) => judgeDkim(found, domain.dkimPublicKey)),
    },
    spf: { ...recordOf(wanted.spf), ...judged(spf, (found) => judgeSpf(found, mechanisms)) },
    dmarc: { ...recordOf(wanted.dmarc), ...judged(dmarc, judgeDmarc) },
    mx: { type: 'MX', host: domain.domain, wanted: null, ...judged(mx, judgeMx) },
  }
}

/** Whether mail may go out from the domain: null while DNS does not say. */
export function isProven(checks: DomainChecks): boolean | null {
  const states = REQUIRED.map((name) => checks[name]?.state)
  if (states.some((state) => state === 'missing' || state === 'wrong')) return false
  return states.every((state) => state === 'ok') ? true : null
}

const NO_ANSWER: Judgement = {
  state: 'unknown',
  hint: 'DNS gave no answer. It is asked again by itself.',
}
const recordOf = ({ type, host, value }: { type: 'TXT' | 'MX'; host: string; value: string }) => ({
  type,
  host,
  wanted: value,
})

async function ask(question: () => Promise<string[]>): Promise<string[] | null> {
  return question().catch(() => null)
}

/** Of the domain itself, else of those above it, as receivers look for it. */
async function dmarcOf(domain: string, dns: DnsSource): Promise<string[]> {
  const labels = domain.split('.')
  for (let at = 0; at <= labels.length - 2; at++) {
    const found = (await dns.txt(`_dmarc.${labels.slice(at).join('.')}`)).filter((text) =>
      /^v=DMARC1\b/i.test(text)
    )
    if (found.length > 0) return found
  }
  return []
}

export function judgeDkim(found: string[], publicKey: string): Judgement {
  if (found.length === 0) return { state: 'missing', hint: 'The key does not stand in DNS yet.' }
  const keys = found.map((text) => /(?:^|;)\s*p\s*=([^;]*)/i.exec(text)?.[1].replace(/\s+/g, ''))
  if (keys.includes(publicKey)) {
    return found.length === 1
      ? OK
      : { state: 'wrong', hint: 'There are several records at this name. Keep this one alone.' }
  }
  const isCut = keys.some((key) => key && publicKey.startsWith(key))
  return {
    state: 'wrong',
    hint: isCut
      ? 'The record was cut off. Split it into pieces of 255 characters, or ask the DNS provider how.'
      : 'Another key stands there.',
  }
}

export function judgeSpf(found: string[], mechanisms: string[]): Judgement {
  if (found.length === 0) return { state: 'missing', hint: 'There is no SPF record yet.' }
  if (found.length > 1) {
    return {
      state: 'wrong',
      hint: 'There are several SPF records, which makes all of them count for nothing. Unite them.',
    }
  }
  const tokens = found[0].trim().split(/\s+/)
  if (tokens.some((token) => /^\+?all$/i.test(token))) {
    return { state: 'wrong', hint: 'It lets the whole world send in your name. End it with ~all.' }
  }
  const missing = mechanisms.filter((one) => !hasMechanism(tokens, one))
  if (missing.length === 0) return OK
  return { state: 'wrong', hint: `It does not name ${missing.join(' and ')} yet.` }
}

export function judgeDmarc(found: string[]): Judgement {
  if (found.length === 0) {
    return {
      state: 'missing',
      hint: 'Gmail and Yahoo ask for it from everybody who writes to many.',
    }
  }
  if (found.length > 1)
    return { state: 'wrong', hint: 'There are several DMARC records. Keep one.' }
  return /;\s*p\s*=\s*(none|quarantine|reject)\b/i.test(found[0])
    ? OK
    : {
        state: 'wrong',
        hint: 'It says nothing of what is to be done (p=none, quarantine, reject).',
      }
}

export function judgeMx(found: string[]): Judgement {
  return found.length > 0
    ? OK
    : {
        state: 'missing',
        hint: 'Nobody takes mail for this domain: replies and bounces get lost. Set the MX of your mailbox.',
      }
}
