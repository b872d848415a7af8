import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table notes (
        id uuid primary key,
        organization_id uuid not null references organizations (id),
        author_id uuid references users (id) on delete set null,
        body_html text not null,
        body_text text not null,
        pinned_at timestamptz,
        edited_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        search text not null generated always as (warren_fold(left(body_text, 20000))) stored,
        unique (organization_id, id)
      );
      create index notes_newest on notes (organization_id, created_at desc, id desc);
      create index notes_search on notes using gin (search gin_trgm_ops);

      create table note_links (
        id uuid primary key default gen_random_uuid(),
        organization_id uuid not null references organizations (id),
        note_id uuid not null,
        target_type text not null check (target_type in ('contact', 'company', 'deal')),
        target_id uuid not null,
        created_at timestamptz not null,
        unique (organization_id, note_id, target_type, target_id),
        foreign key (organization_id, note_id) references notes (organization_id, id) on delete cascade
      );
      create index note_links_of on note_links (organization_id, target_type, target_id, note_id);

      create table note_mentions (
        organization_id uuid not null references organizations (id),
        note_id uuid not null,
        user_id uuid not null references users (id) on delete cascade,
        created_at timestamptz not null,
        primary key (organization_id, note_id, user_id),
        foreign key (organization_id, note_id) references notes (organization_id, id) on delete cascade
      );
    `)
  }

  async down() {
    this.schema.raw('drop table note_mentions, note_links, notes')
  }
}
