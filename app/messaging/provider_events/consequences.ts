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
import {
  type FactKind,
  isByPerson,
  type MailFact,
  PERSON_FROM,
} from '#messaging/provider_events/mail_fact'
import { restedHits, type RunHead } from '#messaging/queries/fact_rows'
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
  // At the provider's own link: it keeps its list, and we keep ours.
  const leaving = told.filter((one) => isNew(one, MARK.unsubscribed))
  await Suppression.add(
    [
      ...gone.flatMap((one) => suppressionOf(one, 'hard_bounce')),
      ...complaining.flatMap((one) => suppressionOf(one, 'complaint')),
      ...leaving.flatMap((one) => suppressionOf(one, 'unsubscribe')),
      ...(await tooOften(soft, trx)),
    ],
    trx
  )
  await record(MailBounced, told, MARK.bounced | MARK.softBounced | MARK.blocked, trx)
  await record(MailComplained, told, MARK.complained, trx)
  await record(MailOpened, told, MARK.openedByPerson, trx)
  await record(MailClicked, told, MARK.clickedByPerson, trx)
  await record(MailReplied, told, MARK.replied, trx)
  await recordReading(MailOpened, told, MARK.openedByPerson, trx)
  await recordReading(MailClicked, told, MARK.clickedByPerson, trx)
}

/** Whether one of the marks is there now and none was before: told once per mail, however often it happened. */
function isNew({ before, after }: Told, marks: number): boolean {
  return (before & marks) === 0 && (after & marks) !== 0
}

const KINDS = {
  hard_bounce: 'bounced',
  complaint: 'complained',
  unsubscribe: 'unsubscribed',
} as const

function suppressionOf({ address, facts }: Told, reason: keyof typeof KINDS): NewSuppression[] {
  const fact = facts.find((one) => one.kind === KINDS[reason])
  const source = String(fact?.detail.provider ?? 'bounce')
  const note = noteOf(fact)
  const scope = reason === 'unsubscribe' ? 'marketing' : 'all'
  const normal = normalOrNull(fact?.address ?? address)
  return normal ? [{ channel: 'email', address: normal, reason, scope, source, note }] : []
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

type MailEvent = DomainEventClass & {
  recordMany(facts: Fact<MailFactPayload>[], trx: TransactionClientContract): Promise<number[]>
}

/** One event per mail, when one of its marks is new. */
function record(
  event: MailEvent,
  told: Told[],
  marks: number,
  trx: TransactionClientContract
): Promise<number[]> {
  const fresh = told.filter((one) => isNew(one, marks))
  return event.recordMany(
    fresh.map((one) => factOf(one, factFor(event, one))),
    trx
  )
}

/**
 * What a person does with a mail is told again when a day has passed since the last time: whoever asks for the
 * last days has to hear of it.
 */
async function recordReading(
  event: MailEvent,
  told: Told[],
  mark: number,
  trx: TransactionClientContract
): Promise<void> {
  const kind = kindOf(event)
  const again = told.flatMap((one) => {
    const fact = (one.before & mark) === 0 ? undefined : factFor(event, one)
    return fact ? [{ one, fact }] : []
  })
  const rested = await restedHits(
    again.map(({ fact }, at) => ({ at, ref: fact.ref, happenedAt: fact.happenedAt })),
    { kind, personFrom: PERSON_FROM },
    trx
  )
  await event.recordMany(
    again.filter((_, at) => rested.has(at)).map(({ one, fact }) => factOf(one, fact)),
    trx
  )
}

const kindOf = (event: MailEvent) => event.type.split('.')[1] as FactKind

/** The fact that an event is about: of opens and clicks a person's. */
function factFor(event: MailEvent, { facts }: Told): MailFact | undefined {
  const kinds = event.type === MailBounced.type ? ['bounced', 'blocked'] : [kindOf(event)]
  const isReading = event.type === MailOpened.type || event.type === MailClicked.type
  return facts.find((fact) => kinds.includes(fact.kind) && (!isReading || isByPerson(fact)))
}

function factOf(one: Told, fact: MailFact | undefined): Fact<MailFactPayload> {
  return {
    organizationId: one.organizationId,
    subjectId: one.mailId,
    contactId: one.contactId,
    occurredAt: fact ? DateTime.min(DateTime.fromJSDate(fact.happenedAt), clock.now()) : undefined,
    payload: {
      runId: one.head?.runId ?? null,
      variant: one.variant,
      sourceKind: one.head?.sourceKind ?? null,
      sourceId: one.head?.sourceId ?? null,
      mailId: one.mailId,
      link: fact?.link ?? null,
      bounce: fact?.kind === 'blocked' ? 'blocked' : (fact?.bounce ?? null),
    },
  }
}
