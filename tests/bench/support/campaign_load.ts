import { v7 as uuid } from 'uuid'
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import db from '@adonisjs/lucid/services/db'
import { Tenant } from '#core/tenancy/tenant'
import { sql } from '#core/database/sql'
import NotificationMail from '#core/notifications/mails/notification_mail'
import Sender from '#messaging/models/sender'
import SendingDomain from '#messaging/models/sending_domain'
import { plantUser } from '#tests/support/organizations'
import { startRun, type RunOrder } from '#messaging/ledger/runs'

/** A mail of 40 kB with ten tracked links and six merge fields, and its text part. */
export function letter(): { html: string; text: string } {
  const paragraph = (n: number) =>
    `<tr><td style="padding:16px 24px;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;color:#1c1917">Part ${n}: what we learned this month about teaching at home, which exercises our readers liked, and what comes next in the garden of numbers. <a href="https://bunny.example/lessons/part-${n}?from=letter">Read on</a></td></tr>`
  const filler =
    '<tr><td style="padding:0 24px;font-size:14px;color:#57534e">One page a day keeps the fear of fractions away; twenty minutes are enough when they are yours.</td></tr>\n'
  const parts = Array.from({ length: 10 }, (_, n) => paragraph(n)).join('\n')
  let html = `<html><head><title>Letter</title></head><body><table width="100%"><tr><td><h1>Dear {{ contact.first_name | default: "reader" }} {{ contact.last_name }}</h1><p>You live in {{ contact.city }}, {{ contact.country }}, and we write to {{ contact.email }} in the name of {{ organization.name }}.</p></td></tr>${parts}`
  while (html.length < 39_600) html += filler
  html += '<tr><td><a href="{{ unsubscribe_url }}">Unsubscribe</a></td></tr></table></body></html>'
  const text = `Dear {{ contact.first_name | default: "reader" }},\n${'A line of the letter in plain words, for those who read it so.\n'.repeat(30)}\nUnsubscribe: {{ unsubscribe_url }}\n`
  return { html, text }
}

/** Readers who agreed to marketing, numbered on from those that are there. Set-based, past the app's models. */
export async function plantReaders(
  pool: pg.Pool,
  organizationId: string,
  count: number,
  name: string
): Promise<void> {
  for (let from = 0; from < count; from += 50_000) {
    const rows = Math.min(50_000, count - from)
    const ids = Array.from({ length: rows }, () => uuid())
    await pool.query(
      `with given as (select id, row_number() over () + $3::int as n from unnest($2::uuid[]) as id),
       made as (
         insert into contacts (id, organization_id, email, email_norm, first_name, last_name, city, country, locale,
           source, created_at, updated_at)
         select id, $1, $4 || n || '@client' || n % 20 || '.test', $4 || n || '@client' || n % 20 || '.test',
           'Reader' || n % 100, 'Number ' || n, 'Lyon', 'FR', 'en', 'import', now(), now() from given returning id
       ), addressed as (
         insert into contact_emails (id, organization_id, contact_id, email, email_norm, is_primary, created_at)
         select gen_random_uuid(), $1, id, $4 || n || '@client' || n % 20 || '.test',
           $4 || n || '@client' || n % 20 || '.test', true, now() from given
       )
       insert into consent_states (organization_id, contact_id, channel, topic_id, state, strength, consent_id, source,
         occurred_at)
       select $1, id, 'email', null, 'granted', 2, 0, 'form', now() from given`,
      [organizationId, ids, from, name]
    )
  }
  await pool.query('analyze contacts, contact_emails, consent_states')
}

export function runOrder(more: Partial<RunOrder> = {}): RunOrder {
  return {
    sourceKind: 'campaign',
    sourceId: randomUUID(),
    name: 'The November letter',
    audience: { include: { segments: [], everybody: true }, exclude: { segments: [] } },
    contents: [
      {
        variant: 0,
        subject: 'The November letter for {{ contact.first_name }}',
        preheader: '',
        ...letter(),
      },
    ],
    senderId: null,
    topicId: null,
    ...more,
  }
}

export function launch(organizationId: string, more: Partial<RunOrder> = {}): Promise<number> {
  return Tenant.run(organizationId, () => db.transaction((trx) => startRun(runOrder(more), trx)))
}

/** A sender on a domain that is proven, so that its mail is signed by us; resolves to its id. */
export function plantSigningSender(organizationId: string): Promise<string> {
  return Tenant.run(organizationId, async () => {
    const { generateKeyPairSync } = await import('node:crypto')
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    })
    const domain = await new SendingDomain()
      .merge({ domain: 'signed.test', dkimSelector: 'w1', state: 'verified' })
      .keepKeys({ privateKey, publicKey })
      .save()
    const sender = await new Sender()
      .merge({
        domainId: domain.id,
        name: 'Signed',
        address: 'hello@signed.test',
        addressNorm: 'hello@signed.test',
        isDefault: false,
      })
      .save()
    return sender.id
  })
}

/** A mail that somebody waits for, as the house writes them. */
export async function queueAwaited(organizationId: string, to: string): Promise<void> {
  await NotificationMail.queue({
    to: { email: to },
    organizationId,
    payload: { notificationId: await notice() },
  })
}

let noticeId: Promise<string> | null = null
/** One notification that all of them tell. */
function notice(): Promise<string> {
  noticeId ??= plantUser().then(async ({ id }) => {
    const [row] = await sql<{ id: string }>(
      `insert into notifications (id, user_id, kind, key, title, created_at)
       values (gen_random_uuid(), ?, 'bench', 'bench', 'Wait for it', now()) returning id`,
      [id]
    )
    return row.id
  })
  return noticeId
}
