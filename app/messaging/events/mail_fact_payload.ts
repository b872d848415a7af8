/** What facts about a mail carry. Of a mail to many: its run and content, and whose run it is; else the mail itself. */
export type MailFactPayload = {
  runId: number | null
  variant: number | null
  sourceKind: string | null
  sourceId: string | null
  mailId: string | null
  /** Clicks: number of the link in the content. */
  link: number | null
  /** Bounces: whether the address is dead (`hard`), or did not take this mail (`soft`, `blocked`). */
  bounce: string | null
}

export const MAIL_FACT_SCHEMA = {
  type: 'object' as const,
  properties: {
    runId: { type: ['integer', 'null'] },
    variant: { type: ['integer', 'null'] },
    sourceKind: { type: ['string', 'null'] },
    sourceId: { type: ['string', 'null'] },
    mailId: { type: ['string', 'null'] },
    link: { type: ['integer', 'null'] },
    bounce: { type: ['string', 'null'] },
  },
  required: ['runId', 'mailId'],
}
