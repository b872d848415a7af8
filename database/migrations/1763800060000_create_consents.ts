import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- How an address is known where it must not be kept itself. Takes the normalised form.
      create function warren_address_hash(address text) returns text language sql immutable parallel safe as $$
        select encode(sha256(convert_to(address, 'UTF8')), 'hex')
      $$;

      create table topics (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        key text not null,
        name text not null,
        description text,
        double_opt_in boolean not null default false,
        -- Whether consent to all marketing covers it; else it has to be agreed to by itself.
        is_default boolean not null default true,
        archived_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, key)
      );

      -- What people agreed to and refused. It outlives the contact, so there is no foreign key to it.
      create table consents (
        id bigint generated always as identity primary key,
        organization_id uuid not null references organizations (id),
        contact_id uuid not null,
        address_hash text,
        channel text not null check (channel in ('email', 'sms', 'voice', 'whatsapp')),
        -- Null for all marketing on the channel.
        topic_id uuid,
        state text not null check (state in ('granted', 'pending', 'denied')),
        source text not null,
        wording text,
        proof jsonb not null default '{}',
        actor_type text not null,
        actor_id uuid,
        occurred_at timestamptz not null,
        -- 2: the person's own word or a documented one, and every imported refusal; 1: told by staff; 0: imported.
        strength smallint not null generated always as (case
          when source = 'import' then case when state = 'denied' then 2 else 0 end
          when source = 'staff' then case when proof = '{}'::jsonb then 1 else 2 end
          else 2 end) stored,
        foreign key (organization_id, topic_id) references topics (organization_id, id)
      );
      create index consents_of on consents (organization_id, contact_id, id desc);
      create index consents_by_address on consents (organization_id, address_hash, channel, id desc)
        where address_hash is not null;
      create trigger consents_append_only before update or delete on consents
        for each row execute function warren_refuse_change();

      -- What holds now: the fold of the ledger, one row per contact, channel and topic.
      create table consent_states (
        organization_id uuid not null references organizations (id),
        contact_id uuid not null,
        channel text not null,
        topic_id uuid,
        state text not null,
        strength smallint not null,
        consent_id bigint not null,
        source text not null,
        occurred_at timestamptz not null,
        unique nulls not distinct (organization_id, contact_id, channel, topic_id),
        foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade,
        foreign key (organization_id, topic_id) references topics (organization_id, id)
      );
      create index consent_states_by_state on consent_states (organization_id, channel, topic_id, state, contact_id);

      -- Addresses that are not written to. By hash, so that they stand whatever becomes of the contact.
      create table suppressions (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        channel text not null check (channel in ('email', 'sms', 'voice', 'whatsapp')),
        address_hash text not null,
        -- What a person may recognize it by: a…@example.com.
        hint text,
        reason text not null check (reason in ('hard_bounce', 'complaint', 'unsubscribe', 'manual', 'import')),
        scope text not null check (scope in ('all', 'marketing')),
        expires_at timestamptz,
        source text not null,
        note text,
        actor_type text not null,
        actor_id uuid,
        created_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, channel, address_hash, scope)
      );
      create index suppressions_newest on suppressions (organization_id, created_at desc, id desc);

      create function warren_address_hint(address text) returns text language sql immutable parallel safe as $$
        select case when position('@' in address) > 0
          then left(address, 1) || '…@' || split_part(address, '@', 2)
          else left(address, 3) || '…' || right(address, 3) end
      $$;

      /*
       * Folds what was added to the ledger into consent_states, a round per further entry of the same key:
       *  - an older fact does not replace a newer one;
       *  - waiting for a confirmation does not take consent away;
       *  - a refusal yields only to a word that is at least as strong: never to an import, never to staff
       *    without proof where the person refused;
       *  - a weak grant does not begin where the same address has refused before, under whatever contact.
       * Refusing all marketing suppresses the person's addresses on the channel; a strong grant of all marketing
       * lifts what an unsubscription had put there, and nothing else.
       */
      create function warren_apply_consents() returns trigger language plpgsql as $$
      declare
        turns integer;
      begin
        select coalesce(max(n), 0) into turns from (
          select count(*) as n from added group by organization_id, contact_id, channel, topic_id) counted;
        for turn in 1 .. turns loop
          insert into consent_states (organization_id, contact_id, channel, topic_id, state, strength, consent_id,
            source, occurred_at)
          select distinct on (a.organization_id, coalesce(c.merged_into_id, c.id), a.channel, a.topic_id)
            a.organization_id, coalesce(c.merged_into_id, c.id), a.channel, a.topic_id, a.state, a.strength, a.id,
            a.source, a.occurred_at
          from (select *, row_number() over (partition by organization_id, contact_id, channel, topic_id
                  order by occurred_at, id) as n from added) a
          join contacts c on c.organization_id = a.organization_id and c.id = a.contact_id
          where a.n = turn
            and (a.state = 'denied' or a.strength = 2 or a.address_hash is null or not exists (
              select 1 from consents refused
              where refused.organization_id = a.organization_id and refused.address_hash = a.address_hash
                and refused.channel = a.channel and refused.topic_id is not distinct from a.topic_id
                and refused.state = 'denied' and refused.contact_id <> a.contact_id and refused.strength > a.strength
                and not exists (select 1 from consents again
                  where again.organization_id = a.organization_id and again.address_hash = a.address_hash
                    and again.channel = a.channel and again.topic_id is not distinct from a.topic_id
                    and again.state = 'granted' and again.strength = 2 and again.id > refused.id)))
          order by a.organization_id, coalesce(c.merged_into_id, c.id), a.channel, a.topic_id, a.occurred_at desc, a.id desc
          on conflict (organization_id, contact_id, channel, topic_id) do update set
            state = excluded.state, strength = excluded.strength, consent_id = excluded.consent_id,
            source = excluded.source, occurred_at = excluded.occurred_at
          where excluded.occurred_at >= consent_states.occurred_at
            and not (consent_states.state = 'granted' and excluded.state = 'pending')
            and not (consent_states.state = 'denied' and excluded.state <> 'denied'
              and excluded.strength < consent_states.strength);
        end loop;

        with refused as (
          select a.organization_id, a.contact_id, a.channel, a.address_hash, a.source, a.actor_type, a.actor_id, a.occurred_at
          from added a
          where a.state = 'denied' and a.topic_id is null
            and not exists (select 1 from contacts c
              join consent_states now on now.organization_id = c.organization_id
                and now.contact_id = coalesce(c.merged_into_id, c.id)
              where c.organization_id = a.organization_id and c.id = a.contact_id
                and now.channel = a.channel and now.topic_id is null and now.state <> 'denied')
        ), addresses as (
          select organization_id, channel, address_hash, null as hint, source, actor_type, actor_id, occurred_at
          from refused where address_hash is not null
          union all
          select r.organization_id, r.channel, warren_address_hash(e.email_norm), warren_address_hint(e.email_norm),
            r.source, r.actor_type, r.actor_id, r.occurred_at
          from refused r
          join contact_emails e on e.organization_id = r.organization_id and e.contact_id = r.contact_id
          where r.channel = 'email'
          union all
          select r.organization_id, r.channel, warren_address_hash(p.phone_e164), warren_address_hint(p.phone_e164),
            r.source, r.actor_type, r.actor_id, r.occurred_at
          from refused r
          join contact_phones p on p.organization_id = r.organization_id and p.contact_id = r.contact_id
          where r.channel <> 'email'
        )
        insert into suppressions (id, organization_id, channel, address_hash, hint, reason, scope, source, actor_type,
          actor_id, created_at)
        select gen_random_uuid(), organization_id, channel, address_hash, max(hint), 'unsubscribe', 'marketing',
          max(source), max(actor_type), max(actor_id::text)::uuid, max(occurred_at)
        from addresses group by organization_id, channel, address_hash
        on conflict (organization_id, channel, address_hash, scope) do nothing;

        delete from suppressions s using added a
        where a.state = 'granted' and a.strength = 2 and a.topic_id is null and a.address_hash is not null
          and s.organization_id = a.organization_id and s.channel = a.channel and s.address_hash = a.address_hash
          and s.reason = 'unsubscribe' and s.scope = 'marketing' and s.created_at <= a.occurred_at
          and not exists (select 1 from added later where later.state = 'denied' and later.topic_id is null
            and later.organization_id = a.organization_id and later.channel = a.channel
            and later.contact_id = a.contact_id and later.id > a.id);
        return null;
      end $$;
      create trigger consents_applied after insert on consents referencing new table as added
        for each statement execute function warren_apply_consents();
    `)
  }

  async down() {
    this.schema.raw(`
      drop table suppressions, consent_states, consents, topics;
      drop function warren_apply_consents;
      drop function warren_address_hint;
      drop function warren_address_hash;
    `)
  }
}
