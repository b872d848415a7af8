export const DISPOSITIONS = ['none', 'quarantine', 'reject'] as const
/** What a receiver does, or is asked to do, with mail that cannot prove itself. */
export type Disposition = (typeof DISPOSITIONS)[number]

/** Mails of one source that fared alike. */
export type DmarcRow = {
  sourceIp: string
  mails: number
  disposition: Disposition
  isDkimAligned: boolean
  isSpfAligned: boolean
  headerFrom: string
  dkimDomain: string | null
  dkimResult: string | null
  spfDomain: string | null
  spfResult: string | null
  override: string | null
}

/** An aggregate report of a mailbox provider (RFC 7489, appendix C). */
export type DmarcReport = {
  reporter: string
  reportId: string
  email: string | null
  domain: string
  policy: Disposition
  beginsAt: Date
  endsAt: Date
  rows: DmarcRow[]
}

/** Why a file is no report that can be taken in, in a sentence for people. */
export class UnreadableReport extends Error {
  constructor(
    readonly reason: 'damaged' | 'too_large' | 'no_report' | 'unsafe' | 'encrypted',
    message: string
  ) {
    super(message)
  }
}
