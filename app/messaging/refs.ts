/** What a provider's event speaks of: a row of the ledger, or a transactional mail. */
export type MailRef = { kind: 'send'; runId: number; n: number } | { kind: 'mail'; mailId: string }

/** `s.<run>.<n>` in base 36, or `m.<uuid>`: given to providers, who give it back. */
export function refOf(ref: MailRef): string {
  return ref.kind === 'send'
    ? `s.${ref.runId.toString(36)}.${ref.n.toString(36)}`
    : `m.${ref.mailId}`
}

/** Reads a ref; null for what is none of ours. */
export function readRef(text: string): MailRef | null {
  const send = /^s\.([0-9a-z]{1,11})\.([0-9a-z]{1,7})$/.exec(text)
  if (send) return { kind: 'send', runId: parseInt(send[1], 36), n: parseInt(send[2], 36) }
  const mail = /^m\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/.exec(text)
  return mail ? { kind: 'mail', mailId: mail[1] } : null
}

/** The Message-ID of a row of the ledger: nothing of it has to be stored. */
export function messageIdOf(ref: MailRef, domain: string): string {
  return `<${refOf(ref)}@${domain}>`
}

/** The ref in a Message-ID that came back (DSN, In-Reply-To); null for others' ids. */
export function refInMessageId(messageId: string): MailRef | null {
  return readRef(/^<?([^@<>]+)@/.exec(messageId.trim())?.[1] ?? '')
}
