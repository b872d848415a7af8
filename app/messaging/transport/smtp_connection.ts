import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { hostname } from 'node:os'

export type SmtpServer = {
  host: string
  port: number
  /** `tls` from the first byte, `starttls` or not at all, or `auto`: STARTTLS where it is offered. */
  security: 'tls' | 'starttls' | 'auto' | 'none'
  user?: string | null
  password?: string | null
  /** Resolves names for people's own servers, so that they cannot point into the house. */
  lookup?: unknown
  /** How long a greeting and a handshake are waited for, in milliseconds. */
  patienceMs?: number
}

export type SmtpReply = { code: number; text: string }

/** The connection is gone, or the other side said something that is no SMTP. */
export class SmtpCut extends Error {}
/** The server did not let us in. */
export class SmtpClosedDoor extends Error {}

const GREETING_MS = 15_000
const COMMAND_MS = 60_000
const BODY_MS = 180_000

/** One connection to an SMTP server (RFC 5321), with PIPELINING (RFC 2920) where it is offered. One mail at a time. */
export class SmtpConnection {
  #socket!: Socket
  #buffer = ''
  #lines: string[] = []
  #waiting: { resolve(reply: SmtpReply): void; reject(error: Error): void }[] = []
  #cut: Error | null = null
  #extensions = new Set<string>()
  sent = 0

  private constructor(private readonly server: SmtpServer) {}

  /** Throws SmtpClosedDoor when the server cannot be used; nothing was handed over then. */
  static async open(server: SmtpServer): Promise<SmtpConnection> {
    const connection = new SmtpConnection(server)
    try {
      await connection.#open()
    } catch (error) {
      connection.destroy()
      throw new SmtpClosedDoor((error as Error).message)
    }
    return connection
  }

  get isOpen(): boolean {
    return this.#cut === null
  }

  /**
   * Hands over one mail. Resolves to the reply that decided about it and how far it came; throws SmtpCut with `stage`
   * where the connection was lost.
   */
  async deliver(
    from: string,
    to: string,
    message: Buffer
  ): Promise<{ stage: 'mail' | 'rcpt' | 'data' | 'end'; reply: SmtpReply }> {
    const words = [`MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA']
    let replies: SmtpReply[]
    try {
      if (this.#extensions.has('PIPELINING')) {
        replies = await this.#commands(words)
      } else {
        replies = []
        for (const word of words) {
          const reply = await this.#command(word)
          replies.push(reply)
          if (reply.code >= 400) break
        }
      }
    } catch (error) {
      throw Object.assign(error as Error, { stage: 'before' })
    }
    const at = replies.findIndex((reply) => reply.code >= 400)
    if (at >= 0 || replies.length < 3) {
      await this.#forget(replies[2]?.code === 354)
      return {
        stage: (['mail', 'rcpt', 'data'] as const)[Math.max(at, 0)],
        reply: replies[Math.max(at, 0)],
      }
    }
    try {
      this.#socket.cork()
      this.#socket.write(message)
      const end = message.at(-1) === 10 ? '.\r\n' : '\r\n.\r\n'
      const reply = this.#reply(BODY_MS)
      this.#socket.write(end)
      this.#socket.uncork()
      this.sent++
      return { stage: 'end', reply: await reply }
    } catch (error) {
      throw Object.assign(error as Error, { stage: 'after' })
    }
  }

  async quit(): Promise<void> {
    if (!this.isOpen) return
    this.#socket.end('QUIT\r\n')
    this.#fail(new SmtpCut('closed'))
  }

  destroy(): void {
    this.#fail(new SmtpCut('closed'))
    this.#socket?.destroy()
  }

  /** Ends a transaction that was refused; where DATA was taken all the same an empty body is refused. */
  async #forget(wantsBody: boolean): Promise<void> {
    if (!this.isOpen) return
    try {
      await this.#command(wantsBody ? '.' : 'RSET')
    } catch {}
  }

  async #open(): Promise<void> {
    const { host, port, security, user, password } = this.server
    this.#listen(
      security === 'tls'
        ? connectTls({ host, port, servername: host, ...this.#lookup() })
        : connectTcp({ host, port, noDelay: true, ...this.#lookup() })
    )
    const greeting = await this.#reply(this.#patience)
    if (greeting.code !== 220) throw new Error(`${greeting.code} ${greeting.text}`)
    await this.#hello()
    if (security === 'starttls' || (security === 'auto' && this.#extensions.has('STARTTLS'))) {
      await this.#secure()
    }
    if (user) await this.#authenticate(user, password ?? '')
  }

  get #patience(): number {
    return this.server.patienceMs ?? GREETING_MS
  }

  #lookup(): object {
    return this.server.lookup ? { lookup: this.server.lookup } : {}
  }

  async #hello(): Promise<void> {
    const reply = await this.#expect(
      `EHLO ${hostname().replace(/[^\w.-]/g, '') || 'localhost'}`,
      250
    )
    this.#extensions = new Set(
      reply.text
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/[ =]/)[0].toUpperCase())
    )
  }

  async #secure(): Promise<void> {
    await this.#expect('STARTTLS', 220)
    const plain = this.#socket
    plain.removeAllListeners()
    // What somebody put behind the answer was not said under the lock.
    this.#buffer = ''
    const socket = connectTls({ socket: plain, servername: this.server.host })
    this.#listen(socket)
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new SmtpCut('no handshake in time')), this.#patience)
      socket.once('secureConnect', resolve)
      socket.once('error', reject)
      socket.once('close', () => reject(new SmtpCut('closed before the handshake')))
    }).finally(() => clearTimeout(timer))
    await this.#hello()
  }

  async #authenticate(user: string, password: string): Promise<void> {
    const token = Buffer.from(`\0${user}\0${password}`).toString('base64')
    const reply = await this.#command(`AUTH PLAIN ${token}`)
    if (reply.code === 235) return
    if (![500, 502, 504].includes(reply.code)) throw new Error(`${reply.code} ${reply.text}`)
    await this.#expect('AUTH LOGIN', 334)
    await this.#expect(Buffer.from(user).toString('base64'), 334)
    await this.#expect(Buffer.from(password).toString('base64'), 235)
  }

  async #expect(command: string, code: number): Promise<SmtpReply> {
    const reply = await this.#command(command)
    if (reply.code !== code) throw new Error(`${reply.code} ${reply.text}`)
    return reply
  }

  #command(command: string): Promise<SmtpReply> {
    const reply = this.#reply(COMMAND_MS)
    this.#socket.write(`${command}\r\n`)
    return reply
  }

  #commands(commands: string[]): Promise<SmtpReply[]> {
    const replies = commands.map(() => this.#reply(COMMAND_MS))
    this.#socket.write(`${commands.join('\r\n')}\r\n`)
    return Promise.all(replies)
  }

  #reply(milliseconds: number): Promise<SmtpReply> {
    return new Promise((resolve, reject) => {
      if (this.#cut) return reject(this.#cut)
      this.#waiting.push({ resolve, reject })
      this.#watch(milliseconds)
    })
  }

  /** One timer for the whole connection: there are thousands of replies a second. */
  #watch(milliseconds: number): void {
    this.#socket.setTimeout(milliseconds)
  }

  #listen(socket: Socket): void {
    this.#socket = socket
    socket.setEncoding('latin1')
    socket.on('data', (chunk) => this.#read(String(chunk)))
    socket.on('error', (error) => this.#fail(new SmtpCut(error.message)))
    socket.on('close', () => this.#fail(new SmtpCut('the connection was closed')))
    socket.on('timeout', () => {
      if (this.#waiting.length > 0) {
        this.#fail(new SmtpCut('no answer in time'))
        socket.destroy()
      }
    })
  }

  #read(chunk: string): void {
    this.#buffer += chunk
    let end: number
    while ((end = this.#buffer.indexOf('\n')) >= 0) {
      const line = this.#buffer.slice(0, end).replace(/\r$/, '')
      this.#buffer = this.#buffer.slice(end + 1)
      if (!/^\d{3}[ -]?/.test(line))
        return this.#fail(new SmtpCut(`not SMTP: ${line.slice(0, 80)}`))
      this.#lines.push(line.slice(4))
      if (line[3] === '-') continue
      const reply = { code: Number(line.slice(0, 3)), text: this.#lines.join('\n') }
      this.#lines = []
      this.#waiting.shift()?.resolve(reply)
    }
    if (this.#buffer.length > 65_536) this.#fail(new SmtpCut('a line without an end'))
  }

  #fail(error: Error): void {
    this.#cut ??= error
    for (const { reject } of this.#waiting.splice(0)) reject(error)
  }
}
