import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { clock } from '#core/clock/clock'
import { InvalidEmailException, normalizeEmail } from '#core/email_address'
import type { DomainEventClass, Fact } from '#core/events/domain_event'
import { Tenant } from '#core/tenancy/tenant'
import { type NewSuppression, Suppression } from '#crm/suppression'
import MailBounced from '#messaging/events/mail_bounced'
import MailClicked from '#messaging/events/mail_clicked'
import MailComplained from '#messaging/events/mail_complained'
import type { MailFactPayload } from '#messaging/events/mail_fact_payload'
import MailOpened from '#messaging/events/mail_opened'
import MailReplied from '#messaging/events/mail_replied'
import { MARK } from '#messaging/ledger/states'
import type { MailFact } from '#messaging/provider_events/mail_fact'
import type { RunHead } from '#messaging/queries/fact_rows'
import { oftenBounced } from '#messaging/queries/fact_sums'

/** A mail with what was told of it, and its marks before and after. */
export type Told = {
  organizationId: string
  facts: MailFact[]
  before: number
  after: number
  address: string | null
  contactId: string | null
  head: RunHead | null
  variant: number | null
  mailId: string | null
}

const SOFT_DAYS = 30

/** What follows for the people of the organization in context: dead addresses, and events. */
export async function tellOf(told: Told[], trx: TransactionClientContract): Promise<void> {
  const gone = told.filter((one) => isNew(one, MARK.bounced))
  const complaining = told.filter((one) => isNew(one, MARK.complained))
  const soft = told.filter((one) => isNew(one, MARK.softBounced) && one.contactId)
  await Suppression.add(
    [
      ...gone.flatMap((one) => suppressionOf(one, 'hard_bounce')),
      ...complaining.flatMap((one) => suppressionOf(one, 'complaint')),
      ...(await tooOften(soft, trx)),
    ],
    trx
  )
  await record(MailBounced, told, MARK.bounced | MARK.softBounced | MARK.blocked, trx)
  await record(MailComplained, told, MARK.complained, trx)
  await record(MailOpened, told, MARK.openedByPerson, trx)
  await record(MailClicked, told, MARK.clickedByPerson, trx)
  await record(MailReplied, told, MARK.replied, trx)
}

/** Whether one of the marks is there now and none was before: told once per mail, however often it happened. */
function isNew({ before, after }: Told, marks: number): boolean {
  return (before & marks) === 0 && (after & marks) !== 0
}

function suppressionOf(
  { address, facts }: Told,
  reason: 'hard_bounce' | 'complaint'
): NewSuppression[] {
  const kind = reason === 'complaint' ? 'complained' : 'bounced'
  const fact = facts.find((one) => one.kind === kind)
  const source = String(fact?.detail.provider ?? 'bounce')
  const note = noteOf(fact)
  const normal = normalOrNull(fact?.address ?? address)
  return normal ? [{ channel: 'email', address: normal, reason, source, note }] : []
}

async function tooOften(soft: Told[], trx: TransactionClientContract): Promise<NewSuppression[]> {
  const since = clock.now().minus({ days: SOFT_DAYS }).toUTC().toISO()
  const found = await oftenBounced(
    Tenant.id(),
    soft.map(({ contactId }) => contactId!),
    { since, softBounced: MARK.softBounced },
    trx
  )
  return found.map(({ email }) => ({
    channel: 'email' as const,
    address: email,
    reason: 'hard_bounce' as const,
    source: 'soft_bounces',
    note: `Bounced for three of its last five mails within ${SOFT_DAYS} days`,
  }))
}

/** What the other side said, cut to what a note may hold. */
function noteOf(fact: MailFact | undefined): string | null {
  const said = fact?.detail.reply ?? fact?.detail.reason
  return typeof said === 'string' && said.trim() ? said.trim().slice(0, 300) : null
}

function normalOrNull(address: string | null | undefined): string | null {
  try {
    return address ? normalizeEmail(address) : null
  } catch (error) {
    if (error instanceof InvalidEmailException) return null
    throw error
  }
}

async function record(
  event: DomainEventClass & {
    recordMany(facts: Fact<MailFactPayload>[], trx: TransactionClientContract): Promise<number[]>
  },
  told: Told[],
  marks: number,
  trx: TransactionClientContract
): Promise<void> {
  const kind = event.type.split('.')[1]
  const facts = told.flatMap((one): Fact<MailFactPayload>[] => {
    if (!isNew(one, marks)) return []
    const fact = one.facts.find((each) => each.kind === kind || each.kind === `blocked`)
    return [
      {
        organizationId: one.organizationId,
        subjectId: one.mailId,
        contactId: one.contactId,
        occurredAt: fact
          ? DateTime.min(DateTime.fromJSDate(fact.happenedAt), clock.now())
          : undefined,
        payload: {
          runId: one.head?.runId ?? null,
          variant: one.variant,
          sourceKind: one.head?.sourceKind ?? null,
          sourceId: one.head?.sourceId ?? null,
          mailId: one.mailId,
          link: fact?.link ?? null,
          bounce: fact?.kind === 'blocked' ? 'blocked' : (fact?.bounce ?? null),
        },
      },
    ]
  })
  await event.recordMany(facts, trx)
}
