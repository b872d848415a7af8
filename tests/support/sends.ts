import { v7 as uuid } from 'uuid'
import { seal } from '#core/crypto/encrypted'
import { sql } from '#core/database/sql'
import { STATE } from '#messaging/ledger/states'
import { plantOrganization } from '#tests/support/organizations'

export type PlantedRun = {
  organizationId: string
  runId: number
  campaignId: string
  accountId: string
  /** By number, from 0. */
  contacts: { id: string; email: string }[]
}

/** A provider's account, straight into its table; resolves to its id. */
export async function plantMailAccount(
  organizationId: string,
  provider = 'smtp',
  { secrets = {}, settings = {} }: { secrets?: object; settings?: object } = {}
): Promise<string> {
  const id = uuid()
  await sql(
    `insert into mail_accounts (id, organization_id, provider, label, settings, secrets, created_at, updated_at)
     values (?, ?, ?, 'Test account', ?::jsonb, ?, clock_timestamp(), clock_timestamp())`,
    [id, organizationId, provider, JSON.stringify(settings), seal(secrets, 'mail_account')]
  )
  return id
}

/** A run that was sent to so many contacts of an organization of its own, a while ago. */
export async function plantRun({
  recipients = 3,
  state = STATE.sent as number,
  organizationId = null as string | null,
  provider = 'smtp',
  links = ['https://example.com/a', 'https://example.com/b', 'https://example.com/c'],
  sentSecondsAgo = 3600,
  secrets = {},
  settings = {},
} = {}): Promise<PlantedRun> {
  const owner = organizationId ?? (await plantOrganization())
  const accountId = await plantMailAccount(owner, provider, { secrets, settings })
  const senderId = uuid()
  const campaignId = uuid()
  await sql(
    `insert into senders (id, organization_id, name, address, address_norm, created_at, updated_at)
     values (?, ?, 'Sender', ?, ?, clock_timestamp(), clock_timestamp())`,
    [senderId, owner, `hello@${senderId}.test`, `hello@${senderId}.test`]
  )
  const [{ id: runId }] = await sql<{ id: number }>(
    `insert into send_runs (organization_id, source_kind, source_id, month, state, sender_id, plan, audience, starts_at,
       created_at, updated_at)
     values (?, 'campaign', ?, date_trunc('month', current_date), 'sending', ?, '{}', ?, clock_timestamp(),
       clock_timestamp(), clock_timestamp()) returning id`,
    [owner, campaignId, senderId, recipients]
  )
  await sql(
    `insert into send_contents (organization_id, run_id, variant, subject, html, text, links)
     values (?, ?, 0, 'Rabbits in spring', '<p>Hello</p>', 'Hello', ?::jsonb)`,
    [owner, runId, JSON.stringify(links.map((url) => ({ url, label: 'A link' })))]
  )
  await sql(
    `insert into send_tallies (organization_id, run_id, variant, audience, sent) values (?, ?, 0, ?, ?)`,
    [owner, runId, recipients, state === STATE.sent ? recipients : 0]
  )
  const contacts = Array.from({ length: recipients }, () => {
    const id = uuid()
    return { id, email: `reader-${id.slice(-12)}@readers.test` }
  })
  await plantReaders(owner, contacts)
  await sql(`select warren_ensure_month('sends', date_trunc('month', current_date)::date)`)
  await sql(
    `insert into sends (run_id, contact_id, organization_id, n, month, state, attempts, changed_at, account_id)
     select ?, c.id, ?, c.at - 1, date_trunc('month', current_date), ?, 1,
       clock_timestamp() - make_interval(secs => ?), ?
     from unnest(?::uuid[]) with ordinality c (id, at)`,
    [runId, owner, state, sentSecondsAgo, accountId, contacts.map(({ id }) => id)]
  )
  return { organizationId: owner, runId, campaignId, accountId, contacts }
}

async function plantReaders(
  organizationId: string,
  contacts: { id: string; email: string }[]
): Promise<void> {
  const [ids, emails] = [contacts.map(({ id }) => id), contacts.map(({ email }) => email)]
  await sql(
    `insert into contacts (id, organization_id, email, email_norm, source, created_at, updated_at)
     select id, ?, email, email, 'test', now() - interval '90 days', now()
     from unnest(?::uuid[], ?::text[]) c (id, email)`,
    [organizationId, ids, emails]
  )
  await sql(
    `insert into contact_emails (id, organization_id, contact_id, email, email_norm, is_primary, created_at)
     select gen_random_uuid(), ?, id, email, email, true, now() - interval '90 days'
     from unnest(?::uuid[], ?::text[]) c (id, email)
     on conflict do nothing`,
    [organizationId, ids, emails]
  )
}

/** A mail to one person that was sent; resolves to its id. */
export async function plantMail(
  organizationId: string,
  { contactId = null as string | null, address = 'reader@readers.test', messageId = '' } = {}
): Promise<string> {
  const id = uuid()
  await sql(
    `insert into outgoing_mails (id, organization_id, mail, contact_id, to_address, message_id, state, due_at, sent_at,
       created_at, updated_at)
     values (?, ?, 'messaging_test/mail', ?, ?, ?, 'sent', clock_timestamp(), clock_timestamp(), clock_timestamp(),
       clock_timestamp())`,
    [id, organizationId, contactId, address, messageId || `<m.${id}@mail.test>`]
  )
  return id
}

export type SendState = { state: number; marks: number; reason: number }

/** A row of the ledger as it stands. */
export async function sendOf(runId: number, n: number): Promise<SendState> {
  const [row] = await sql<SendState>(
    'select state, marks, reason from sends where run_id = ? and n = ?',
    [runId, n]
  )
  return row
}

export async function tallyOf(runId: number): Promise<Record<string, number>> {
  const [row] = await sql<Record<string, number>>('select * from send_tallies where run_id = ?', [
    runId,
  ])
  return row
}
