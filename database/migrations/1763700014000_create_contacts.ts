import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table contacts (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        user_id uuid references users (id) on delete set null,
        email text not null,
        email_norm text not null,
        first_name text,
        last_name text,
        phone text,
        locale text,
        country char(2),
        source text not null,
        last_seen_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id),
        unique (organization_id, email_norm)
      );
      create index contacts_newest on contacts (organization_id, created_at desc, id desc);
      create index contacts_by_source on contacts (organization_id, source, created_at desc, id desc);
      create index contacts_user on contacts (user_id) where user_id is not null;
      create index contacts_search on contacts using gin
        ((coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || email_norm) gin_trgm_ops);
      -- One line per thing that happened to a contact, written by a reader of the event log.
      create table activities (
        id bigint generated always as identity,
        organization_id uuid not null,
        contact_id uuid not null,
        event_id bigint not null,
        kind text not null,
        subject_type text,
        subject_id uuid,
        actor_type text not null,
        actor_id uuid,
        payload jsonb not null default '{}',
        occurred_at timestamptz not null,
        primary key (id, occurred_at)
      ) partition by range (occurred_at);
      create table activities_default partition of activities default;
      create index activities_timeline on activities (organization_id, contact_id, occurred_at desc, id desc);
    `)
  }

  async down() {
    this.schema.raw(`drop table activities; drop table contacts`)
  }
}
