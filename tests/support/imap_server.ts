import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'

export type KeptMail = { uid: number; raw: Buffer; flags: Set<string>; date: Date }
export type KeptFolder = { uidValidity: number; uidNext: number; mails: KeptMail[] }

/**
 * An IMAP server (RFC 3501) of one mailbox, as much of it as a reader needs. `beforeCommand` may answer instead
 * (`NO not now`) or cut the connection (`cut`), so that tests see how readers cope.
 */
export class ImapServer {
  readonly folders = new Map<string, KeptFolder>([['INBOX', emptyFolder()]])
  /** Commands as they came, without their tags. */
  readonly commands: string[] = []
  password = 'secret'
  capabilities = 'IMAP4rev1 AUTH=PLAIN MOVE UIDPLUS'
  beforeCommand: (command: string) => string | null = () => null
  port = 0
  #server!: Server
  readonly #sockets = new Set<Socket>()

  async listen(): Promise<this> {
    this.#server = createServer((socket) => new Session(this, socket))
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    })
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    this.port = (this.#server.address() as AddressInfo).port
    return this
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  folder(name = 'INBOX'): KeptFolder {
    const folder = this.folders.get(name)
    if (!folder) throw new Error(`There is no folder ${name}`)
    return folder
  }

  /** Puts a mail into the inbox; resolves to its UID. */
  deliver(raw: string | Buffer, { date = new Date() } = {}): number {
    return append(this.folder(), Buffer.from(raw), date)
  }

  /** UIDs of mails that were asked for whole. */
  get fetched(): number[] {
    return this.commands
      .filter((command) => /^UID FETCH .*BODY\.PEEK\[\]/i.test(command))
      .map((command) => Number(command.split(' ')[2]))
  }
}

function emptyFolder(): KeptFolder {
  return { uidValidity: 1_700_000_000, uidNext: 1, mails: [] }
}

function append(folder: KeptFolder, raw: Buffer, date: Date): number {
  const uid = folder.uidNext++
  folder.mails.push({ uid, raw, flags: new Set(), date })
  return uid
}

class Session {
  #buffer = ''
  #selected: string | null = null
  #sasl: string | null = null

  constructor(
    private readonly server: ImapServer,
    private readonly socket: Socket
  ) {
    socket.setEncoding('latin1')
    socket.on('error', () => {})
    socket.on('data', (chunk) => this.#read(String(chunk)))
    this.#say(`* OK [CAPABILITY ${server.capabilities}] ready`)
  }

  #read(chunk: string): void {
    this.#buffer += chunk
    let end: number
    while ((end = this.#buffer.indexOf('\r\n')) >= 0) {
      const line = this.#buffer.slice(0, end)
      this.#buffer = this.#buffer.slice(end + 2)
      this.#take(line)
    }
  }

  #take(line: string): void {
    if (this.#sasl) {
      const tag = this.#sasl
      this.#sasl = null
      return this.#plain(tag, line)
    }
    const [, tag, command] = /^(\S+) (.*)$/.exec(line) ?? []
    if (!tag) return
    this.server.commands.push(command)
    const instead = this.server.beforeCommand(command)
    if (instead === 'cut') return void this.socket.destroy()
    if (instead) return this.#say(`${tag} ${instead}`)
    this.#answer(tag, command)
  }

  #answer(tag: string, command: string): void {
    const [word, second = ''] = command.toUpperCase().split(' ')
    const ok = (text = 'done') => this.#say(`${tag} OK ${text}`)
    if (word === 'CAPABILITY') {
      this.#say(`* CAPABILITY ${this.server.capabilities}`)
      return ok()
    }
    if (word === 'AUTHENTICATE') {
      const initial = command.split(' ')[2]
      if (initial) return this.#plain(tag, initial)
      this.#sasl = tag
      return this.#say('+ ')
    }
    if (word === 'LOGIN') return this.#login(tag, unquoted(command.split(' ')[2]))
    if (word === 'LIST' || word === 'LSUB') {
      // An empty pattern asks what parts names.
      if (command.endsWith(' ""')) this.#say(`* ${word} (\\Noselect) "/" ""`)
      else for (const name of this.server.folders.keys()) this.#say(`* ${word} () "/" "${name}"`)
      return ok()
    }
    if (word === 'CREATE') {
      this.server.folders.set(unquoted(command.slice(7)), emptyFolder())
      return ok()
    }
    if (word === 'SELECT' || word === 'EXAMINE') return this.#select(tag, command)
    if (word === 'LOGOUT') {
      this.#say('* BYE')
      ok()
      return void this.socket.end()
    }
    if (word !== 'UID') return ok()
    const rest = command.slice(5 + second.length)
    if (second === 'SEARCH') this.#search(rest)
    else if (second === 'FETCH') this.#fetch(rest)
    else if (second === 'STORE') this.#store(rest)
    else if (second === 'MOVE' && !this.#move(rest)) {
      return this.#say(`${tag} NO [TRYCREATE] there is no such folder`)
    }
    ok()
  }

  #plain(tag: string, given: string): void {
    this.#login(tag, Buffer.from(given, 'base64').toString().split('\0')[2])
  }

  #login(tag: string, password: string): void {
    this.#say(
      password === this.server.password
        ? `${tag} OK [CAPABILITY ${this.server.capabilities}] welcome`
        : `${tag} NO [AUTHENTICATIONFAILED] Invalid credentials`
    )
  }

  #select(tag: string, command: string): void {
    const name = unquoted(command.slice(command.indexOf(' ') + 1))
    const folder = this.server.folders.get(name)
    if (!folder) return this.#say(`${tag} NO [NONEXISTENT] there is no such folder`)
    this.#selected = name
    this.#say('* FLAGS (\\Seen \\Deleted)')
    this.#say(`* ${folder.mails.length} EXISTS`)
    this.#say('* 0 RECENT')
    this.#say(`* OK [UIDVALIDITY ${folder.uidValidity}]`)
    this.#say(`* OK [UIDNEXT ${folder.uidNext}]`)
    this.#say(`${tag} OK [READ-WRITE] selected`)
  }

  get #mails(): KeptMail[] {
    return this.server.folder(this.#selected!).mails
  }

  #search(rest: string): void {
    const from = Number(/UID (\d+):\*/i.exec(rest)?.[1] ?? 1)
    const since = /SINCE "?([\w-]+)"?/i.exec(rest)?.[1]
    const last = this.#mails.at(-1)?.uid ?? 0
    const found = this.#mails
      // `n:*` names the last mail, too.
      .filter(({ uid }) => uid >= Math.min(from, last))
      .filter(({ date }) => !since || date >= new Date(`${since} UTC`))
    this.#say(`* SEARCH ${found.map(({ uid }) => uid).join(' ')}`.trim())
  }

  #fetch(rest: string): void {
    const uid = Number(rest.split(' ')[0])
    const at = this.#mails.findIndex((mail) => mail.uid === uid)
    if (at < 0) return
    const [, start, length] = /<(\d+)\.(\d+)>/.exec(rest) ?? [null, '0', '1000000000']
    const part = this.#mails[at].raw.subarray(Number(start), Number(start) + Number(length))
    this.socket.write(`* ${at + 1} FETCH (UID ${uid} BODY[]<${start}> {${part.length}}\r\n`)
    this.socket.write(part)
    this.#say(')')
  }

  #store(rest: string): void {
    const [uid, , ...flags] = rest.split(' ')
    const mail = this.#mails.find((one) => one.uid === Number(uid))
    for (const flag of flags.join(' ').replace(/[()]/g, '').split(' ')) mail?.flags.add(flag)
  }

  #move(rest: string): boolean {
    const at = rest.indexOf(' ')
    const target = this.server.folders.get(unquoted(rest.slice(at + 1)))
    if (!target) return false
    const folder = this.server.folder(this.#selected!)
    const index = folder.mails.findIndex(({ uid }) => uid === Number(rest.slice(0, at)))
    if (index < 0) return true
    const [mail] = folder.mails.splice(index, 1)
    append(target, mail.raw, mail.date)
    this.#say(`* ${index + 1} EXPUNGE`)
    return true
  }

  #say(line: string): void {
    if (!this.socket.destroyed) this.socket.write(`${line}\r\n`)
  }
}

const unquoted = (text: string) => text.trim().replace(/^"(.*)"$/, '$1')
