import { DateTime } from 'luxon'
import { v7 as uuid } from 'uuid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'
import AccessGranted from '#access/events/access_granted'
import AccessRevoked from '#access/events/access_revoked'
import {
  allowedSubjects,
  insertGrant,
  insertRevocations,
  type GrantRow,
  grantsOf,
} from '#access/queries/fold'

export type GrantRequest = {
  contactId: string
  subjectType: string
  subjectId: string
  /** What the grant comes from: `order`, `manual`, `restored`; one grant per source, person and thing. */
  sourceType: string
  sourceId: string
  /** A sentence for people: "Bought with order 1042". */
  reason: string
  /** Now, unless given. */
  startsAt?: DateTime
  /** For good, unless given. */
  endsAt?: DateTime | null
}

export type Revocation = {
  sourceType: string
  sourceId: string
  reason: string
  /** Now, unless given. */
  effectiveAt?: DateTime
}

export type Explanation = {
  allowed: boolean
  /** Why, in plain words. */
  reason: string
  /** When allowed access ends; null for never, and where nothing is allowed. */
  until: DateTime | null
  grants: ExplainedGrant[]
}

export type ExplainedGrant = {
  id: string
  sourceType: string
  sourceId: string
  reason: string
  startsAt: DateTime
  endsAt: DateTime | null
  revokedAt: DateTime | null
  revocationReason: string | null
  isActive: boolean
}

/** What a contact may use: the fold of grants and revocations. Needs a tenant in context. */
export const Access = {
  /** Grants something once per source; a repetition changes nothing. */
  async grant(grant: GrantRequest, trx: TransactionClientContract): Promise<void> {
    const id = uuid()
    const now = clock.now()
    const isNew = await insertGrant({ id, ...grant, startsAt: grant.startsAt ?? now, now }, trx)
    if (!isNew) return
    const { contactId, subjectType, subjectId, sourceType, sourceId, reason, endsAt } = grant
    await AccessGranted.record(
      {
        organizationId: Tenant.id(),
        subjectId: id,
        contactId,
        payload: {
          grantId: id,
          subjectType,
          subjectId,
          sourceType,
          sourceId,
          reason,
          endsAt: endsAt?.toISO() ?? null,
        },
      },
      trx
    )
  },

  /** Takes back everything that a source granted. What was revoked before stays as it was. */
  async revoke(
    { sourceType, sourceId, reason, effectiveAt }: Revocation,
    trx: TransactionClientContract
  ): Promise<void> {
    const now = clock.now()
    const at = effectiveAt ?? now
    const revoked = await insertRevocations({ sourceType, sourceId, reason, at, now }, trx)
    for (const grant of revoked) {
      await AccessRevoked.record(
        {
          organizationId: Tenant.id(),
          subjectId: grant.id,
          contactId: grant.contactId,
          payload: {
            grantId: grant.id,
            subjectType: grant.subjectType,
            subjectId: grant.subjectId,
            sourceType,
            sourceId,
            reason,
            effectiveAt: at.toISO()!,
          },
        },
        trx
      )
    }
  },

  /** Whether a contact may use something now, and why or why not. */
  async explain(contactId: string, subjectType: string, subjectId: string): Promise<Explanation> {
    const now = clock.now()
    const rows = await grantsOf(contactId, subjectType, subjectId)
    const grants = rows.map((row) => explained(row, now))
    const active = grants.filter((grant) => grant.isActive)
    if (active.length === 0) {
      return { allowed: false, reason: whyNot(grants, now), until: null, grants }
    }
    const best = active.reduce((a, b) => (endOf(b) > endOf(a) ? b : a))
    const end = endOf(best)
    const until = Number.isFinite(end) ? DateTime.fromMillis(end, { zone: 'utc' }) : null
    const reason = until ? `${best.reason}, until ${day(until)}` : best.reason
    return { allowed: true, reason, until, grants }
  },

  /** Ids of all things of a kind that a contact may use now. */
  async subjectsOf(contactId: string, subjectType: string): Promise<string[]> {
    return allowedSubjects(contactId, subjectType, clock.now())
  },
}

function explained(row: GrantRow, now: DateTime): ExplainedGrant {
  const grant = {
    id: row.id,
    sourceType: row.sourceType,
    sourceId: row.sourceId,
    reason: row.reason,
    startsAt: utc(row.startsAt),
    endsAt: row.endsAt && utc(row.endsAt),
    revokedAt: row.revokedAt && utc(row.revokedAt),
    revocationReason: row.revocationReason,
    isActive: false,
  }
  grant.isActive = grant.startsAt <= now && endOf(grant) > now.toMillis()
  return grant
}

function endOf({ endsAt, revokedAt }: Pick<ExplainedGrant, 'endsAt' | 'revokedAt'>): number {
  return Math.min(endsAt?.toMillis() ?? Infinity, revokedAt?.toMillis() ?? Infinity)
}

/** The last grant says it best: the newest comes first. */
function whyNot(grants: ExplainedGrant[], now: DateTime): string {
  const coming = grants.find((grant) => grant.startsAt > now && endOf(grant) > now.toMillis())
  if (coming) return `Your access begins on ${day(coming.startsAt)}`
  const [last] = grants
  if (!last) return 'You have no access to this'
  if (last.revokedAt && last.revokedAt <= now) {
    return `Your access ended on ${day(last.revokedAt)}: ${last.revocationReason}`
  }
  return `Your access ended on ${day(last.endsAt ?? now)}`
}

function day(at: DateTime): string {
  return at.toFormat('d LLLL yyyy')
}

function utc(at: Date): DateTime {
  return DateTime.fromJSDate(at, { zone: 'utc' })
}
