import { isIP } from 'node:net'
import { ImapFlow, type ImapFlowOptions } from 'imapflow'
import { OutgoingGuard, OutgoingRefused } from '#core/http/outgoing_guard'
import env from '#start/env'

export type ImapServer = {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  user: string
  password: string
  folder: string
}

/** The mailbox cannot be used; `message` is for people. */
export class ImapProblem extends Error {
  constructor(
    message: string,
    /** The server knows us and says no: trying again soon may lock the account. */
    readonly isRefusal = false
  ) {
    super(message)
  }
}

const PORTS = [143, 993]
const CONNECT_MS = 15_000
const SILENCE_MS = 20_000
/** Reports are small; of a bounce with the whole mail in it this much is enough. */
const MOST_BYTES = 4_000_000

/** Which servers an organization may name: none inside the house, and ports of IMAP alone. */
export function imapGuard(): OutgoingGuard {
  return new OutgoingGuard({ allow: (env.get('OUTGOING_ALLOW') ?? '').split(','), ports: PORTS })
}

/** A folder of somebody's mailbox, opened by IMAP (RFC 9051, RFC 3501). One command at a time. */
export class ImapFolder {
  private constructor(
    private readonly client: ImapFlow,
    /** UIDs mean something within this value alone. */
    readonly uidValidity: number,
    /** The next mail that comes gets this UID. */
    readonly uidNext: number,
    readonly mails: number
  ) {}

  /** Throws ImapProblem, whatever is wrong. */
  static async open(server: ImapServer): Promise<ImapFolder> {
    const client = new ImapFlow(await optionsFor(server))
    // What is wrong comes out of the command that waits; without a listener it would end the process.
    client.on('error', () => {})
    try {
      await client.connect()
      const folder = await openFolder(client, server.folder)
      return new ImapFolder(client, Number(folder.uidValidity), folder.uidNext, folder.exists)
    } catch (error) {
      client.close()
      throw problemOf(error, server)
    }
  }

  /** UIDs of mails after one, the oldest first; `since` leaves out what came before that day. */
  async uidsAfter(uid: number, since?: Date): Promise<number[]> {
    const found = await this.#ask(() =>
      this.client.search({ uid: `${uid + 1}:*`, ...(since ? { since } : {}) }, { uid: true })
    )
    if (!Array.isArray(found))
      throw new ImapProblem('The server does not say which mails there are')
    // `n:*` names the last mail even where its UID is smaller (RFC 9051 9).
    return found.filter((one) => one > uid).sort((a, b) => a - b)
  }

  /** A mail, or its beginning where it is very large; null for one that is gone. It is not marked as seen. */
  async read(uid: number): Promise<Buffer | null> {
    const mail = await this.#ask(() =>
      this.client.fetchOne(
        String(uid),
        { uid: true, source: { start: 0, maxLength: MOST_BYTES } },
        { uid: true }
      )
    )
    if (mail) return mail.source ?? null
    // Without a connection there is no answer either, which says nothing of the mail.
    if (!this.client.usable) throw new ImapProblem('The server closed the connection.')
    return null
  }

  /** Marks a mail as seen, or moves it, which makes the folder where it has to. */
  async putAway(uid: number, doneFolder: string | null): Promise<void> {
    const range = String(uid)
    if (!doneFolder) {
      await this.#ask(() => this.client.messageFlagsAdd(range, ['\\Seen'], { uid: true }))
      return
    }
    const move = () => this.#ask(() => this.client.messageMove(range, doneFolder, { uid: true }))
    if (await move()) return
    await this.#ask(() => this.client.mailboxCreate(doneFolder))
    if (!(await move())) throw new ImapProblem(`Mails cannot be moved to ${doneFolder}`)
  }

  async close(): Promise<void> {
    await Promise.race([
      this.client.logout().catch(() => {}),
      new Promise((resolve) => setTimeout(resolve, 3000).unref()),
    ])
    this.client.close()
  }

  /** Cuts the connection: whatever waits for an answer fails. */
  cut(): void {
    this.client.close()
  }

  async #ask<T>(command: () => Promise<T>): Promise<T> {
    try {
      return await command()
    } catch (error) {
      throw problemOf(error)
    }
  }
}

/** Names are resolved here and now, so that a name cannot lead elsewhere by the time it is connected to. */
async function optionsFor({
  host,
  port,
  security,
  ...server
}: ImapServer): Promise<ImapFlowOptions> {
  return {
    host: await addressOf(host, port),
    port,
    ...(isIP(host) ? {} : { servername: host }),
    secure: security === 'tls',
    ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
    auth: { user: server.user, pass: server.password },
    logger: false,
    disableAutoIdle: true,
    disableCompression: true,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    maxLineLength: 2_000_000,
    maxLiteralSize: MOST_BYTES + 1_000_000,
    maxResponseSize: MOST_BYTES + 4_000_000,
  }
}

function addressOf(host: string, port: number): Promise<string> {
  const guard = imapGuard()
  try {
    guard.check(`http://${host}:${port}`)
  } catch {
    return Promise.reject(new ImapProblem('This server cannot be reached from here.'))
  }
  if (isIP(host)) return Promise.resolve(host)
  return new Promise((resolve, reject) =>
    guard.lookup(host, {}, (error, address) => {
      if (!error) return resolve(String(address))
      reject(
        new ImapProblem(
          error instanceof OutgoingRefused
            ? 'This server cannot be reached from here.'
            : `There is no server ${host}.`
        )
      )
    })
  )
}

async function openFolder(client: ImapFlow, path: string) {
  try {
    return await client.mailboxOpen(path)
  } catch (error) {
    if (!client.usable) throw error
    const folders = (await client.list().catch(() => [])).map(({ path: one }) => one).slice(0, 12)
    const there = folders.length ? ` There are: ${folders.join(', ')}.` : ''
    throw new ImapProblem(`There is no folder ${path}.${there}`, true)
  }
}

type Told = Error & {
  code?: string
  authenticationFailed?: boolean
  tlsFailed?: boolean
  responseText?: string
}

function problemOf(error: unknown, server?: ImapServer): ImapProblem {
  if (error instanceof ImapProblem) return error
  const told = error as Told
  const said = (told.responseText ?? told.message ?? '').slice(0, 300)
  if (told.authenticationFailed) {
    return new ImapProblem(
      `The server does not accept the user name or the password: ${said}`,
      true
    )
  }
  if (/wrong version number/.test(said)) {
    return new ImapProblem('The server does not speak TLS at this port.')
  }
  if (told.tlsFailed || /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME|SSL|TLS/.test(told.code ?? '')) {
    return new ImapProblem(`No safe connection: ${said.split(';')[0]}`)
  }
  const at = server ? ` ${server.host}, port ${server.port}` : ''
  if (told.code === 'ECONNREFUSED') return new ImapProblem(`Nobody answers at${at}.`)
  if (/TIMEOUT|ETIMEDOUT/i.test(told.code ?? '')) {
    return new ImapProblem(`No answer in time from${at || ' the server'}.`)
  }
  return new ImapProblem(said || 'The server closed the connection.')
}
