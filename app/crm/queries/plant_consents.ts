import { v7 as uuid } from 'uuid'
import { sql } from '#core/database/sql'
import { clock } from '#core/clock/clock'
import { Tenant } from '#core/tenancy/tenant'

/** What people of the demo agreed to and refused: always the same for the same address. Resolves to how many words. */
export async function plantConsents(): Promise<number> {
  const [row] = await sql<{ count: number }>(
    `with people as (
       select c.id, c.email_norm, c.created_at, abs(hashtext(c.email_norm)) % 100 as chance from contacts c
       where c.organization_id = ? and c.deleted_at is null and c.email_norm is not null
         and not exists (select 1 from consents k where k.organization_id = c.organization_id and k.contact_id = c.id)
     ), words (id, address, topic, state, source, wording, proof, at) as (
       select id, email_norm, null, 'granted', 'form', 'Yes, send me news and offers. I can stop that at any time.',
         jsonb_build_object('page', '/newsletter'), created_at from people where chance < 46
       union all
       select id, email_norm, null, 'denied', 'unsubscribe', null, '{}', created_at + interval '9 days'
       from people where chance < 5
       union all
       select id, email_norm, null, 'pending', 'form', 'Yes, send me news and offers. I can stop that at any time.',
         jsonb_build_object('page', '/newsletter'), created_at from people where chance between 46 and 49
       union all
       select id, email_norm, 'events', 'granted', 'checkout', 'Tell me about meetings near me.', '{}', created_at
       from people where chance % 7 = 0
       union all
       select id, email_norm, 'care_tips', 'denied', 'preferences', null, '{}', created_at + interval '3 days'
       from people where chance % 13 = 0
     ), said as (
       insert into consents (organization_id, contact_id, address_hash, channel, topic_id, state, source, wording, proof,
         actor_type, occurred_at)
       select ?::uuid, w.id, warren_address_hash(w.address), 'email', t.id, w.state, w.source, w.wording, w.proof, 'system',
         least(w.at, ?::timestamptz)
       from words w left join topics t on t.organization_id = ? and t.key = w.topic
       where w.topic is null or t.id is not null
       order by w.at, w.id returning 1)
     select count(*)::int as count from said`,
    [Tenant.id(), Tenant.id(), clock.now().toISO(), Tenant.id()]
  )
  return row.count
}

const TWINS = 12

/** A dozen people of the demo who were entered twice, weeks apart, as it happens. Resolves to how many were made. */
export async function plantTwins(): Promise<number> {
  const ids = Array.from({ length: TWINS }, () => uuid())
  const [row] = await sql<{ count: number }>(
    `with first as (
       select c.*, row_number() over (order by c.created_at, c.id) as n from contacts c
       where c.organization_id = ? and c.deleted_at is null and c.first_name is not null and c.last_name is not null
         and c.phone_e164 is not null and c.email_norm is not null
         and not exists (select 1 from contacts t where t.organization_id = c.organization_id and t.external_id like 'till-%')
       order by c.created_at, c.id limit ${TWINS}
     ), twin as (
       select (?::uuid[])[n::int] as id, organization_id, n,
         case n % 3 when 0 then left(first_name, 1) || '.' when 1 then first_name else upper(first_name) end as first_name,
         case when n % 4 = 3 then regexp_replace(last_name, '(.)$', '\\1\\1') else last_name end as last_name,
         case when n % 2 = 0 then replace(email_norm, '@', '+till@') else replace(email_norm, '@', '.' || n || '@') end as email,
         case when n % 3 <> 2 then phone end as phone, case when n % 3 <> 2 then phone_e164 end as phone_e164,
         city, postal_code, country, least(created_at + interval '40 days', ?::timestamptz) as created_at from first
     ), made as (
       insert into contacts (id, organization_id, first_name, last_name, email, email_norm, phone, phone_e164, city,
         postal_code, country, external_id, source, created_at, updated_at)
       select id, organization_id, first_name, last_name, email, email, phone, phone_e164, city, postal_code, country,
         'till-' || n, 'import', created_at, created_at from twin
       on conflict do nothing returning id, organization_id, email, email_norm, phone, phone_e164, created_at
     ), addresses as (
       insert into contact_emails (id, organization_id, contact_id, email, email_norm, is_primary, created_at)
       select gen_random_uuid(), organization_id, id, email, email_norm, true, created_at from made
       on conflict do nothing
     ), numbers as (
       insert into contact_phones (id, organization_id, contact_id, phone, phone_e164, is_primary, created_at)
       select gen_random_uuid(), organization_id, id, phone, phone_e164, true, created_at from made
       where phone_e164 is not null)
     select count(*)::int as count from made`,
    [Tenant.id(), ids, clock.now().toISO()]
  )
  return row.count
}
