import { smtpServer } from '#config/mail'
import { OutgoingGuard } from '#core/http/outgoing_guard'
import env from '#start/env'
import {
  type AccountSettings,
  type MailAdapter,
  type OutgoingMessage,
  type SendResult,
} from '#messaging/transport/contract'
import {
  SmtpConnection,
  type SmtpReply,
  type SmtpServer,
} from '#messaging/transport/smtp_connection'

const PORTS = [25, 465, 587, 2525]
/** Mails over one connection; some servers count them. */
const MAILS_PER_CONNECTION = 500
/** After a server did not let us in it is left alone for a moment, so that a blast does not hammer at it. */
const CLOSED_DOOR_MS = 2000

/** Sends over a pool of SMTP connections: an organization's own server, or the install's relay. */
export class SmtpAdapter implements MailAdapter {
  readonly batchSize = 1
  readonly takesRaw = true
  readonly #idle: SmtpConnection[] = []
  #closedUntil = 0
  #why = ''

  constructor(
    private readonly server: SmtpServer,
    readonly concurrency: number
  ) {}

  async send(messages: OutgoingMessage[]): Promise<SendResult[]> {
    const results: SendResult[] = []
    for (const message of messages) results.push(await this.#sendOne(message))
    return results
  }

  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((connection) => connection.quit()))
  }

  async #sendOne(message: OutgoingMessage): Promise<SendResult> {
    const raw = message.raw()
    // A connection that idled may have been closed by the other side: nothing was handed over, the next one is new.
    for (let turn = 0; turn < 2; turn++) {
      const isUsed = this.#idle.length > 0
      let connection: SmtpConnection
      try {
        connection = await this.#take()
      } catch (error) {
        return { kind: 'unreachable', reply: (error as Error).message }
      }
      try {
        const { stage, reply } = await connection.deliver(
          message.returnPath ?? message.envelopeFrom,
          message.to.address,
          raw
        )
        this.#giveBack(connection, reply)
        return readReply(stage, reply)
      } catch (error) {
        connection.destroy()
        const { stage, message: reply } = error as Error & { stage?: string }
        if (stage === 'after') return { kind: 'uncertain', reply }
        if (!isUsed) return { kind: 'unreachable', reply }
      }
    }
    return { kind: 'unreachable', reply: 'connections are cut before a mail is taken' }
  }

  async #take(): Promise<SmtpConnection> {
    let connection: SmtpConnection | undefined
    while ((connection = this.#idle.pop())) if (connection.isOpen) return connection
    if (Date.now() < this.#closedUntil) throw new Error(this.#why)
    try {
      return await SmtpConnection.open(this.server)
    } catch (error) {
      this.#closedUntil = Date.now() + CLOSED_DOOR_MS
      this.#why = (error as Error).message
      throw error
    }
  }

  #giveBack(connection: SmtpConnection, { code }: SmtpReply): void {
    if (code === 421) connection.destroy()
    else if (connection.sent >= MAILS_PER_CONNECTION) void connection.quit()
    else if (connection.isOpen) this.#idle.push(connection)
  }
}

/** What a reply means for the mail (RFC 5321 4.2, RFC 3463): a block by policy (5.7.x) says nothing of the address. */
export function readReply(
  stage: 'mail' | 'rcpt' | 'data' | 'end',
  { code, text }: SmtpReply
): SendResult {
  const reply = `${code} ${text}`.slice(0, 500)
  if (code < 400) {
    return {
      kind: 'accepted',
      providerId: /\bqueued as ([\w.-]{4,100})/i.exec(text)?.[1] ?? null,
      reply,
    }
  }
  const status = /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1] ?? ''
  const said = { code: status || String(code), reply }
  if (code < 500) {
    if (code === 421 || stage === 'mail') return { kind: 'deferred', scope: 'account', ...said }
    const isWhole = /^4\.7\.|^4\.3\./.test(status) || code === 451
    return { kind: 'deferred', scope: isWhole ? 'domain' : 'recipient', ...said }
  }
  if (stage === 'mail' && [530, 534, 535].includes(code)) return { kind: 'unreachable', reply }
  const isAddress =
    stage === 'rcpt' &&
    (/^5\.1\.[0-6]$|^5\.2\.1$/.test(status) ||
      (!status && [550, 551, 553].includes(code) && !isPolicy(text)))
  return { kind: 'refused', isAddress, ...said }
}

function isPolicy(text: string): boolean {
  return /spam|policy|block|blacklist|blocklist|reputation|spf|dkim|dmarc|denied|relay/i.test(text)
}

/** Which servers an organization may name: none inside the house, and ports of mail alone. */
export function smtpGuard(): OutgoingGuard {
  return new OutgoingGuard({
    allow: (env.get('OUTGOING_ALLOW') ?? '').split(','),
    ports: PORTS,
  })
}

/** An organization's own server; `settings`: host, port, security, user; `secrets`: password. */
export async function makeSmtpAdapter(account: AccountSettings): Promise<MailAdapter> {
  const { host, port, security, user } = account.settings
  const guard = smtpGuard()
  guard.check(`http://${String(host)}:${Number(port)}`)
  return new SmtpAdapter(
    {
      host: String(host),
      port: Number(port),
      security: (security ?? 'auto') as SmtpServer['security'],
      user: user ? String(user) : null,
      password: account.secrets.password ?? null,
      lookup: guard.lookup,
    },
    account.maxConnections
  )
}

/** The install's relay (SMTP_URL, else the sandbox). */
export async function makeHouseAdapter({ maxConnections }: AccountSettings): Promise<MailAdapter> {
  const { host, port, secure, user, password } = smtpServer
  return new SmtpAdapter(
    {
      host,
      port,
      security: secure ? 'tls' : env.get('SMTP_URL') ? 'auto' : 'none',
      user,
      password,
    },
    maxConnections
  )
}
