/** A mail of the house as it is handed over. */
export type Letter = {
  /** Of its row in `outgoing_mails`. */
  mailId: string
  /** Null for the install's own. */
  organizationId: string | null
  messageId: string
  to: { address: string; name: string | null }
  from: { address: string; name: string }
  /** Where bounces go, where that is not the sender's own address. */
  returnPath?: string | null
  /** What the mail itself asks for. */
  replyTo: string | null
  /** Where replies go without. */
  supportEmail: string | null
  /** The from-address that was chosen for it; null for the organization's own choice. */
  senderId: string | null
  subject: string
  html: string
  text: string
  headers: Record<string, string>
  attachments: Attachment[]
}
export type Attachment = { name: string; type: string; content: Buffer }

/** A DKIM key. */
export type Signing = { domainName: string; keySelector: string; privateKey: string }

export type HandedOver = { reply: string; accountId?: string | null; providerId?: string | null }

/** Sends by the install's server. Resolves to its reply; throws what the server or the network says. */
export type ByInstall = (letter: Letter, signing?: Signing | null) => Promise<string>

/** Hands a mail of an organization over. Throws MailRefused, MailPutOff, MailUnwanted, or what `byInstall` throws. */
export type Carrier = (letter: Letter, byInstall: ByInstall) => Promise<HandedOver>

/** Refused for good. */
export class MailRefused extends Error {}

/** Somebody must not be written to. */
export class MailUnwanted extends Error {}

/** To be tried again. `wasCut`: it may have been taken. `isFree`: nobody tried, which counts as no attempt. */
export class MailPutOff extends Error {
  constructor(
    message: string,
    readonly options: { afterSeconds?: number; wasCut?: boolean; isFree?: boolean } = {}
  ) {
    super(message)
  }
}

let carrier: Carrier | null = null

/** Messaging carries the mails of organizations; core knows no accounts. The install's own go by SMTP_URL. */
export function deliverMailsWith(fn: Carrier): void {
  carrier = fn
}

export async function handOver(letter: Letter, byInstall: ByInstall): Promise<HandedOver> {
  if (letter.organizationId && carrier) return carrier(letter, byInstall)
  return { reply: await byInstall(letter) }
}

export type SmtpError = Error & {
  responseCode?: number
  command?: string
  code?: string
  syscall?: string
}

/** What the mailer wraps. */
export function smtpErrorOf(error: unknown): SmtpError {
  return ((error as { cause?: unknown }).cause ?? error) as SmtpError
}

/** Whether the server refused this mail; a refused greeting or password is the install's fault and mends. */
export function isRefused({ responseCode = 0, command = '' }: SmtpError): boolean {
  return responseCode >= 500 && /^(MAIL|RCPT|DATA)/.test(command)
}

/** Whether the connection was lost after it stood: the mail may have been taken, and nobody can tell. */
export function isWithoutReply({ responseCode, code = '', syscall, message }: SmtpError): boolean {
  if (responseCode || syscall === 'connect' || /greeting|connection timeout/i.test(message))
    return false
  return ['ECONNECTION', 'ESOCKET', 'ETIMEDOUT'].includes(code)
}

/** Whether the server did not even begin to take it: another one may. */
export function isUnreachable(error: SmtpError): boolean {
  if (error.responseCode) return !/^(MAIL|RCPT|DATA)/.test(error.command ?? '')
  return !isWithoutReply(error) && /^E[A-Z]+$/.test(error.code ?? '')
}
