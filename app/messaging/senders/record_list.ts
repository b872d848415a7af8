import type SendingDomain from '#messaging/models/sending_domain'
import type { CheckState, DomainChecks } from '#messaging/senders/domain_check'
import {
  RECORDS,
  REQUIRED,
  wantedRecords,
  type RecordName,
} from '#messaging/senders/domain_records'

/** A record on the domain's page. */
export type ListedRecord = {
  name: RecordName
  isRequired: boolean
  type: 'TXT' | 'MX'
  host: string
  /** What has to be added; null where the house has no say. */
  wanted: string | null
  found: string[]
  /** `waiting`: not looked up yet. */
  state: CheckState | 'waiting'
  hint: string | null
}

/** The records of a domain as they are wanted now, each with what was found at the last look. */
export function listRecords(domain: SendingDomain, mechanisms: string[]): ListedRecord[] {
  const checks = domain.checks as DomainChecks
  const present = checks.spf?.found.length === 1 ? checks.spf.found[0] : null
  const wanted = wantedRecords(domain, mechanisms, present)
  return RECORDS.map((name) => {
    const check = checks[name]
    const record = name === 'mx' ? null : wanted[name]
    return {
      name,
      isRequired: REQUIRED.includes(name),
      type: record?.type ?? 'MX',
      host: record?.host ?? domain.domain,
      wanted: record?.value ?? null,
      found: check?.found ?? [],
      state: check?.state ?? 'waiting',
      hint: check?.hint ?? null,
    }
  })
}
