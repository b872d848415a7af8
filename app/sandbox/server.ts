import http from 'node:http'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { answer, type House } from '#sandbox/front_desk'
import { Calendar } from '#sandbox/calendar'
import { Zone } from '#sandbox/dns/zone'
import { MailEvents } from '#sandbox/mail_providers/events/mail_events'
import { isMailProvider, MailProviders } from '#sandbox/mail_providers/providers'
import { Control, type Knobs } from '#sandbox/control'
import { HttpProblem, json, readBody, write, type Answer, type Visit } from '#sandbox/http'
import { Mailbox } from '#sandbox/mail/mailbox'
import { Smtp } from '#sandbox/mail/smtp'
import { World } from '#sandbox/stripe/world'

export interface SandboxOptions {
  /** Where the application listens; anything but loopback closes mailbox and control. */
  host?: string
  /** 0 takes a free one. */
  port: number
  smtpPort: number
  /** Folder that keeps objects and mails between runs. */
  home: string
  /** The application's port, where the preset webhook leads. */
  appPort: number
}

export interface RunningSandbox {
  url: string
  smtpPort: number
  /** Stops taking requests and writes everything down. */
  close(): Promise<void>
}

const LOOPBACK = /^(localhost|::1|127(\.\d+){3})$/

/** Starts the stand-ins: HTTP and SMTP on loopback. Rejects when a port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  mkdirSync(options.home, { recursive: true })
  const knobs = join(options.home, 'control.json')
  const control = new Control(existsSync(knobs) ? readKnobs(knobs) : undefined)
  control.onChange(() => writeFileSync(knobs, JSON.stringify(control.knobs)))
  let url = ''
  const world = new World({ ...options, control, url: () => url })
  const zone = new Zone(options.home)
  const mailbox = new Mailbox(options.home, zone)
  const smtp = new Smtp(mailbox, control)
  const open = LOOPBACK.test(options.host ?? '127.0.0.1')
  const mailProviders = new MailProviders(mailbox, control)
  const mailEvents = new MailEvents(mailProviders, control, { ...options, url: () => url })
  const { smtpPort } = options
  const desks = { mailProviders, mailEvents, world, zone }
  const house: House = { control, mailbox, ...desks, smtpPort, open }
  const server = http.createServer((request, response) => void serve(house, request, response))
  // Longer than the SDK keeps an idle connection, so that it never writes into a closed one.
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  house.smtpPort = await smtp.listen('127.0.0.1', options.smtpPort)
  const calendar = new Calendar(world, control)
  return {
    url,
    smtpPort: house.smtpPort,
    async close() {
      calendar.stop()
      mailEvents.close()
      server.close()
      server.closeAllConnections()
      await Promise.all([smtp.close(), world.close()])
      await mailbox.close()
    },
  }
}

async function serve(
  house: House,
  request: http.IncomingMessage,
  response: http.ServerResponse
): Promise<void> {
  let reply: Answer
  try {
    const url = new URL(request.url ?? '/', 'http://sandbox')
    const visit: Visit = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: request.method === 'GET' ? '' : await readBody(request, largestBody(url.pathname)),
    }
    reply = await answer(house, visit)
  } catch (error) {
    reply = refusal(error)
  }
  if (reply.cut) response.destroy()
  else if (!response.destroyed) write(response, reply)
}

function refusal(error: unknown): Answer {
  if (error instanceof HttpProblem) {
    const { message, field, status } = error
    return json({ error: message, ...(field && { field }) }, status)
  }
  console.error('sandbox:', error)
  return json({ error: 'The sandbox failed.' }, 500)
}

/** Mails come with attachments. */
const largestBody = (path: string) => (isMailProvider(path) ? 60_000_000 : 2_000_000)

function readKnobs(file: string): Partial<Knobs> | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Knobs>
  } catch {
    return undefined
  }
}
