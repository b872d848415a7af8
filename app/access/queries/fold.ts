import type { DateTime } from 'luxon'
import { v7 as uuid } from 'uuid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { sql } from '#core/database/sql'
import { Tenant } from '#core/tenancy/tenant'

export type GrantRow = {
  id: string
  sourceType: string
  sourceId: string
  reason: string
  startsAt: Date
  endsAt: Date | null
  revokedAt: Date | null
  revocationReason: string | null
}

type NewGrant = {
  id: string
  contactId: string
  subjectType: string
  subjectId: string
  sourceType: string
  sourceId: string
  reason: string
  startsAt: DateTime
  endsAt?: DateTime | null
  now: DateTime
}

/** Resolves to whether this source granted it for the first time. */
export async function insertGrant(
  grant: NewGrant,
  trx: TransactionClientContract
): Promise<boolean> {
  const rows = await sql(
    `insert into access_grants (id, organization_id, contact_id, subject_type, subject_id, source_type,
       source_id, reason, starts_at, ends_at, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (organization_id, source_type, source_id, contact_id, subject_type, subject_id) do nothing
     returning id`,
    [
      grant.id,
      Tenant.id(),
      grant.contactId,
      grant.subjectType,
      grant.subjectId,
      grant.sourceType,
      grant.sourceId,
      grant.reason,
      grant.startsAt.toISO(),
      grant.endsAt?.toISO(),
      grant.now.toISO(),
    ],
    trx
  )
  return rows.length > 0
}

type RevokedRow = { id: string; contactId: string; subjectType: string; subjectId: string }

/** Revokes the grants of a source that are not revoked yet; resolves to those. */
export async function insertRevocations(
  revocation: {
    sourceType: string
    sourceId: string
    reason: string
    at: DateTime
    now: DateTime
  },
  trx: TransactionClientContract
): Promise<RevokedRow[]> {
  const grants = await sql<RevokedRow>(
    `select g.id, g.contact_id as "contactId", g.subject_type as "subjectType", g.subject_id as "subjectId"
     from access_grants g where g.organization_id = ? and g.source_type = ? and g.source_id = ?
       and not exists (select 1 from access_revocations r
         where r.organization_id = g.organization_id and r.grant_id = g.id)
     order by g.id`,
    [Tenant.id(), revocation.sourceType, revocation.sourceId],
    trx
  )
  const revoked: RevokedRow[] = []
  for (const grant of grants) {
    const rows = await sql(
      `insert into access_revocations (id, organization_id, grant_id, reason, effective_at, created_at)
       values (?, ?, ?, ?, ?, ?) on conflict (organization_id, grant_id) do nothing returning id`,
      [
        uuid(),
        Tenant.id(),
        grant.id,
        revocation.reason,
        revocation.at.toISO(),
        revocation.now.toISO(),
      ],
      trx
    )
    if (rows.length > 0) revoked.push(grant)
  }
  return revoked
}

/** All grants of a thing to a contact, the newest first. */
export async function grantsOf(
  contactId: string,
  subjectType: string,
  subjectId: string
): Promise<GrantRow[]> {
  return sql<GrantRow>(
    `select g.id, g.source_type as "sourceType", g.source_id as "sourceId", g.reason,
       g.starts_at as "startsAt", g.ends_at as "endsAt", r.effective_at as "revokedAt",
       r.reason as "revocationReason"
     from access_grants g
     left join access_revocations r on r.organization_id = g.organization_id and r.grant_id = g.id
     where g.organization_id = ? and g.contact_id = ? and g.subject_type = ? and g.subject_id = ?
     order by g.created_at desc, g.id desc`,
    [Tenant.id(), contactId, subjectType, subjectId]
  )
}

export async function allowedSubjects(
  contactId: string,
  subjectType: string,
  now: DateTime
): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    `select distinct g.subject_id as id
     from access_grants g
     left join access_revocations r on r.organization_id = g.organization_id and r.grant_id = g.id
     where g.organization_id = ? and g.contact_id = ? and g.subject_type = ?
       and g.starts_at <= ?::timestamptz and coalesce(g.ends_at, 'infinity') > ?::timestamptz
       and coalesce(r.effective_at, 'infinity') > ?::timestamptz`,
    [Tenant.id(), contactId, subjectType, now.toISO(), now.toISO(), now.toISO()]
  )
  return rows.map((row) => row.id)
}

export type SourceGrant = GrantRow & { subjectType: string; subjectId: string }

/** Everything that some sources granted, for the record of an order. */
export async function grantsFrom(
  sources: { type: string; ids: string[] }[]
): Promise<SourceGrant[]> {
  const found: SourceGrant[] = []
  for (const { type, ids } of sources.filter((source) => source.ids.length > 0)) {
    found.push(
      ...(await sql<SourceGrant>(
        `select g.id, g.subject_type as "subjectType", g.subject_id as "subjectId",
           g.source_type as "sourceType", g.source_id as "sourceId", g.reason,
           g.starts_at as "startsAt", g.ends_at as "endsAt", r.effective_at as "revokedAt",
           r.reason as "revocationReason"
         from access_grants g
         left join access_revocations r on r.organization_id = g.organization_id and r.grant_id = g.id
         where g.organization_id = ? and g.source_type = ? and g.source_id = any(?::uuid[])
         order by g.created_at, g.id`,
        [Tenant.id(), type, ids]
      ))
    )
  }
  return found
}
