import { request as send } from 'undici'
import { v7 as uuid } from 'uuid'
import hash from '@adonisjs/core/services/hash'
import mail from '@adonisjs/mail/services/main'
import env from '#start/env'
import { clock } from '#core/clock/clock'
import { sql } from '#core/database/sql'
import { MailDelivery } from '#core/mail/mail_delivery'
import { stopWorking } from '#tests/support/queue'

const ORIGIN = `http://${env.get('HOST')}:${env.get('PORT')}`
export const PASSWORD = 'long ears hear well'
export const newEmail = () => `flora-${uuid().slice(-12)}@house.test`

let passwordHash: Promise<string> | null = null

/** Somebody with a password, straight into the table; hashed once for all of them. */
export async function plantAccount({
  verified = true,
  email = newEmail(),
}: { verified?: boolean; email?: string } = {}): Promise<{ id: string; email: string }> {
  passwordHash ??= hash.make(PASSWORD)
  const id = uuid()
  const now = new Date()
  await sql(
    `insert into users (id, email, email_norm, email_verified_at, password, full_name, created_at, updated_at)
     values (?, ?, lower(?), ?, ?, 'Flora Founder', ?, ?)`,
    [id, email, email, verified ? now : null, await passwordHash, now, now]
  )
  return { id, email }
}

/**
 * For `group.each.setup`: no counted tries and the real time, before a test and
 * after it; and no worker, which would send the mails that `readMail()` reads.
 */
export async function cleanStart(): Promise<() => Promise<void>> {
  await stopWorking()
  const clean = async () => {
    clock.restore()
    await sql('delete from rate_limits')
  }
  await clean()
  return clean
}

export type Answer = {
  status: number
  location: string | null
  text: string
  /** Header lines that set a cookie. */
  cookies: string[]
  headers: Record<string, string | string[] | undefined>
}

/** Of the pages' scripts: without it a visit is answered with a reload. */
let version: Promise<string> | null = null

/** A browser with cookies of its own, that posts forms and follows nothing by itself. */
export class Browser {
  cookies = new Map<string, string>()

  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send('GET', path, headers)
  }

  /** Sends a form as the pages do. Opens a page first where there is no token yet. */
  async submit(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: Record<string, unknown> = {},
    headers: Record<string, string> = {}
  ): Promise<Answer> {
    if (!this.cookies.has('XSRF-TOKEN')) await this.get('/password/forgot')
    return this.#send(
      method,
      path,
      {
        'content-type': 'application/json',
        'x-xsrf-token': decodeURIComponent(this.cookies.get('XSRF-TOKEN') ?? ''),
        'referer': `${ORIGIN}/form`,
        ...headers,
      },
      JSON.stringify(body)
    )
  }

  logIn(email: string, password = PASSWORD, more: Record<string, unknown> = {}): Promise<Answer> {
    return this.submit('POST', '/login', { email, password, ...more })
  }

  /** Whether this browser is logged in. */
  async isLoggedIn(): Promise<boolean> {
    const { status } = await this.get('/notifications', { accept: 'application/json' })
    return status === 200
  }

  /** What the next page tells: flash messages and errors of fields. */
  async told(path = '/login'): Promise<string> {
    version ??= new Browser()
      .get('/login')
      .then(({ text }) => text.match(/"version":"([^"]+)"/)![1])
    const { text } = await this.get(path, {
      'x-inertia': 'true',
      'x-inertia-version': await version,
    })
    const { flash, props } = JSON.parse(text)
    return JSON.stringify([flash ?? {}, props.errors ?? {}])
  }

  async #send(method: string, path: string, headers: Record<string, string>, body?: string) {
    const response = await send(ORIGIN + path, {
      method: method as 'GET',
      headers: {
        accept: 'text/html',
        origin: ORIGIN,
        cookie: [...this.cookies].map(([key, value]) => `${key}=${value}`).join('; '),
        ...headers,
      },
      body,
    })
    const cookies = [response.headers['set-cookie'] ?? []].flat()
    for (const line of cookies) {
      const [, key, value] = line.match(/^([^=]+)=([^;]*)/)!
      if (/Max-Age=(0|-1)\b/i.test(line)) this.cookies.delete(key)
      else this.cookies.set(key, value)
    }
    const { location } = response.headers
    return {
      status: response.statusCode,
      location: typeof location === 'string' ? location : null,
      text: await response.body.text(),
      cookies,
      headers: response.headers,
    }
  }
}

export type Mailed = { id: string; mail: string; state: string; messageId: string }

/** Mails to an address, oldest first. */
export function mailsTo(email: string): Promise<Mailed[]> {
  return sql<Mailed>(
    `select id, mail, state, message_id as "messageId" from outgoing_mails
     where lower(to_address) = lower(?) order by id`,
    [email]
  )
}

/** Sends the last mail of a kind to an address, and resolves to what its reader sees. */
export async function readMail(email: string, kind: string) {
  const row = (await mailsTo(email)).filter((one) => one.mail === `identity/${kind}`).at(-1)
  if (!row) throw new Error(`There is no ${kind} mail to ${email}`)
  const { messages } = mail.fake()
  try {
    await new MailDelivery(row.id).send()
    const sent = messages
      .sent()
      .find(
        ({ nodeMailerMessage }) => nodeMailerMessage.messageId === row.messageId
      )?.nodeMailerMessage
    if (!sent) throw new Error(`The ${kind} mail to ${email} was not sent`)
    const text = String(sent.text)
    return {
      subject: sent.subject!,
      text,
      path:
        text.match(/https?:\/\/[^/\s]+(\/(?:email|password|invitations)\/[^\s)\]>]+)/)?.[1] ?? '',
    }
  } finally {
    mail.restore()
  }
}
