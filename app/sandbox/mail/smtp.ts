import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { Control } from '#sandbox/control'
import type { Mailbox } from '#sandbox/mail/mailbox'

const LARGEST = 30_000_000
const CLOSE_WITHIN_MS = 500
type Done = (error?: Error | null) => void

/** An SMTP server that takes every mail into the mailbox, or fails as the knobs say. */
export class Smtp {
  #server: SMTPServer

  constructor(
    private mailbox: Mailbox,
    private control: Control
  ) {
    this.#server = new SMTPServer({
      authOptional: true,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      hideSize: true,
      closeTimeout: CLOSE_WITHIN_MS,
      logger: false,
      size: LARGEST,
      onAuth: ({ username }, _session, done) => done(null, { user: username ?? 'anyone' }),
      onData: (stream, session, done) => this.#take(stream, session, done),
    })
    // A client that breaks off is its own business.
    this.#server.on('error', () => {})
  }

  /** Resolves to the port that mail is taken on. */
  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.server.once('error', reject)
      this.#server.listen(port, host, () => {
        this.#server.server.off('error', reject)
        resolve((this.#server.server.address() as AddressInfo).port)
      })
    })
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  async #take(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done): Promise<void> {
    try {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk as Buffer)
      if (this.control.spend('rejectNext')) return done(smtpError(451, 'Try again later'))
      if (stream.sizeExceeded) return done(smtpError(552, 'The message is too large'))
      const { mailFrom, rcptTo } = session.envelope
      await this.mailbox.receive(Buffer.concat(chunks), {
        from: mailFrom ? mailFrom.address : '',
        to: rcptTo.map(({ address }) => address),
      })
      if (this.control.spend('dropAfterData')) return this.#cut(session)
      done()
    } catch (error) {
      console.error('sandbox: smtp', error)
      done(smtpError(451, 'The sandbox failed'))
    }
  }

  /** Breaks the connection without an answer, between DATA and reply. */
  #cut(session: SMTPServerSession): void {
    for (const connection of this.#server.connections) {
      const held = connection as { id?: string; _socket?: { destroy(): void } }
      if (held.id === session.id) held._socket?.destroy()
    }
  }
}

const smtpError = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode })
