import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table segments (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        name text not null,
        name_norm text not null generated always as (warren_fold(name)) stored,
        kind text not null check (kind in ('dynamic', 'static')),
        -- A tree of conditions; of static ones an empty group.
        definition jsonb not null default '{"all": []}',
        summary text not null default '',
        -- What the engine needs to know of the definition without reading it: events after which members
        -- may be others, segments that it asks for, and whether time alone turns it.
        changed_by text[] not null default '{}',
        depends_on uuid[] not null default '{}',
        turns boolean not null default false,
        version integer not null default 1,
        built_version integer not null default 0,
        built_at timestamptz,
        member_count integer not null default 0,
        count_state text not null default 'building' check (count_state in ('exact', 'estimate', 'building')),
        count_margin integer not null default 0,
        counted_at timestamptz,
        -- Why it cannot be asked any more: a field or stage that is gone.
        problem text,
        archived_at timestamptz,
        created_by_id uuid references users (id) on delete set null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        unique (organization_id, id)
      );
      create unique index segments_name on segments (organization_id, name_norm) where archived_at is null;
      create index segments_depending on segments using gin (depends_on);

      create table segment_members (
        organization_id uuid not null references organizations (id),
        segment_id uuid not null,
        contact_id uuid not null,
        entered_at timestamptz not null,
        primary key (organization_id, segment_id, contact_id),
        foreign key (organization_id, segment_id) references segments (organization_id, id) on delete cascade,
        foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade
      );
      create index segment_members_of on segment_members (organization_id, contact_id, segment_id);

      -- When time alone may turn the answer for a contact.
      create table segment_dues (
        organization_id uuid not null references organizations (id),
        segment_id uuid not null,
        contact_id uuid not null,
        due_at timestamptz not null,
        primary key (organization_id, segment_id, contact_id),
        foreign key (organization_id, segment_id) references segments (organization_id, id) on delete cascade,
        foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade
      );
      create index segment_dues_next on segment_dues (due_at);
      create index segment_dues_of on segment_dues (organization_id, contact_id);

      -- A segment whose contacts are all asked again, in the order of their ids.
      create table segment_builds (
        organization_id uuid not null references organizations (id),
        segment_id uuid not null,
        -- The last contact that was asked; null before the first.
        after_id uuid,
        asked integer not null default 0,
        entered integer not null default 0,
        departed integer not null default 0,
        attempts integer not null default 0,
        last_error text,
        leased_until timestamptz,
        requested_at timestamptz not null,
        primary key (organization_id, segment_id),
        foreign key (organization_id, segment_id) references segments (organization_id, id) on delete cascade
      );
    `)
  }

  async down() {
    this.schema.raw(
      `drop table segment_builds; drop table segment_dues; drop table segment_members; drop table segments`
    )
  }
}
