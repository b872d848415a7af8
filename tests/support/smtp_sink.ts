import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A mail as the sink took it. */
export type TakenMail = { from: string; to: string; raw: string }

export type SinkRule = (mail: { to: string; n: number }) => string | null

/**
 * An SMTP server that takes every mail at once and keeps it. `atRcpt` and `atEnd` may answer otherwise (`451 later`,
 * or `cut` to drop the connection), so that tests and benchmarks see how senders cope.
 */
export class SmtpSink {
  readonly mails: TakenMail[] = []
  readonly #sockets = new Set<Socket>()
  #server!: Server
  #asked = 0
  atRcpt: SinkRule = () => null
  atEnd: SinkRule = () => null
  /** Whether mails are kept whole; a benchmark keeps the recipient and the reference alone. */
  keepsBodies = true

  async listen(port = 0): Promise<number> {
    this.#server = createServer((socket) => this.#serve(socket))
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve))
    return (this.#server.address() as AddressInfo).port
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** Addresses of what was taken, in order. */
  get recipients(): string[] {
    return this.mails.map(({ to }) => to)
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket)
    socket.setNoDelay(true)
    socket.setEncoding('latin1')
    socket.on('error', () => {})
    socket.on('close', () => this.#sockets.delete(socket))
    let from = ''
    let to = ''
    let buffer = ''
    let body: string[] | null = null
    /** So far the end of the mail was looked for: senders that write line by line are not read anew each time. */
    let looked = 0
    const say = (line: string) => {
      if (line === 'cut') socket.destroy()
      else socket.write(`${line}\r\n`)
    }
    socket.on('data', (chunk) => {
      buffer += chunk as unknown as string
      for (;;) {
        if (body) {
          const end = buffer.startsWith('.\r\n') ? 0 : buffer.indexOf('\r\n.\r\n', looked)
          if (end < 0) {
            looked = Math.max(0, buffer.length - 4)
            return
          }
          looked = 0
          body.push(buffer.slice(0, end))
          buffer = buffer.slice(end === 0 ? 3 : end + 5)
          const answer = this.atEnd({ to, n: this.#asked++ })
          if (!answer || answer.startsWith('2') || answer === 'cut after') {
            this.mails.push({
              from,
              to,
              raw: this.keepsBodies ? body.join('') : refIn(body.join('')),
            })
          }
          say(answer === 'cut after' ? 'cut' : (answer ?? '250 2.0.0 Ok: queued as SINK'))
          body = null
          continue
        }
        const at = buffer.indexOf('\r\n')
        if (at < 0) return
        const line = buffer.slice(0, at)
        buffer = buffer.slice(at + 2)
        const word = line.slice(0, 4).toUpperCase()
        if (word === 'EHLO') say('250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 50000000')
        else if (word === 'MAIL') {
          from = /<(.*?)>/.exec(line)?.[1] ?? ''
          say('250 2.1.0 Ok')
        } else if (word === 'RCPT') {
          to = /<(.*?)>/.exec(line)?.[1] ?? ''
          const answer = this.atRcpt({ to, n: this.#asked })
          if (answer && !answer.startsWith('2')) to = ''
          say(answer ?? '250 2.1.5 Ok')
        } else if (word === 'DATA') {
          if (to) {
            body = []
            say('354 go on')
          } else say('503 5.5.1 no recipient')
        } else if (word === 'QUIT') {
          say('221 bye')
          socket.end()
        } else say('250 Ok')
      }
    })
    say('220 sink ESMTP')
  }
}

function refIn(raw: string): string {
  return /^X-Warren-Ref: (.+)\r$/m.exec(raw)?.[1] ?? ''
}
