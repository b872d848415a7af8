import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- The event log: append-only facts, read below the oldest running transaction.
      create table events (
        id bigint generated always as identity,
        xid xid8 not null default pg_current_xact_id(),
        organization_id uuid,
        type text not null,
        version smallint not null default 1,
        subject_type text,
        subject_id uuid,
        contact_id uuid,
        actor_type text not null,
        actor_id uuid,
        impersonator_id uuid,
        request_id text,
        ip text,
        payload jsonb not null default '{}',
        occurred_at timestamptz not null,
        recorded_at timestamptz not null default clock_timestamp(),
        primary key (id, recorded_at)
      ) partition by range (recorded_at);
      create table events_default partition of events default;
      create index events_reading on events (xid, id);
      create index events_newest on events (organization_id, id desc);
      create index events_by_type on events (organization_id, type, id desc);
      create index events_by_subject on events (organization_id, subject_type, subject_id, id desc);
      create index events_by_actor on events (organization_id, actor_id, id desc) where actor_id is not null;
      create trigger events_append_only before update or delete on events
        for each row execute function warren_refuse_change();
      create function warren_events_recorded() returns trigger language plpgsql as $$
      begin
        perform pg_notify('warren_events', '');
        return null;
      end $$;
      create trigger events_recorded after insert on events
        for each statement execute function warren_events_recorded();
      create table event_readers (
        name text primary key,
        xid xid8 not null default '0',
        event_id bigint not null default 0,
        attempts integer not null default 0,
        last_error text,
        retry_at timestamptz,
        updated_at timestamptz not null default clock_timestamp()
      );
      -- What each listener still owes for an event. Narrow, unpartitioned: the key is the promise.
      create table event_deliveries (
        event_id bigint not null,
        listener text not null,
        event_recorded_at timestamptz not null,
        organization_id uuid,
        state text not null default 'pending' check (state in ('pending', 'done', 'failed')),
        attempts integer not null default 0,
        due_at timestamptz not null,
        last_error text,
        created_at timestamptz not null default clock_timestamp(),
        done_at timestamptz,
        primary key (event_id, listener)
      );
      create index event_deliveries_owed on event_deliveries (due_at) where state = 'pending';
      create index event_deliveries_failed on event_deliveries (created_at) where state = 'failed';
    `)
  }

  async down() {
    this.schema.raw(
      `drop table event_deliveries; drop table event_readers; drop table events; drop function warren_events_recorded()`
    )
  }
}
