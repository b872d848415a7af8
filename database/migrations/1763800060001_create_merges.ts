import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      -- So that a row can be named in the journal: its topic may be null.
      alter table consent_states add column id uuid not null default gen_random_uuid();

      -- Many merges by a rule, in the background.
      create table merge_runs (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        rule text not null check (rule in ('email', 'phone_name', 'name_company', 'certain')),
        keep text not null check (keep in ('oldest', 'fullest')),
        state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'stopped', 'failed')),
        total integer not null default 0,
        merged integer not null default 0,
        skipped integer not null default 0,
        lease_until timestamptz,
        last_error text,
        created_by uuid references users (id) on delete set null,
        created_at timestamptz not null,
        finished_at timestamptz,
        unique (organization_id, id)
      );
      create index merge_runs_open on merge_runs (created_at) where state in ('waiting', 'running');
      create unique index merge_runs_one on merge_runs (organization_id) where state in ('waiting', 'running');
      create index merge_runs_newest on merge_runs (organization_id, created_at desc, id desc);

      create table merges (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        winner_id uuid not null,
        loser_id uuid not null,
        state text not null default 'merged' check (state in ('merged', 'undone')),
        -- Both records whole as they were, and what the staying one was given.
        winner_before jsonb not null,
        loser_before jsonb not null,
        winner_after jsonb not null,
        -- What moved, by reference; and after an undo what was kept because it had changed since.
        moved jsonb not null default '{}',
        kept jsonb not null default '[]',
        run_id uuid,
        merged_by uuid references users (id) on delete set null,
        merged_at timestamptz not null,
        undone_by uuid references users (id) on delete set null,
        undone_at timestamptz,
        unique (organization_id, id),
        foreign key (organization_id, winner_id) references contacts (organization_id, id) on delete cascade,
        foreign key (organization_id, loser_id) references contacts (organization_id, id) on delete cascade,
        foreign key (organization_id, run_id) references merge_runs (organization_id, id)
      );
      create index merges_newest on merges (organization_id, merged_at desc, id desc);
      create index merges_of_winner on merges (organization_id, winner_id, merged_at desc);
      create unique index merges_standing on merges (organization_id, loser_id) where state = 'merged';

      -- The journal: every row that a merge touched, with what it was.
      create table merge_moves (
        id bigint generated always as identity primary key,
        organization_id uuid not null references organizations (id),
        merge_id uuid not null,
        -- Table and column, as in the registry of contact references.
        reference text not null,
        -- moved: now names the winner; dropped: deleted; changed: values of a row; added: a row that was not there.
        kind text not null check (kind in ('moved', 'dropped', 'changed', 'added')),
        row_key jsonb not null,
        before jsonb,
        after jsonb,
        foreign key (organization_id, merge_id) references merges (organization_id, id) on delete cascade
      );
      create index merge_moves_of on merge_moves (organization_id, merge_id, id);

      create table duplicate_pairs (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        a_id uuid not null,
        b_id uuid not null,
        score smallint not null check (score between 0 and 100),
        reasons text[] not null,
        state text not null default 'open' check (state in ('open', 'dismissed', 'merged', 'superseded')),
        decided_by uuid references users (id) on delete set null,
        decided_at timestamptz,
        found_at timestamptz not null,
        check (a_id < b_id),
        unique (organization_id, id),
        unique (organization_id, a_id, b_id),
        foreign key (organization_id, a_id) references contacts (organization_id, id) on delete cascade,
        foreign key (organization_id, b_id) references contacts (organization_id, id) on delete cascade
      );
      create index duplicate_pairs_queue on duplicate_pairs (organization_id, state, score desc, id desc);
      create index duplicate_pairs_b on duplicate_pairs (organization_id, b_id);

      -- Blocking keys by which alike contacts find each other, kept by the search for duplicates.
      create table duplicate_keys (
        organization_id uuid not null,
        kind smallint not null,
        key bigint not null,
        contact_id uuid not null,
        primary key (organization_id, kind, key, contact_id)
      );
      create index duplicate_keys_of on duplicate_keys (organization_id, contact_id);

      -- Contacts that changed and were not compared yet.
      create table duplicate_changes (
        organization_id uuid not null references organizations (id) on delete cascade,
        contact_id uuid not null,
        changed_at timestamptz not null,
        primary key (organization_id, contact_id)
      );

      -- The last whole search of an organization.
      create table duplicate_scans (
        organization_id uuid primary key references organizations (id) on delete cascade,
        state text not null check (state in ('waiting', 'running', 'done', 'failed')),
        step text,
        contacts integer,
        pairs integer,
        last_error text,
        lease_until timestamptz,
        asked_at timestamptz not null,
        started_at timestamptz,
        finished_at timestamptz
      );
      create index duplicate_scans_open on duplicate_scans (asked_at) where state in ('waiting', 'running');
    `)
  }

  async down() {
    this.schema.raw(`
      drop table duplicate_scans, duplicate_changes, duplicate_keys, duplicate_pairs, merge_moves, merges, merge_runs;
      alter table consent_states drop column id;
    `)
  }
}
